import Ground
import Tensors

/// The evaluation screen.
enum EvaluationText: TextTable {
  case title, on, starting, asking
  case accuracy, loss, images
  case confusion, cell, rightCell, shownOf
  case testPicture, input, pairOf, mistakeOf, looking, lookingAt
  case toPicture, toMatrix
  case cellKeys, picture, ten, layer, showPictures, mistakes, allPictures, panel
  case ends, backToCell, columnEnds, rowEnds

  var text: Bilingual {
    switch self {
    case .title: Bilingual("eval", "đánh giá")
    case .on: Bilingual("{0} on {1}", "{0} trên {1}")
    case .starting:
      Bilingual(
        "reading the network and the pictures …", "đang đọc mạng và các ảnh …")
    case .asking:
      Bilingual(
        "asking the network about each picture: {0} of {1} …",
        "mạng đang đoán từng ảnh: {0} / {1} …")
    case .accuracy: Bilingual("accuracy {0}", "độ chính xác {0}")
    case .loss: Bilingual("loss {0}", "mất mát {0}")
    case .images: Bilingual("{0} test pictures", "{0} ảnh kiểm tra")
    case .confusion:
      Bilingual("confusion: rows true, columns said", "nhầm lẫn: hàng là lớp thật, cột là lớp đoán")
    case .cell:
      Bilingual("true {0}, said {1}: {2} ({3})", "thật {0}, đoán {1}: {2} ({3})")
    case .rightCell: Bilingual("{0}, rightly said: {1} ({2})", "{0}, đoán đúng: {1} ({2})")
    case .shownOf: Bilingual("{0} of {1}", "{0} trong {1}")
    case .testPicture: Bilingual("test {0}", "ảnh {0}")
    case .input: Bilingual("input", "đầu vào")
    case .pairOf: Bilingual("{0}/{1} of the cell", "{0}/{1} của ô")
    case .mistakeOf: Bilingual("{0}/{1} mistakes", "{0}/{1} ảnh sai")
    case .looking: Bilingual("computing …", "đang tính …")
    case .lookingAt:
      Bilingual("computing: {0}/{1} layers", "đang tính: {0}/{1} tầng")
    case .toPicture: Bilingual("Tab: one picture", "Tab: một bức ảnh")
    case .toMatrix: Bilingual("Tab: the confusion matrix", "Tab: ma trận nhầm lẫn")
    case .cellKeys: Bilingual("cell", "ô")
    case .picture: Bilingual("picture", "ảnh")
    case .ten: Bilingual("ten on", "mười ảnh")
    case .layer: Bilingual("layer", "tầng")
    case .showPictures: Bilingual("its pictures", "xem các ảnh")
    case .mistakes: Bilingual("mistakes alone", "chỉ ảnh sai")
    case .allPictures: Bilingual("all pictures", "mọi ảnh")
    case .panel: Bilingual("panel", "khung")
    case .ends: Bilingual("first, last", "đầu, cuối")
    case .backToCell: Bilingual("back to the cell", "trở lại ô")
    case .columnEnds: Bilingual("first, last column", "cột đầu, cột cuối")
    case .rowEnds: Bilingual("first, last row", "hàng đầu, hàng cuối")
    }
  }

  static func pictures(_ count: Int, _ format: (Int) -> String) -> Bilingual {
    Bilingual(
      count == 1 ? "1 picture" : "\(format(count)) pictures", "\(format(count)) ảnh")
  }
}

/// The help of the evaluation screen.
enum EvaluationHelp: TextTable {
  case matrix, matrixColors, matrixEightColors, mistakes, picture

  var text: Bilingual {
    switch self {
    case .matrix:
      Bilingual(
        "Every test picture counts in one cell: its true class is the row, what the network said is the column. "
          + "Right answers are on the diagonal, in bold.",
        "Mỗi ảnh kiểm tra được đếm vào một ô: hàng là lớp thật, cột là lớp mạng đoán. Đoán đúng nằm trên đường chéo, "
          + "in đậm.")
    case .matrixColors:
      Bilingual(
        "They are blue, mistakes orange, the stronger the larger their share of the row.",
        "Đoán đúng màu xanh, đoán sai màu cam, màu càng rõ thì càng chiếm nhiều trong hàng.")
    case .matrixEightColors:
      Bilingual(
        "Those that are more than half of their row are blue; the largest mistakes are yellow.",
        "Ô đoán đúng chiếm hơn nửa hàng có nền xanh; các ô đoán sai nhiều nhất có nền vàng.")
    case .mistakes:
      Bilingual(
        "Enter on a cell shows its pictures, one after the other with the arrows; Esc comes back to the cell.",
        "Nhấn Enter trên một ô để xem các ảnh của ô ấy, dùng mũi tên để đi từng ảnh; Esc trở lại ô."
      )
    case .picture:
      Bilingual(
        "One picture's way through the network: the picture, what each layer makes of it, and how sure the "
          + "network is of each class.",
        "Đường đi của một bức ảnh qua mạng: bức ảnh, kết quả của từng tầng trên nó, và xác suất mà mạng gán cho từng lớp."
      )
    }
  }
}
