import Ground
import Operations
import Tensors

extension StepError {
  public var field: String? { option.rawValue }

  /// The option at fault.
  public var option: StepOption {
    switch self {
    case .inputRank: .input
    case .kernelRank, .kernelChannels: .kernel
    case .groupsNotPositive, .groupsDoNotDivideInput, .groupsDoNotDivideOutput,
      .groupsOfSharedKernel:
      .groups
    case .biasCount: .bias
    case .weightShape: .weight
    case .numbersPerChannel(let option, _, _), .memory(let option, _, _), .missing(let option, _),
      .misplaced(let option, _), .misplacedWithNetwork(let option), .withoutBackward(let option),
      .withoutPicture(let option),
      .network(let option, _):
      option
    case .varianceNegative: .variance
    case .operation(let error, let operation): Self.option(of: error, operation)
    case .outputTooLarge: .padding
    case .outside: .at
    case .gradientShape: .gradient
    case .unknownTarget: .of
    case .targetKind, .targetShape: .target
    case .learningRateOfInput: .lr
    case .channelsNotPositive: .channels
    case .unequalStride: .stride
    case .sameWithStride: .padding
    case .together(let option, _): option
    case .rateOutside: .rate
    case .unequalSize: .size
    case .unknownLayer, .layerKind: .layer
    case .unknownBlock, .notOneOperation, .abandoned: .block
    case .depthwiseKernel: .kernel
    case .pointwiseKernel: .pointwise
    }
  }

  private static func option(
    of error: OperationError, _ operation: StepRequest.Operation
  ) -> StepOption {
    switch error {
    case .inputCount, .unequalShapes, .unequalSizes: .other
    case .shape, .tooLarge, .oneValueToNormalise: .input
    case .inputTooSmall, .window(.kernelNotPositive), .window(.windowLargerThanInput):
      [.convolution, .transposedConvolution].contains(operation) ? .kernel : .size
    case .window(.strideNotPositive): .stride
    case .window(.paddingNegative), .window(.paddingCutsAll), .window(.overflow), .poolingPadding,
      .paddingMode:
      .padding
    case .outputPadding: .outputPadding
    case .evenShift: .size
    case .noSuchClass: .target
    case .window(.dilationNotPositive), .averageDilation: .dilation
    case .notPositive, .groupsDoNotDivide: .groups
    }
  }

  /// The axis on which the number stands, of a window that does not fit.
  public var detail: Bilingual? {
    guard case .operation(.window(let error), _) = self else { return nil }
    return Bilingual("(\(error.axis.name.english))", "(\(error.axis.name.vietnamese))")
  }

