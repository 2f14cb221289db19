import Ground
import Tensors

/// The stepper.
enum StepperText: TextTable {
  case step, convolution, maxPooling, averagePooling
  case input, kernel, output, window, inputChannel, padded
  case height, width
  case fieldChannels, byItself, keySum, keyRestore, channelSum, moreChannels, neverRead
  case progress, rate, oneStepASecond, multiplyAdds
  case fieldInput, fieldFilter, fieldSize, fieldStride, fieldPadding, fieldDilation, fieldGroups
  case turned, arriving, keyBackward, keyForward, keyOther, helpBackward, fieldGradient
  case fieldBias, own, fieldOutputPadding, fieldTarget, fieldRate, fieldSeed
  case loading, computing
  case terms, termsTitle, termsSum
  case keyPlay, keyPause, keyPlayAndPause, keyStep, keyRow, keySpeed, keyPanel, keyEnds
  case keyChannel, keyOutputChannel, keyTenTerms, closeTerms, keyTakeAndGo
  case keyTerms, keyField, keyValue, keyType, keyGrid, keyTake, keyDrop, keyMouse
  case notShown, weights, shortcut, keyEnlarge, keyAllGrids, keyScroll, keyScrollRows
  case helpPadding, helpPanel

  var text: Bilingual {
    switch self {
    case .step: Bilingual("step", "từng bước")
    case .convolution: Bilingual("convolution", "tích chập")
    case .maxPooling: Bilingual("max pooling", "gộp cực đại")
    case .averagePooling: Bilingual("average pooling", "gộp trung bình")
    case .input: Bilingual("input", "đầu vào")
    case .kernel: Bilingual("kernel", "hạt nhân")
    case .output: Bilingual("output", "đầu ra")
    case .window: Bilingual("window", "cửa sổ")
    case .inputChannel: Bilingual("channel {0}", "kênh {0}")
    case .padded: Bilingual("padding {0}", "đệm {0}")
    case .height: Bilingual("height", "chiều cao")
    case .width: Bilingual("width", "chiều rộng")
    case .progress: Bilingual("step {0} of {1}", "bước {0} / {1}")
    case .rate: Bilingual("{0} steps a second", "{0} bước mỗi giây")
    case .oneStepASecond: Bilingual("1 step a second", "1 bước mỗi giây")
    case .multiplyAdds: Bilingual("{0} multiply-adds so far", "đã qua {0} phép nhân-cộng")
    case .fieldInput: Bilingual("input", "đầu vào")
    case .fieldFilter: Bilingual("filter", "bộ lọc")
    case .fieldChannels: Bilingual("output channels", "kênh ra")
    case .byItself:
      Bilingual("each channel by itself; S sums them", "từng kênh riêng; S để cộng các kênh")
    case .keySum: Bilingual("sum the channels", "cộng các kênh")
    case .keyRestore: Bilingual("the value before", "giá trị cũ")
    case .channelSum: Bilingual("channel {0}: {1}", "kênh {0}: {1}")
    case .moreChannels: Bilingual("{0} more channels: {1}", "{0} kênh nữa: {1}")
    case .neverRead:
      Bilingual("never read: rows {0}, columns {1}", "không được đọc: hàng {0}, cột {1}")
    case .fieldSize: Bilingual("size", "kích thước")
    case .fieldStride: Bilingual("stride", "sải bước")
    case .fieldPadding: Bilingual("padding", "đệm")
    case .fieldDilation: Bilingual("dilation", "độ giãn")
    case .fieldGroups: Bilingual("groups", "nhóm")
    case .fieldOutputPadding: Bilingual("output padding", "đệm đầu ra")
    case .fieldTarget: Bilingual("target class", "lớp thật")
    case .fieldRate: Bilingual("rate", "tỉ lệ bỏ")
    case .fieldSeed: Bilingual("seed", "hạt giống")
    case .arriving: Bilingual("arriving", "gradient tới")
    case .keyBackward: Bilingual("backward", "lan truyền ngược")
    case .keyForward: Bilingual("forward", "chiều tiến")
    case .keyOther: Bilingual("gradient of …", "gradient của …")
    case .fieldGradient: Bilingual("arriving", "gradient tới")
    case .helpBackward:
      Bilingual(
        "b turns the operation round: a gradient arrives at the output and goes back, to the input, then to each "
          + "parameter, then forward again. The cells and the factors that have a part in the current cell are bright.",
        "b đảo chiều phép toán: gradient tới đầu ra rồi truyền ngược về đầu vào, sau đó về từng tham số, rồi trở lại "
          + "chiều tiến. Các ô và các thừa số góp phần vào ô hiện tại được làm sáng.")
    case .turned: Bilingual("turned", "xoay nửa vòng")
    case .fieldBias: Bilingual("bias", "hệ số điều chỉnh")
    case .own: Bilingual("own", "tự đặt")
    case .loading: Bilingual("reading {0} …", "đang đọc {0} …")
    case .computing:
      Bilingual("computing {0}, operation {1} of {2} …", "đang tính {0}, phép {1} / {2} …")
    case .terms: Bilingual("all {0} terms", "cả {0} số hạng")
    case .termsTitle: Bilingual("terms of {0}", "các số hạng của {0}")
    case .termsSum: Bilingual("so far {0}", "cộng dồn {0}")
    case .keyPlay: Bilingual("play", "chạy")
    case .keyPause: Bilingual("pause", "tạm dừng")
    case .keyPlayAndPause: Bilingual("play and pause", "chạy và tạm dừng")
    case .keyStep: Bilingual("step", "từng ô")
    case .keyRow: Bilingual("row", "từng hàng")
    case .keySpeed: Bilingual("speed", "tốc độ")
    case .keyPanel: Bilingual("settings", "thông số")
    case .keyChannel: Bilingual("input channel", "kênh vào")
    case .keyOutputChannel: Bilingual("output channel", "kênh ra")
    case .keyTenTerms: Bilingual("ten terms", "mười số hạng")
    case .closeTerms: Bilingual("close the terms", "đóng danh sách")
    case .keyTakeAndGo: Bilingual("take it, next field", "nhận, sang mục kế")
    case .keyEnds: Bilingual("first, last", "đầu, cuối")
    case .keyTerms: Bilingual("terms", "số hạng")
    case .keyField: Bilingual("field", "mục")
    case .keyValue: Bilingual("value", "giá trị")
    case .keyType: Bilingual("type", "gõ")
    case .keyGrid: Bilingual("grids", "lưới số")
    case .keyTake: Bilingual("take it", "nhận")
    case .keyDrop: Bilingual("leave it", "bỏ")
    case .keyMouse:
      Bilingual(
        "click a cell to go to it; the wheel steps", "bấm vào một ô để tới đó; con lăn đi từng ô")
    case .weights: Bilingual("weights", "trọng số")
    case .shortcut: Bilingual("shortcut", "đường tắt")
    case .keyEnlarge: Bilingual("one grid", "một lưới")
    case .keyAllGrids: Bilingual("all grids", "mọi lưới")
    case .keyScroll: Bilingual("scroll across", "cuộn ngang")
    case .keyScrollRows: Bilingual("scroll down", "cuộn dọc")
    case .notShown: Bilingual("no room for: {0}", "không đủ chỗ cho: {0}")
    case .helpPadding:
      Bilingual(
        "Cells marked · are padding, outside the input. Bold numbers are those that the current "
          + "cell reads: its receptive field.",
        "Các ô ghi · là phần đệm, nằm ngoài đầu vào. Các số in đậm là những số mà ô hiện tại đọc: "
          + "vùng tiếp nhận của nó.")
    case .helpPanel:
      Bilingual(
        "Tab goes to the settings: + and - change a value, or type a new one. What does not fit "
          + "stays in its field, with the reason below.",
        "Tab chuyển đến thông số: + và - đổi giá trị, hoặc gõ giá trị mới. Giá trị không hợp lệ ở "
          + "lại trong mục, kèm lý do bên dưới.")
    }
  }
}
