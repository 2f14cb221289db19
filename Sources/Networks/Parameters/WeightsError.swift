import Ground
import Tensors

/// Why weights cannot be a network's.
public enum WeightsError: ExplainedError, Hashable {
  case tooMuchMemory(network: String, MemoryExcess)
  /// `nearest` is the tensor there whose name is closest, of those that the network does not know.
  case missing(name: String, shape: Shape, network: String, nearest: String?)
  case unknown(name: String, network: String)
  case shape(name: String, found: Shape, expected: Shape, network: String)

  public var explanation: Bilingual {
    switch self {
    case .tooMuchMemory(let network, let excess):
      return Bilingual(
        "network \(network): keeping its parameters \(excess.explanation.english)",
        "mạng \(network): lưu các tham số \(excess.explanation.vietnamese)")
    case .missing(let name, let shape, let network, let nearest):
      return Bilingual(
        "tensor \"\(name)\" is missing, expected one of \(shape.text) for network \(network)"
          + (nearest.map { "; the nearest name found is \"\($0)\"" } ?? ""),
        "thiếu tensor \"\(name)\", mạng \(network) cần một tensor \(shape.text)"
          + (nearest.map { "; tên gần nhất tìm thấy là \"\($0)\"" } ?? ""))
    case .unknown(let name, let network):
      return Bilingual(
        "found tensor \"\(name)\", expected only tensors of network \(network)",
        "nhận được tensor \"\(name)\", chỉ được có các tensor của mạng \(network)")
    case .shape(let name, let found, let expected, let network):
      return Bilingual(
        "tensor \"\(name)\": found the shape \(found.text), "
          + "expected \(expected.text) for network \(network)",
        "tensor \"\(name)\": nhận được kích thước \(found.text), "
          + "mạng \(network) cần \(expected.text)")
    }
  }

  /// Refuses parameters that take too much memory, before any is taken.
  static func requireMemory(
    for specs: [ParameterSpec], network: String
  ) throws(WeightsError) {
    do {
      try MemoryPrice(of: specs).require()
    } catch { throw .tooMuchMemory(network: network, error) }
  }
}

extension MemoryPrice {
  /// The parameters and running statistics of a network, as `Float`.
  public init(of specs: [ParameterSpec]) {
    self.init()
    for spec in specs { add(spec.shape.sizes, bytesEach: MemoryLayout<Float>.size) }
  }
}

extension Shape {
  /// `[16, 3, 3, 3]`, and `[]` for a scalar.
  fileprivate var text: String { "\(sizes)" }
}