  /// What was found and expected, without the option.
  public var finding: Bilingual {
    switch self {
    case .inputRank(let shape):
      Bilingual(
        "found \(shape.rank) sizes (\(shape)), expected CxHxW or HxW",
        "nhận được \(shape.rank) kích thước (\(shape)), cần CxHxW hoặc HxW")
    case .kernelRank(let shape):
      Bilingual(
        "found \(shape.rank) sizes (\(shape)), expected two to four",
        "nhận được \(shape.rank) kích thước (\(shape)), cần từ hai đến bốn")
    case .groupsNotPositive(let groups):
      Bilingual(
        "found \(groups), expected 1 or more",
        "nhận được \(groups), cần từ 1 trở lên")
    case .groupsDoNotDivideInput(let groups, let channels):
      Bilingual(
        "found \(groups), expected a number that divides the input's \(channels) channels",
        "nhận được \(groups), cần một ước số của \(channels), số kênh của đầu vào")
    case .groupsDoNotDivideOutput(let groups, let filters):
      Bilingual(
        "found \(groups), expected a number that divides the kernel's \(filters) output"
          + " channels",
        "nhận được \(groups), cần một ước số của \(filters), số kênh ra của hạt nhân")
    case .kernelChannels(let found, let channels, let groups):
      Bilingual(
        "found \(found) input channels, expected \(channels / groups)"
          + " (the input's \(channels) in \(groups) group\(groups == 1 ? "" : "s"))",
        "nhận được \(found) kênh vào, cần \(channels / groups)"
          + " (\(channels) kênh của đầu vào chia thành \(groups) nhóm)")
    case .targetKind(let operation):
      operation.isLearning
        ? Bilingual(
          "found a class, expected a tensor of the output's shape, or the name of a kernel",
          "nhận được một lớp, cần một tensor có kích thước của đầu ra, hoặc tên một hạt nhân")
        : Bilingual(
          "found a tensor, expected a class, a whole number from 0",
          "nhận được một tensor, cần một lớp, số nguyên từ 0")
    case .targetShape(let found, let output):
      Bilingual(
        "found \(found), expected \(output), the shape of the output",
        "nhận được \(found), cần \(output), đúng kích thước của đầu ra")
    case .depthwiseKernel(let shape, let channels):
      Bilingual(
        "found \(shape), expected \(channels)x1xKHxKW, one filter a channel, or two sizes",
        "nhận được \(shape), cần \(channels)x1xKHxKW, mỗi kênh một bộ lọc, hoặc hai chiều")
    case .pointwiseKernel(let shape, let channels):
      Bilingual(
        "found \(shape), expected Ox\(channels)x1x1, one weight for each channel of the input",
        "nhận được \(shape), cần Ox\(channels)x1x1, mỗi kênh vào một trọng số")
    case .biasCount(let found, let expected):
      Bilingual(
        "found \(found) number\(found == 1 ? "" : "s"),"
          + " expected \(expected), one per output channel",
        "nhận được \(found) số, cần \(expected), mỗi kênh đầu ra một số")
    case .weightShape(let shape, let features):
      Bilingual(
        "found \(shape), expected Ox\(features), one column for each number of the input",
        "nhận được \(shape), cần Ox\(features), mỗi số của đầu vào một cột")
    case .numbersPerChannel(_, let found, let channels):
      Bilingual(
        "found \(found) numbers, expected one, or \(channels), one per channel",
        "nhận được \(found) số, cần một số, hoặc \(channels) số, mỗi kênh một số"
      )
    case .sameWithStride(let stride):
      Bilingual(
        "found same with a stride of \(stride), expected a stride of 1",
        "nhận được same với sải bước \(stride), cần sải bước 1")
    case .together(_, let other):
      Bilingual(
        "found beside --\(other.rawValue), expected only one of the two",
        "được cho cùng với --\(other.rawValue), chỉ được dùng một trong hai")
    case .rateOutside(let found):
      Bilingual(
        "found \(found), expected a number from 0 to below 1",
        "nhận được \(found), cần một số từ 0 đến dưới 1")
    case .unequalSize(let found):
      Bilingual(
        "found \(found), expected one number, the same on both axes",
        "nhận được \(found), cần một số dùng cho cả hai chiều")
    case .varianceNegative(let found):
      Bilingual(
        "found \(found), expected 0 or more",
        "nhận được \(found), cần từ 0 trở lên")
    case .operation(.window(let error), _): error.finding
    case .operation(let error, _): error.explanation
    case .outputTooLarge:
      Bilingual(
        "the output has more cells than can be counted",
        "đầu ra có nhiều ô đến mức không đếm được")
    case .memory(_, let subject, let excess):
      Bilingual(
        "found \(subject.name.english), with which all that is asked for "
          + excess.explanation.english,
        "\(subject.name.vietnamese) khiến cả yêu cầu \(excess.explanation.vietnamese)")
    case .missing(_, let operation):
      Bilingual(
        "not given, but step \(operation.rawValue) needs it",
        "chưa cho, nhưng step \(operation.rawValue) cần đến")
    case .misplaced(_, let operation):
      Bilingual(
        "step \(operation.rawValue) has no such option",
        "step \(operation.rawValue) không có tùy chọn này")
    case .misplacedWithNetwork:
      Bilingual(
        "given together with a network, whose block or layer has its own",
        "được cho cùng với một mạng, mà khối hay tầng của mạng đã có sẵn giá trị này")
    case .groupsOfSharedKernel(let found, let channels):
      Bilingual(
        "found \(found), expected \(channels), since a kernel of two sizes is applied to"
          + " each channel by itself",
        "nhận được \(found), cần \(channels), vì hạt nhân hai chiều được áp dụng riêng"
          + " cho từng kênh")
    case .abandoned:
      Bilingual("stopped before all of it was computed", "đã dừng khi chưa tính xong")
    case .outside(let place, let shape):
      Bilingual(
        "found \(place.map(String.init).joined(separator: ",")),"
          + " expected a cell of \(shape), counted from 0",
        "nhận được \(place.map(String.init).joined(separator: ",")),"
          + " cần một ô của \(shape), đếm từ 0")
    case .withoutPicture:
      Bilingual(
        "only of a picture (.png, .jpg, photo:cat), and --input names none",
        "chỉ dùng với ảnh (.png, .jpg, photo:cat), mà --input không phải ảnh")
    case .withoutBackward:
      Bilingual(
        "given for a step forward, expected it with a step backward alone",
        "được cho ở bước tiến, chỉ dùng được với bước lan truyền ngược")
    case .gradientShape(let found, let output):
      Bilingual(
        "found \(found), expected the output's \(output)",
        "nhận được \(found), cần \(output) như đầu ra")
    case .unknownTarget(let name, let known):
      Bilingual(
        "found `\(name)`, expected one of \(known.joined(separator: ", "))",
        "nhận được `\(name)`, cần một trong \(known.joined(separator: ", "))")
    case .learningRateOfInput(let known):
      known.isEmpty
        ? Bilingual(
          "given, but the operation has no parameters that learn",
          "được cho, nhưng phép toán này không có tham số nào để học")
        : Bilingual(
          "given with the gradient of an input, expected that of one of"
            + " \(known.joined(separator: ", "))",
          "được cho cùng gradient của một đầu vào, cần gradient của một trong"
            + " \(known.joined(separator: ", "))")
    case .channelsNotPositive(let channels):
      Bilingual(
        "found \(channels), expected 1 or more",
        "nhận được \(channels), cần từ 1 trở lên")
    case .unequalStride(let stride):
      Bilingual(
        "found \(stride), expected the same on both axes, as a block has",
        "nhận được \(stride), cần giống nhau trên cả hai trục như mọi khối")
    case .unknownLayer(let name, let network, let operation, let known, let suggestion):
      Self.unknownLayer(name, network: network, operation, known: known, suggestion: suggestion)
    case .layerKind(let name, let kind, let stepped, let asked):
      stepped.map {
        Bilingual(
          "found \(name), which is \(kind.title.english): step \($0.rawValue) shows it, step \(asked.rawValue) does not",
          "nhận được \(name), vốn là \(kind.title.vietnamese): hãy dùng step \($0.rawValue) thay cho step \(asked.rawValue)"
        )
      }
        ?? Bilingual(
          "found \(name), which is \(kind.title.english) and computes nothing to step through",
          "nhận được \(name), vốn là \(kind.title.vietnamese), không tính gì để đi từng bước")
    case .unknownBlock(let name, let network, let known, let suggestion):
      Self.unknownBlock(name, network: network, known: known, suggestion: suggestion)
    case .notOneOperation(let operation):
      Bilingual(
        "step \(operation.rawValue) has stages, not steps of its own",
        "step \(operation.rawValue) gồm nhiều chặng, không có bước riêng")
    case .network(_, let reason): reason
    }
  }

