import Ground
import Tensors

/// Each group of channels moves by an offset of its own: `out[c,y,x] = in[c,y+dy,x+dx]`, 0 from outside.
///
/// `K·K` groups of `⌊C / K²⌋` channels, in the order row, column of the offsets from `-(K-1)/2`; channels that are left
/// over belong to the middle one, which does not move. Wu et al., "Shift: A Zero FLOP, Zero Parameter Alternative to
/// Spatial Convolutions" (2018).
public struct ChannelShift: Operation {
  /// Odd.
  public var size: Int

  public init(size: Int = 3) { self.size = size }

  public var kind: Layer.Kind { .shift }

  public var title: Bilingual {
    Bilingual("\(kind.title.english) \(size)x\(size)", "\(kind.title.vietnamese) \(size)x\(size)")
  }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    try OperationError.requireMap(inputs[0], channels: nil)
    guard size >= 1, size % 2 == 1 else { throw .evenShift(size) }
    return inputs[0]
  }

  public func reach(over input: Shape) -> Reach {
    // Farther than the input is wide nothing can come from.
    let side = min(size, 2 * max(input[1], input[2]) + 1)
    return .window(Window(kernel: Pair(side), padding: Pair(side / 2)))
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let source = source(of: position, channels: output.channels)
    let isPadding = !output.contains(row: source.row, column: source.column)
    let x = isPadding ? 0 : operands.inputs[0].elements[output.index(of: source)]
    return Cell(
      terms: [Term(position: source, isPadding: isPadding, input: x, factor: 1)],
      arithmetic: .identity, value: x)
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    .cell(source(of: position, channels: output.channels))
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    var cell = output.position(of: index)
    let offset = offset(of: cell.channel, channels: output.channels)
    cell.row -= offset.height
    cell.column -= offset.width
    return output.contains(row: cell.row, column: cell.column) ? [Derivative(cell, 1)] : []
  }

  /// How far from a cell of the output the cell lies that it shows.
  public func offset(of channel: Int, channels: Int) -> Pair {
    // A size whose square is larger than any count leaves all channels to the middle.
    let (square, overflow) = size.multipliedReportingOverflow(by: size)
    let group = overflow ? 0 : channels / square
    guard group > 0, channel / group < square else { return .zero }
    let place = channel / group
    return Pair(place / size - size / 2, place % size - size / 2)
  }

  private func source(of position: Position, channels: Int) -> Position {
    let offset = offset(of: position.channel, channels: channels)
    return Position(
      channel: position.channel, row: position.row + offset.height,
      column: position.column + offset.width)
  }
}
