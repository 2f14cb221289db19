import Ground
import Tensors

/// Why weights cannot be a network's.
public enum WeightsError: ExplainedError, Hashable {
  /// `bytes` is `nil` where the number itself overflows.
  case tooMuchMemory(network: String, bytes: Int?, limit: Int)
  case missing(name: String, shape: Shape, network: String)
  case unknown(name: String, network: String)
  case shape(name: String, found: Shape, expected: Shape, network: String)

  public var explanation: Bilingual {
    switch self {
    case .tooMuchMemory(let network, let bytes, let limit):
      let english = bytes.map { Language.english.text($0) + " bytes" } ?? "2^63 bytes or more"
      let vietnamese =
        bytes.map { Language.vietnamese.text($0) + " byte" } ?? "từ 2^63 byte trở lên"
      return Bilingual(
        "network \(network): its parameters need \(english), "
          + "expected at most half of the machine's memory (\(Language.english.text(limit)))",
        "mạng \(network): các tham số cần \(vietnamese), "
          + "tối đa là một nửa bộ nhớ của máy (\(Language.vietnamese.text(limit)))")
    case .missing(let name, let shape, let network):
      return Bilingual(
        "tensor \"\(name)\" is missing, expected one of \(shape.text) for network \(network)",
        "thiếu tensor \"\(name)\", mạng \(network) cần một tensor \(shape.text)")
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

  /// Refuses parameters that take more than half of the machine's memory.
  static func requireMemory(
    for specs: [ParameterSpec], network: String
  ) throws(WeightsError) {
    let limit = MachineMemory.limit
    var total = 0
    for spec in specs {
      let (sum, overflow) = total.addingReportingOverflow(spec.shape.count)
      guard !overflow else { throw .tooMuchMemory(network: network, bytes: nil, limit: limit) }
      total = sum
    }
    let (bytes, overflow) = total.multipliedReportingOverflow(by: MemoryLayout<Float>.size)
    guard !overflow, bytes <= limit else {
      throw .tooMuchMemory(network: network, bytes: overflow ? nil : bytes, limit: limit)
    }
  }
}

extension Shape {
  /// `[16, 3, 3, 3]`, and `[]` for a scalar.
  fileprivate var text: String { "\(sizes)" }
}