  private static func unknownLayer(
    _ name: String, network: String, _ operation: StepRequest.Operation, known: [String],
    suggestion: String?
  ) -> Bilingual {
    let title = operation.title
    guard !known.isEmpty else {
      return Bilingual(
        "found `\(name)`, but network \(network) has no \(title.english)",
        "nhận được `\(name)`, nhưng mạng \(network) không có \(title.vietnamese) nào")
    }
    let list = known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")
    let hint = suggestion.map {
      Bilingual("; did you mean \($0)?", "; có phải ý bạn là \($0)?")
    }
    return Bilingual(
      "found `\(name)`, expected a layer of \(network) that is \(title.english): \(list)"
        + (hint?.english ?? ""),
      "nhận được `\(name)`, cần một tầng \(title.vietnamese) của \(network): \(list)"
        + (hint?.vietnamese ?? ""))
  }

  private static func unknownBlock(
    _ name: String, network: String, known: [String], suggestion: String?
  ) -> Bilingual {
    guard !known.isEmpty else {
      return Bilingual(
        "found `\(name)`, but network \(network) has no blocks",
        "nhận được `\(name)`, nhưng mạng \(network) không có khối nào")
    }
    let list = known.joined(separator: ", ")
    let hint = suggestion.map {
      Bilingual("; did you mean \($0)?", "; có phải ý bạn là \($0)?")
    }
    return Bilingual(
      "found `\(name)`, expected one of \(list)" + (hint?.english ?? ""),
      "nhận được `\(name)`, cần một trong \(list)" + (hint?.vietnamese ?? ""))
  }
}

extension StepError.MemorySubject {
  fileprivate var name: Bilingual {
    func count(_ number: Int) -> (english: String, vietnamese: String) {
      (Language.english.numbers.integer(number), Language.vietnamese.numbers.integer(number))
    }
    switch self {
    case .tensor(let shape): return Bilingual("a tensor of \(shape)", "tensor \(shape)")
    case .output(let shape): return Bilingual("an output of \(shape)", "đầu ra \(shape)")
    case .maps(let number):
      let text = count(number)
      return Bilingual(
        "maps of \(text.english) numbers", "các ánh xạ đặc trưng gồm \(text.vietnamese) số")
    case .weights(let number):
      let text = count(number)
      return Bilingual("\(text.english) weights", "\(text.vietnamese) trọng số")
    case .terms(let number):
      let text = count(number)
      return Bilingual(
        "steps of \(text.english) terms", "các bước gồm \(text.vietnamese) số hạng")
    }
  }
}
