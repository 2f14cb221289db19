import Operations
import Tensors

/// A rectangle of a feature map or of the input: the cells that light up.
public struct CellRectangle: Hashable, Sendable {
  public var rows: Range<Int>
  public var columns: Range<Int>

  public init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }

  public var isEmpty: Bool { rows.isEmpty || columns.isEmpty }

  /// The smallest rectangle that holds both.
  func union(_ other: CellRectangle) -> CellRectangle {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return CellRectangle(
      rows: min(
        rows.lowerBound, other.rows.lowerBound)..<max(
          rows.upperBound, other.rows.upperBound),
      columns: min(
        columns.lowerBound, other.columns.lowerBound)..<max(
          columns.upperBound, other.columns.upperBound))
  }
}

extension Graph {
  /// The cells of the input that one output cell of a node sees, without padding.
  ///
  /// Padding is left out at every layer on the way, so that near a border it can be smaller than the
  /// node's receptive field laid over the picture. Of strides larger than the kernel the cells between
  /// the windows are counted in.
  ///
  /// - Parameters:
  ///   - node: the index of a node.
  ///   - row: a row of its output, from 0.
  ///   - column: a column of its output, from 0.
  /// - Returns: `nil` from flatten on, where an output is no place of the picture, and for a cell that
  ///   does not exist; an empty rectangle where only padding is seen.
  public func inputCells(seenByNode node: Int, row: Int, column: Int) -> CellRectangle? {
    guard nodes.indices.contains(node), nodes[node].outputShape.rank == 3,
      (0..<nodes[node].outputShape[1]).contains(row),
      (0..<nodes[node].outputShape[2]).contains(column)
    else { return nil }
    var seen: [Source: CellRectangle] = [
      .node(node): CellRectangle(rows: row..<(row + 1), columns: column..<(column + 1))
    ]
    for index in (0...node).reversed() {
      guard let output = seen.removeValue(forKey: .node(index)) else { continue }
      for source in nodes[index].inputs {
        let shape = shape(of: source)
        guard shape.rank == 3 else { return nil }
        let input: CellRectangle
        switch nodes[index].layer.operation.reach(over: shape) {
        case .everywhere: return nil
        case .place: input = output
        case .window(let window): input = window.inputCells(of: output, in: shape)
        }
        seen[source] = input.union(
          seen[source] ?? CellRectangle(rows: 0..<0, columns: 0..<0))
      }
    }
    return seen[.input]
  }
}

extension Window {
  /// The cells of the input that the windows of some output cells cover, cut to the input.
  fileprivate func inputCells(of output: CellRectangle, in input: Shape) -> CellRectangle {
    guard !output.isEmpty else { return output }
    let firstRow = inputRow(output: output.rows.lowerBound, tap: 0)
    let lastRow = inputRow(output: output.rows.upperBound - 1, tap: kernel.height - 1)
    let firstColumn = inputColumn(output: output.columns.lowerBound, tap: 0)
    let lastColumn = inputColumn(output: output.columns.upperBound - 1, tap: kernel.width - 1)
    return CellRectangle(
      rows: (firstRow..<(lastRow + 1)).clamped(to: 0..<input[1]),
      columns: (firstColumn..<(lastColumn + 1)).clamped(to: 0..<input[2]))
  }
}
