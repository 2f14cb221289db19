import Ground
import Tensors

/// An operation whose output cells each look at the cells of one channel under a window.
public protocol Pooling: SlidingOperation {}

extension Pooling {
  public var title: Bilingual {
    window.title(of: kind.title, usualStride: window.kernel)
  }

  /// - Throws: ``OperationError`` for a window that does not fit, and for padding over half of the
  ///   window, where some windows would see nothing else, as PyTorch.
  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    try windowedShape(of: inputs)
  }

  func windowedShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    try OperationError.requireMap(inputs[0], channels: nil)
    let largest = Pair(window.kernel.height / 2, window.kernel.width / 2)
    guard window.padding.height <= largest.height, window.padding.width <= largest.width else {
      throw .poolingPadding(found: window.padding, largest: largest)
    }
    return try window.outputShape(over: inputs[0], channels: inputs[0][0])
  }

  public func termsPerCell(of inputs: [Shape]) -> Int { window.kernel.area }

  public func termsPerGradientCell(output: Shape) -> Int {
    let extent = Extent(output)
    return min(extent.height * extent.width, window.kernel.area)
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    window.inputWindow(of: position, channels: position.channel..<(position.channel + 1))
  }

  /// `[N, C, OH, OW]` for an input of `[N, C, H, W]`.
  func outputOfBatch(_ input: Shape) -> Shape {
    let size = window.outputSizeThatFits(Pair(input[2], input[3]))
    return [input[0], input[1], size.height, size.width]
  }

  /// Calls `body` with each output cell of a batch and the input elements under its window, padding
  /// left out.
  func forEachCell(of input: Shape, _ body: (Int, [Int]) -> Void) {
    let (height, width) = (input[2], input[3])
    let output = outputOfBatch(input)
    var inputs: [Int] = []
    var cell = 0
    for map in 0..<(input[0] * input[1]) {
      for row in 0..<output[2] {
        for column in 0..<output[3] {
          inputs.removeAll(keepingCapacity: true)
          for kernelRow in 0..<window.kernel.height {
            let inputRow = window.inputRow(output: row, tap: kernelRow)
            guard inputRow >= 0, inputRow < height else { continue }
            for kernelColumn in 0..<window.kernel.width {
              let inputColumn = window.inputColumn(output: column, tap: kernelColumn)
              guard inputColumn >= 0, inputColumn < width else { continue }
              inputs.append((map * height + inputRow) * width + inputColumn)
            }
          }
          body(cell, inputs)
          cell += 1
        }
      }
    }
  }

  /// The numbers under the window of one output cell, in the order of rows and columns.
  ///
  /// - Parameter padding: the number that is read outside the input.
  func taps(
    of position: Position, in operands: Operands, padding: Double
  ) -> [(position: Position, isPadding: Bool, input: Double)] {
    let input = operands.inputs[0]
    let extent = Extent(ofBatch: input.shape)
    var taps: [(position: Position, isPadding: Bool, input: Double)] = []
    taps.reserveCapacity(window.kernel.area)
    for kernelRow in 0..<window.kernel.height {
      let row = window.inputRow(output: position.row, tap: kernelRow)
      for kernelColumn in 0..<window.kernel.width {
        let column = window.inputColumn(output: position.column, tap: kernelColumn)
        let isPadding = !extent.contains(row: row, column: column)
        taps.append(
          (
            Position(channel: position.channel, row: row, column: column), isPadding,
            isPadding ? padding : input.elements[extent.index(position.channel, row, column)]
          ))
      }
    }
    return taps
  }

  /// The output cells whose windows hold an input cell.
  func readers(of cell: Position, output: Extent) -> [Position] {
    window.outputs(reading: (cell.row, cell.column), output: output).map {
      Position(channel: cell.channel, row: $0.row, column: $0.column)
    }
  }
}
