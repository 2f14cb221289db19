import Ground
import Tensors

extension StepError {
  public var explanation: Bilingual {
    switch self {
    case .inputRank(let shape):
      Bilingual(
        "--input: found \(shape.rank) sizes (\(shape)), expected CxHxW or HxW",
        "--input: nhận được \(shape.rank) kích thước (\(shape)), cần CxHxW hoặc HxW")
    case .kernelRank(let shape):
      Bilingual(
        "--kernel: found \(shape.rank) sizes (\(shape)), expected two to four",
        "--kernel: nhận được \(shape.rank) kích thước (\(shape)), cần từ hai đến bốn")
    case .groupsNotPositive(let groups):
      Bilingual(
        "--groups: found \(groups), expected 1 or more",
        "--groups: nhận được \(groups), cần từ 1 trở lên")
    case .groupsDoNotDivideInput(let groups, let channels):
      Bilingual(
        "--groups: found \(groups), expected a number that divides the input's \(channels) channels",
        "--groups: nhận được \(groups), cần một ước số của \(channels), số kênh của đầu vào")
    case .groupsDoNotDivideOutput(let groups, let filters):
      Bilingual(
        "--groups: found \(groups), expected a number that divides the kernel's \(filters) output"
          + " channels",
        "--groups: nhận được \(groups), cần một ước số của \(filters), số kênh ra của hạt nhân")
    case .kernelChannels(let found, let channels, let groups):
      Bilingual(
        "--kernel: found \(found) input channels, expected \(channels / groups)"
          + " (the input's \(channels) in \(groups) group\(groups == 1 ? "" : "s"))",
        "--kernel: nhận được \(found) kênh vào, cần \(channels / groups)"
          + " (\(channels) kênh của đầu vào chia thành \(groups) nhóm)")
    case .biasCount(let found, let expected):
      Bilingual(
        "--bias: found \(found) number\(found == 1 ? "" : "s"),"
          + " expected \(expected), one per output channel",
        "--bias: nhận được \(found) số, cần \(expected), mỗi kênh đầu ra một số")
    case .averageDilation(let dilation):
      Bilingual(
        "--dilation: found \(dilation), but average pooling has none (1)",
        "--dilation: nhận được \(dilation), nhưng gộp trung bình không có độ giãn (1)")
    case .paddingOverHalf(let padding, let size):
      Bilingual(
        "--padding: found \(padding), expected at most half of the window,"
          + " \(Pair(size.height / 2, size.width / 2))",
        "--padding: nhận được \(padding), cần không quá nửa cửa sổ,"
          + " \(Pair(size.height / 2, size.width / 2))")
    case .window(let error, let kernelOption):
      Self.explanation(of: error, kernelOption: kernelOption)
    case .outputTooLarge:
      Bilingual(
        "--padding: the output has more cells than can be counted",
        "--padding: đầu ra có nhiều ô đến mức không đếm được")
    case .memory(let option, let shape, let limit):
      Bilingual(
        "\(option): it makes a tensor of \(shape), which needs more than half of the machine's"
          + " memory (\(Language.english.text(limit)) bytes)",
        "\(option): tạo ra tensor \(shape), cần nhiều hơn một nửa bộ nhớ của máy"
          + " (\(Language.vietnamese.text(limit)) byte)")
    case .missing(let option, let operation):
      Bilingual(
        "\(option): not given, but step \(operation.rawValue) needs it",
        "\(option): chưa cho, nhưng step \(operation.rawValue) cần đến")
    case .misplaced(let option, let operation):
      Bilingual(
        "\(option): step \(operation.rawValue) has no such option",
        "\(option): step \(operation.rawValue) không có tùy chọn này")
    case .misplacedWithNetwork(let option):
      Bilingual(
        "\(option): given together with --network, whose block has its own",
        "\(option): được cho cùng với --network, mà khối của mạng đã có sẵn giá trị này")
    case .groupsOfSharedKernel(let found, let channels):
      Bilingual(
        "--groups: found \(found), expected \(channels), since a kernel of two sizes is applied to"
          + " each channel by itself",
        "--groups: nhận được \(found), cần \(channels), vì hạt nhân hai chiều được áp dụng riêng"
          + " cho từng kênh")
    case .outsideOutput(let position, let shape):
      Bilingual(
        "--at: found \(position.channel),\(position.row),\(position.column),"
          + " expected a cell of the output \(shape), counted from 0",
        "--at: nhận được \(position.channel),\(position.row),\(position.column),"
          + " cần một ô của đầu ra \(shape), đếm từ 0")
    case .channelsNotPositive(let channels):
      Bilingual(
        "--channels: found \(channels), expected 1 or more",
        "--channels: nhận được \(channels), cần từ 1 trở lên")
    case .unequalStride(let stride):
      Bilingual(
        "--stride: found \(stride), expected the same on both axes, as a block has",
        "--stride: nhận được \(stride), cần giống nhau trên cả hai trục như mọi khối")
    case .unknownBlock(let name, let network, let known, let suggestion):
      Self.unknownBlock(name, network: network, known: known, suggestion: suggestion)
    case .notSteppable(let layer):
      Bilingual(
        "--block: layer \(layer) is no operation of a residual block",
        "--block: tầng \(layer) không phải là phép toán của khối phần dư")
    case .network(let option, let reason):
      Bilingual("\(option): \(reason.english)", "\(option): \(reason.vietnamese)")
    }
  }

  private static func unknownBlock(
    _ name: String, network: String, known: [String], suggestion: String?
  ) -> Bilingual {
    guard !known.isEmpty else {
      return Bilingual(
        "--block: found `\(name)`, but network \(network) has no blocks",
        "--block: nhận được `\(name)`, nhưng mạng \(network) không có khối nào")
    }
    let list = known.joined(separator: ", ")
    let hint = suggestion.map {
      Bilingual("; did you mean \($0)?", "; có phải ý bạn là \($0)?")
    }
    return Bilingual(
      "--block: found `\(name)`, expected one of \(list)" + (hint?.english ?? ""),
      "--block: nhận được `\(name)`, cần một trong \(list)" + (hint?.vietnamese ?? ""))
  }

  private static func explanation(of error: WindowError, kernelOption: String) -> Bilingual {
    let option =
      switch error {
      case .kernelNotPositive, .windowLargerThanInput: kernelOption
      case .strideNotPositive: "--stride"
      case .paddingNegative, .overflow: "--padding"
      case .dilationNotPositive: "--dilation"
      }
    let (axis, finding) = (error.axis.name, error.finding)
    return Bilingual(
      "\(option) (\(axis.english)): \(finding.english)",
      "\(option) (\(axis.vietnamese)): \(finding.vietnamese)")
  }
}
