import Ground
import Tensors

/// Why an operation cannot be carried out on what it was given, without saying where: a network puts
/// the layer's name before it, a command line the option's.
public enum OperationError: ExplainedError, Hashable {
  public enum Quantity: Hashable, Sendable { case outputChannels, outputFeatures }

  case inputCount(found: Int, expected: ClosedRange<Int>)
  case shape(found: Shape, expected: String)
  case inputTooSmall(found: Shape, smallest: String)
  /// A sum of maps of different shapes.
  case unequalShapes(Shape, Shape)
  /// Maps that are stacked have the same rows and columns.
  case unequalSizes(Shape, Shape)
  case notPositive(Quantity, Int)
  case groupsDoNotDivide(groups: Int, inputChannels: Int, outputChannels: Int)
  case window(WindowError)
  /// As PyTorch: with more than half of the window as padding some windows would see nothing else.
  case poolingPadding(found: Pair, largest: Pair)
  case averageDilation(Pair)
  /// Of a transposed convolution: it must be smaller than the stride or the dilation, as in PyTorch.
  case outputPadding(found: Pair, largest: Pair)
  /// A mirror shows no more than there is.
  case paddingMode(PaddingMode, found: Pair, largest: Pair)
  /// A shift has a middle.
  case evenShift(Int)
  /// A loss of a class that has no logit.
  case noSuchClass(found: Int, classes: Int)
  /// A normalisation over one value a channel: it would always be 0.
  case oneValueToNormalise
  /// Sizes, parameters or multiply-adds do not fit a 64-bit number.
  case tooLarge

  public var explanation: Bilingual {
    switch self {
    case .inputCount(let found, let expected):
      let count =
        expected.count == 1
        ? Bilingual("\(expected.lowerBound)", "\(expected.lowerBound)")
        : Bilingual("\(expected.lowerBound) or more", "từ \(expected.lowerBound) trở lên")
      return Bilingual(
        "found \(found) inputs, expected \(count.english)",
        "nhận được \(found) đầu vào, cần \(count.vietnamese)")
    case .shape(let found, let expected):
      return Bilingual(
        "found an input of \(found), expected \(expected)",
        "nhận được đầu vào \(found), cần \(expected)")
    case .inputTooSmall(let found, let smallest):
      return Bilingual(
        "found an input of \(found), expected at least \(smallest)",
        "nhận được đầu vào \(found), cần ít nhất \(smallest)")
    case .unequalShapes(let first, let second):
      return Bilingual(
        "found \(first) and \(second), expected two inputs of one shape",
        "nhận được \(first) và \(second), cần hai đầu vào cùng kích thước")
    case .unequalSizes(let first, let second):
      return Bilingual(
        "found \(first) and \(second), expected inputs with the same rows and columns",
        "nhận được \(first) và \(second), cần các đầu vào cùng số hàng và số cột")
    case .notPositive(let quantity, let found):
      let name = quantity.name
      return Bilingual(
        "found \(found) \(name.english), expected 1 or more",
        "nhận được \(found) \(name.vietnamese), cần từ 1 trở lên")
    case .groupsDoNotDivide(let groups, let inputChannels, let outputChannels):
      return Bilingual(
        "found \(groups) groups, expected a number that divides "
          + "\(inputChannels) input channels and \(outputChannels) output channels",
        "nhận được \(groups) nhóm, cần một ước số chung của "
          + "\(inputChannels) kênh vào và \(outputChannels) kênh ra")
    case .window(let error): return error.explanation
    case .poolingPadding(let found, let largest):
      return Bilingual(
        "found a padding of \(found), expected at most half of the window, \(largest)",
        "nhận được đệm \(found), chỉ được tối đa một nửa cửa sổ, \(largest)")
    case .averageDilation(let dilation):
      return Bilingual(
        "found a dilation of \(dilation), but average pooling has none (1)",
        "nhận được độ giãn \(dilation), nhưng gộp trung bình không có độ giãn (1)")
    case .outputPadding(let found, let largest):
      return Bilingual(
        "found an output padding of \(found), expected at most \(largest), less than the stride or the dilation",
        "nhận được đệm đầu ra \(found), chỉ được tối đa \(largest), nhỏ hơn sải bước hoặc độ giãn")
    case .paddingMode(let mode, let found, let largest):
      return Bilingual(
        "found a padding of \(found) with \(mode.rawValue), expected at most \(largest), which is all that there is to repeat",
        "nhận được đệm \(found) theo kiểu \(mode.rawValue), chỉ được tối đa \(largest), vì đầu vào chỉ có thế để lặp lại"
      )
    case .evenShift(let size):
      return Bilingual(
        "found a size of \(size), expected an odd number, 1 or more",
        "nhận được kích thước \(size), cần một số lẻ từ 1 trở lên")
    case .noSuchClass(let found, let classes):
      return Bilingual(
        "found the class \(found), expected 0 to \(classes - 1), one of the \(classes) logits",
        "nhận được lớp \(found), cần từ 0 đến \(classes - 1), một trong \(classes) logit")
    case .oneValueToNormalise:
      return Bilingual(
        "found one value a channel to normalise over, expected two or more, or a given mean and variance",
        "chỉ có một giá trị mỗi kênh để chuẩn hóa, cần từ hai giá trị trở lên, hoặc trung bình và phương sai cho sẵn"
      )
    case .tooLarge:
      return Bilingual(
        "found sizes whose product overflows, expected a smaller input or fewer classes",
        "tích của các kích thước bị tràn số, cần đầu vào nhỏ hơn hoặc ít lớp phân loại hơn")
    }
  }

  /// Refuses what is no feature map, or one of other channels.
  static func requireMap(_ input: Shape, channels: Int?) throws(OperationError) {
    guard input.rank == 3, channels == nil || input[0] == channels else {
      throw .shape(found: input, expected: "\(channels.map(String.init) ?? "C")xHxW")
    }
  }
}

extension OperationError.Quantity {
  fileprivate var name: Bilingual {
    switch self {
    case .outputChannels: Bilingual("output channels", "kênh ra")
    case .outputFeatures: Bilingual("output features", "đặc trưng ra")
    }
  }
}
