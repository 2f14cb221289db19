import Ground
import Tensors

/// Why a network cannot be built.
public enum NetworkError: ExplainedError, Hashable {
  /// The layer in which the fault lies.
  public struct Place: Hashable, Sendable {
    public let name: String
    public let kind: Layer.Kind

    public init(name: String, kind: Layer.Kind) {
      self.name = name
      self.kind = kind
    }
  }

  public enum Quantity: Hashable, Sendable { case outputChannels, outputFeatures }

  case unknownNetwork(String, suggestion: String?, known: [String])
  /// The network's input is not C x H x W with every size 1 or more.
  case inputShape([Int])
  case classes(Int)
  case shape(Place, found: Shape, expected: String)
  case inputTooSmall(Place, found: Shape, smallest: String)
  case sumOfUnequalShapes(Place, Shape, Shape)
  case inputCount(Place, found: Int, expected: Int)
  case notPositive(Place, Quantity, Int)
  case groupsDoNotDivide(Place, groups: Int, inputChannels: Int, outputChannels: Int)
  case window(Place, WindowError)
  /// As PyTorch: with more than half of the window as padding some windows would see nothing else.
  case poolingPadding(Place, found: Pair, largest: Pair)
  /// Sizes, parameters or multiply-adds do not fit a 64-bit number.
  case tooLarge(Place)
  case duplicateName(Place)
  case noLayers(String)

  public var explanation: Bilingual {
    switch self {
    case .unknownNetwork(let name, let suggestion, let known):
      let list = known.joined(separator: ", ")
      guard let suggestion else {
        return Bilingual(
          "network \"\(name)\": there is no such network, expected one of \(list)",
          "mạng \"\(name)\": không có mạng này, cần một trong \(list)")
      }
      return Bilingual(
        "network \"\(name)\": there is no such network, did you mean \"\(suggestion)\"? "
          + "(expected one of \(list))",
        "mạng \"\(name)\": không có mạng này, có phải ý bạn là \"\(suggestion)\"? "
          + "(cần một trong \(list))")
    case .inputShape(let sizes):
      let found = sizes.map(String.init).joined(separator: "x")
      return Bilingual(
        "network input: found \(found), expected CxHxW with every size 1 or more",
        "đầu vào của mạng: nhận được \(found), cần CxHxW với mọi kích thước từ 1 trở lên")
    case .classes(let found):
      return Bilingual(
        "number of classes: found \(found), expected 1 or more",
        "số lớp phân loại: nhận được \(found), cần từ 1 trở lên")
    case .shape(let place, let found, let expected):
      return place.sentence(
        "found an input of \(found), expected \(expected)",
        "nhận được đầu vào \(found), cần \(expected)")
    case .inputTooSmall(let place, let found, let smallest):
      return place.sentence(
        "found an input of \(found), expected at least \(smallest)",
        "nhận được đầu vào \(found), cần ít nhất \(smallest)")
    case .sumOfUnequalShapes(let place, let first, let second):
      return place.sentence(
        "found \(first) and \(second), expected two inputs of one shape",
        "nhận được \(first) và \(second), cần hai đầu vào cùng kích thước")
    case .inputCount(let place, let found, let expected):
      return place.sentence(
        "found \(found) inputs, expected \(expected)",
        "nhận được \(found) đầu vào, cần \(expected)")
    case .notPositive(let place, let quantity, let found):
      let name = quantity.name
      return place.sentence(
        "found \(found) \(name.english), expected 1 or more",
        "nhận được \(found) \(name.vietnamese), cần từ 1 trở lên")
    case .groupsDoNotDivide(let place, let groups, let inputChannels, let outputChannels):
      return place.sentence(
        "found \(groups) groups, expected a number that divides "
          + "\(inputChannels) input channels and \(outputChannels) output channels",
        "nhận được \(groups) nhóm, cần một số chia hết "
          + "\(inputChannels) kênh vào và \(outputChannels) kênh ra")
    case .window(let place, let error):
      return place.sentence(error.explanation.english, error.explanation.vietnamese)
    case .poolingPadding(let place, let found, let largest):
      return place.sentence(
        "found a padding of \(found), expected at most half of the window, \(largest)",
        "nhận được đệm \(found), chỉ được tối đa một nửa cửa sổ, \(largest)")
    case .tooLarge(let place):
      return place.sentence(
        "found sizes whose product overflows, expected a smaller input or fewer classes",
        "tích của các kích thước bị tràn số, cần đầu vào nhỏ hơn hoặc ít lớp phân loại hơn")
    case .duplicateName(let place):
      return place.sentence(
        "found the name a second time, expected names of its own for layers with parameters",
        "tên này xuất hiện lần thứ hai, mỗi tầng có tham số cần một tên riêng")
    case .noLayers(let name):
      return Bilingual(
        "network \"\(name)\": found no layers, expected one or more",
        "mạng \"\(name)\": không có tầng nào, cần từ một tầng trở lên")
    }
  }
}

extension NetworkError.Place {
  fileprivate func sentence(_ english: String, _ vietnamese: String) -> Bilingual {
    Bilingual(
      "layer \(name) (\(kind.rawValue)): \(english)",
      "tầng \(name) (\(kind.rawValue)): \(vietnamese)")
  }
}

extension NetworkError.Quantity {
  fileprivate var name: Bilingual {
    switch self {
    case .outputChannels: Bilingual("output channels", "kênh ra")
    case .outputFeatures: Bilingual("output features", "đặc trưng ra")
    }
  }
}
