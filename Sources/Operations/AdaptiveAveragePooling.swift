import Ground
import Tensors

/// The mean of parts of each map that are as equal as they can be, so many that the output has the size that is asked for:
/// row `i` of `O` is the mean of the rows from `⌊i·H / O⌋` to before `⌈(i + 1)·H / O⌉`, as PyTorch's `adaptive_avg_pool2d`.
public struct AdaptiveAveragePooling: Operation {
  /// Rows and columns of the output.
  public var size: Pair

  public init(size: Pair) { self.size = size }

  public var kind: Layer.Kind { .adaptiveAveragePooling }

  public var title: Bilingual {
    Bilingual(
      "\(kind.title.english) to \(size)", "\(kind.title.vietnamese) về \(size)")
  }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    try OperationError.requireMap(inputs[0], channels: nil)
    guard let shape = Shape(checking: [inputs[0][0], size.height, size.width]) else {
      throw .tooLarge
    }
    return shape
  }

  public func reach(over input: Shape) -> Reach { .everywhere }

  public func termsPerCell(of inputs: [Shape]) -> Int {
    Self.longest(inputs[0][1], size.height) * Self.longest(inputs[0][2], size.width)
  }

  private static func longest(_ length: Int, _ parts: Int) -> Int {
    min(length, length / parts + 2)
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let input = operands.inputs[0]
    let extent = Extent(ofBatch: input.shape)
    let (rows, columns) = part(of: position, in: extent)
    let share = 1 / Double(rows.count * columns.count)
    var sum = 0.0
    let terms = rows.flatMap { row in
      columns.map { column in
        let x = input.elements[extent.index(position.channel, row, column)]
        sum += x
        return Term(
          position: Position(channel: position.channel, row: row, column: column), input: x,
          factor: share)
      }
    }
    return Cell(
      terms: terms, arithmetic: .average, value: sum / Double(rows.count * columns.count))
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    let (rows, columns) = part(of: position, in: Extent(ofBatch: operands.inputs[0].shape))
    return InputWindow(
      channels: position.channel..<(position.channel + 1), row: rows.lowerBound,
      column: columns.lowerBound, taps: Pair(rows.count, columns.count))
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    let cell = extent.position(of: index)
    func parts(_ place: Int, _ length: Int, _ count: Int) -> [(part: Int, count: Int)] {
      // The part that begins at or before the place, and those around it that reach over it.
      let middle = place * count / length
      let near = max(0, middle - 1)...min(count - 1, (place + 1) * count / length + 1)
      return near.compactMap { part in
        let range = Self.range(part, length, count)
        return range.contains(place) ? (part, range.count) : nil
      }
    }
    return parts(cell.row, extent.height, size.height).flatMap { row in
      parts(cell.column, extent.width, size.width).map { column in
        Derivative(
          Position(channel: cell.channel, row: row.part, column: column.part),
          1 / Double(row.count * column.count))
      }
    }
  }

  private func part(of position: Position, in input: Extent) -> (Range<Int>, Range<Int>) {
    (
      Self.range(position.row, input.height, size.height),
      Self.range(position.column, input.width, size.width)
    )
  }

  /// - Precondition: the product of the numbers fits, as it does where both are sizes of tensors.
  private static func range(_ part: Int, _ length: Int, _ count: Int) -> Range<Int> {
    part * length / count..<((part + 1) * length + count - 1) / count
  }
}
