import Tensors

/// An operation on a feature map as a collection of steps, one an output cell, in the order channel,
/// row, column.
///
/// Step k is computed from k alone, never by replaying those before it, so seeking is free and going
/// back is as cheap as going on. Nothing is computed when the collection is made.
public protocol Steps: RandomAccessCollection, Sendable where Element == Step, Index == Int {
  /// `[C, H, W]`
  var inputShape: Shape { get }
  /// `[C, H, W]`; its count is the number of steps.
  var outputShape: Shape { get }
  /// Multiply-adds of the whole operation, products with padding included; `nil` for what has none.
  var multiplyAdds: Int? { get }

  /// The step that makes one output cell.
  ///
  /// - Complexity: O(terms of the cell).
  subscript(index: Int) -> Step { get }

  /// The value of one output cell, without its terms: for drawing many cells.
  func value(at index: Int) -> Double

  /// The input cells that a step reads.
  func inputWindow(at index: Int) -> InputWindow

  /// All output cells, `[C, H, W]`.
  ///
  /// - Complexity: O(all terms); nothing is kept.
  func makeOutput() -> Tensor
}

extension Steps {
  public var startIndex: Int { 0 }
  public var endIndex: Int { outputShape.count }
  public var multiplyAdds: Int? { nil }

  /// The output cell of a step.
  public func position(of index: Int) -> Position {
    let shape = outputShape
    let (height, width) = (shape[1], shape[2])
    return Position(
      channel: index / (height * width), row: index / width % height, column: index % width)
  }

  /// The step of an output cell; `nil` for a cell outside the output.
  public func index(of position: Position) -> Int? { outputShape.index(of: position) }
}

extension Shape {
  /// The place of a cell among those of `[C, H, W]`; `nil` for a cell outside.
  func index(of position: Position) -> Int? {
    guard (0..<self[0]).contains(position.channel), (0..<self[1]).contains(position.row),
      (0..<self[2]).contains(position.column)
    else { return nil }
    return (position.channel * self[1] + position.row) * self[2] + position.column
  }
}

/// The input cells that one output cell reads: a grid of taps, `dilation` apart.
///
/// Of a padded operation it may reach outside the input.
public struct InputWindow: Hashable, Sendable {
  /// The input's channels that are read.
  public let channels: Range<Int>
  /// The row and column of the first tap.
  public let row: Int
  public let column: Int
  /// The number of taps on each axis.
  public let taps: Pair
  /// How far apart the taps lie.
  public let dilation: Pair

  /// The rows from the first tap to the last.
  public var rows: ClosedRange<Int> { row...(row + dilation.height * (taps.height - 1)) }

  /// The columns from the first tap to the last.
  public var columns: ClosedRange<Int> {
    column...(column + dilation.width * (taps.width - 1))
  }

  /// Whether a cell of an input channel's plane is a tap: inside the rectangle, and on its grid.
  public func reads(row: Int, column: Int) -> Bool {
    rows.contains(row) && columns.contains(column)
      && (row - self.row).isMultiple(of: dilation.height)
      && (column - self.column).isMultiple(of: dilation.width)
  }

  /// A single cell.
  static func cell(_ position: Position) -> InputWindow {
    InputWindow(
      channels: position.channel..<(position.channel + 1), row: position.row,
      column: position.column, taps: .one, dilation: .one)
  }
}
