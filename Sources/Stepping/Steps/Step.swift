import Operations
import Tensors

/// One cell, of an output or of a gradient, and everything that makes it.
public struct Step: Hashable, Sendable {
  /// From 0, in the order of the elements.
  public let index: Int
  /// The cell in its tensor, one number a size: channel, row and column of an output; filter, channel,
  /// row and column of a kernel's gradient.
  public let place: [Int]
  /// The cell among the planes of its tensor.
  public let position: Position
  /// Of an output in the order channel, kernel row, kernel column; of a gradient one an output cell.
  public let terms: [Term]
  public let arithmetic: Arithmetic
  /// Added to the sum of the products.
  public let bias: Double
  public let value: Double
}
