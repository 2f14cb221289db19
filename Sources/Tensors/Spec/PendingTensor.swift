import Ground

/// A tensor that has been found but not read or filled: its shape is known, and what it will take.
///
/// A request is priced whole by the shapes of all that it names; then the numbers are loaded.
public struct PendingTensor {
  public let shape: Shape
  /// What ``load()`` takes, the numbers as `Double` among it.
  public let price: MemoryPrice
  private let numbers: () throws -> Tensor

  /// - Parameter reading: what is taken beside the numbers while they are read.
  public init(
    shape: Shape, reading: MemoryPrice = MemoryPrice(), numbers: @escaping () throws -> Tensor
  ) {
    self.shape = shape
    price = MemoryPrice(shape.sizes, bytesEach: MemoryLayout<Double>.size) + reading
    self.numbers = numbers
  }

  /// A tensor that is at hand.
  public init(_ tensor: Tensor) {
    self.init(shape: tensor.shape) { tensor }
  }

  /// The numbers; once.
  public func load() throws -> Tensor { try numbers() }

  /// The same numbers under another shape of the same count.
  public func reshaped(to shape: Shape) -> PendingTensor {
    PendingTensor(shape: shape, price: price) { try numbers().reshaped(to: shape) }
  }

  private init(shape: Shape, price: MemoryPrice, numbers: @escaping () throws -> Tensor) {
    self.shape = shape
    self.price = price
    self.numbers = numbers
  }
}
