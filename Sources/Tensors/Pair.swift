/// A value for the height and one for the width, in that order, as PyTorch writes them.
public struct Pair: Hashable, Sendable, CustomStringConvertible {
  public var height: Int
  public var width: Int

  public init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  /// The same value on both axes.
  public init(_ both: Int) { self.init(both, both) }

  public static let zero = Pair(0)
  public static let one = Pair(1)

  /// The number of cells of a grid of this size.
  public var area: Int { height * width }

  /// `3x3`
  public var description: String { "\(height)x\(width)" }
}
