import Ground
import Operations
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

  case unknownNetwork(String, suggestion: String?, known: [String])
  /// The network's input is not C x H x W with every size 1 or more.
  case inputShape([Int])
  case classes(Int)
  /// An operation that cannot be carried out on its inputs.
  case operation(Place, OperationError)
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
    case .operation(let place, let error):
      return place.sentence(error.explanation.english, error.explanation.vietnamese)
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
