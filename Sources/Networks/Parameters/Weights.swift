import Ground
import Tensors

/// A float32 tensor with a name, in row-major order.
///
/// Equal means equal to the bit: NaN equals itself, and 0 is not -0.
public struct NamedTensor: Hashable, Sendable {
  public let name: String
  public let shape: Shape
  public let values: [Float]

  /// - Precondition: `values` has exactly as many numbers as `shape` says.
  public init(name: String, shape: Shape, values: [Float]) {
    precondition(shape.count == values.count, "\(shape) holds \(shape.count), not \(values.count)")
    self.name = name
    self.shape = shape
    self.values = values
  }

  public static func == (a: NamedTensor, b: NamedTensor) -> Bool {
    guard a.name == b.name, a.shape == b.shape else { return false }
    return a.values.withUnsafeBytes { a in
      b.values.withUnsafeBytes { b in
        guard let left = a.baseAddress, let right = b.baseAddress else { return a.isEmpty }
        return memcmp(left, right, a.count) == 0
      }
    }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(shape)
    values.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

/// An ordered collection of named float32 tensors: a network's parameters and running statistics
/// outside the engine, or an optimiser's state.
public struct Weights: Hashable, Sendable, RandomAccessCollection {
  private let tensors: [NamedTensor]
  private let positions: [String: Int]

  /// - Precondition: no name occurs twice.
  public init(_ tensors: [NamedTensor] = []) {
    self.tensors = tensors
    positions = Dictionary(
      tensors.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { _, _ in preconditionFailure("two tensors have one name") })
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { tensors.count }

  public subscript(position: Int) -> NamedTensor { tensors[position] }

  /// The tensor of that name: `conv1.weight`.
  public subscript(name: String) -> NamedTensor? { positions[name].map { tensors[$0] } }

  public static func == (a: Weights, b: Weights) -> Bool { a.tensors == b.tensors }

  public func hash(into hasher: inout Hasher) { hasher.combine(tensors) }
}
