import Ground
import Tensors

/// The home screen.
enum HomeText: TextTable {
  case about
  case convolution, convolutionAbout
  case picture, pictureAbout
  case operations, operationsAbout, keyGroup, keyOperation, keyMenu, helpOperations
  case groupConvolutions, groupPoolings, groupDense, groupNormalisation, groupJoins, groupBlocks
  case groupLearning
  case residual, residualAbout
  case networks, networksAbout
  case training, trainingAbout
  case lessons, lessonsAbout
  case run, runGoing, runDone, runAccuracy, keyResume, helpRuns
  case help, helpCommand

  var text: Bilingual {
    switch self {
    case .run: Bilingual("{0} on {1}", "{0} trên {1}")
    case .runGoing: Bilingual("epoch {0} of {1}", "epoch {0}/{1}")
    case .runDone: Bilingual("{0} epochs", "{0} epoch")
    case .runAccuracy: Bilingual(", test accuracy {0}", ", độ chính xác kiểm tra {0}")
    case .keyResume: Bilingual("resume", "huấn luyện tiếp")
    case .helpRuns:
      Bilingual(
        "Below the menu are the latest training runs: Enter evaluates one, r trains it further.",
        "Bên dưới là những lượt huấn luyện gần nhất: Enter để đánh giá, r để huấn luyện tiếp.")
    case .about:
      Bilingual("see how convolutional networks work", "xem mạng tích chập hoạt động ra sao")
    case .convolution: Bilingual("Convolution", "Tích chập")
    case .convolutionAbout:
      Bilingual("step through it cell by cell, with real numbers", "đi từng ô, với số thật")
    case .picture: Bilingual("A real picture", "Một bức ảnh thật")
    case .pictureAbout: Bilingual("{0} under a Sobel filter", "{0} qua bộ lọc Sobel")
    case .operations: Bilingual("Operations", "Các phép toán")
    case .operationsAbout:
      Bilingual("every one of them, each at work", "tất cả, phép nào cũng đang chạy")
    case .keyGroup: Bilingual("group", "nhóm")
    case .keyOperation: Bilingual("operation", "phép toán")
    case .keyMenu: Bilingual("back to the menu", "trở lại danh mục")
    case .helpOperations:
      Bilingual(
        "Choose an operation with the arrows: it is at work above, and Enter opens it, with its settings and every number.",
        "Chọn một phép toán bằng mũi tên: phép ấy đang chạy ở phía trên, và Enter mở nó ra, với thông số và mọi con số."
      )
    case .groupConvolutions: Bilingual("convolutions", "tích chập")
    case .groupPoolings: Bilingual("poolings", "gộp")
    case .groupDense: Bilingual("dense, activations", "đầy đủ, kích hoạt")
    case .groupNormalisation: Bilingual("normalisation", "chuẩn hóa")
    case .groupJoins: Bilingual("joins", "nối nhánh")
    case .groupBlocks: Bilingual("blocks", "khối")
    case .groupLearning: Bilingual("learning", "học")
    case .residual: Bilingual("Residual block", "Khối phần dư")
    case .residualAbout:
      Bilingual(
        "two convolutions and a shortcut, cell by cell", "hai phép tích chập và đường tắt, từng ô")
    case .networks: Bilingual("Networks", "Các mạng")
    case .networksAbout:
      Bilingual(
        "layers, shapes, parameters, what each cell sees",
        "các tầng, kích thước, tham số, vùng tiếp nhận")
    case .training: Bilingual("Live training", "Huấn luyện trực tiếp")
    case .trainingAbout:
      Bilingual("watch a network learn", "xem một mạng học")
    case .lessons: Bilingual("Lessons", "Bài học")
    case .lessonsAbout:
      Bilingual("from a dense layer to a convolution", "từ tầng kết nối đầy đủ đến tích chập")
    case .help:
      Bilingual(
        "Choose with the arrows and go in with Enter, or press the number of a line; a click "
          + "chooses, a second one goes in.",
        "Chọn bằng mũi tên và vào bằng Enter, hoặc nhấn số của dòng; bấm chuột để chọn, bấm lần nữa "
          + "để vào.")
    case .helpCommand:
      Bilingual(
        "Everything here can be opened from the command line too: convscope --help.",
        "Mọi thứ ở đây cũng mở được từ dòng lệnh: convscope --help.")
    }
  }
}
