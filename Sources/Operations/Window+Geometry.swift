import Ground
import Tensors

extension Window {
  /// The output's shape for an input of `[C, H, W]`.
  ///
  /// - Throws: ``OperationError`` with the smallest input that fits, or the number at fault.
  func outputShape(over input: Shape, channels: Int) throws(OperationError) -> Shape {
    let size: Pair
    do {
      size = try outputSize(for: Pair(input[1], input[2]))
    } catch .windowLargerThanInput {
      // Both paddings fit here: a window that overflows is reported as such.
      let smallest = Pair(
        max(1, span.height - 2 * padding.height), max(1, span.width - 2 * padding.width))
      throw .inputTooSmall(
        found: input, smallest: "\(input[0])x\(smallest.height)x\(smallest.width)")
    } catch {
      throw .window(error)
    }
    guard let shape = Shape(checking: [channels, size.height, size.width]) else {
      throw .tooLarge
    }
    return shape
  }

  /// The output size for an input that the window was checked against.
  func outputSizeThatFits(_ input: Pair) -> Pair {
    do {
      return try outputSize(for: input)
    } catch {
      preconditionFailure("the window was checked against its input: \(error)")
    }
  }

  func inputWindow(of position: Position, channels: Range<Int>) -> InputWindow {
    InputWindow(
      channels: channels, row: inputRow(output: position.row, tap: 0),
      column: inputColumn(output: position.column, tap: 0), taps: kernel, dilation: dilation)
  }

  /// The output cells that read an input cell, with the tap that reads it, in the order of taps.
  ///
  /// - Complexity: O(taps).
  func outputs(
    reading cell: (row: Int, column: Int), output: Extent
  ) -> [(row: Int, column: Int, tap: Pair)] {
    var readers: [(row: Int, column: Int, tap: Pair)] = []
    for tapRow in 0..<kernel.height {
      guard
        let row = Self.output(
          cell.row + padding.height - tapRow * dilation.height, stride.height, output.height)
      else { continue }
      for tapColumn in 0..<kernel.width {
        guard
          let column = Self.output(
            cell.column + padding.width - tapColumn * dilation.width, stride.width, output.width)
        else { continue }
        readers.append((row, column, Pair(tapRow, tapColumn)))
      }
    }
    return readers
  }

  private static func output(_ offset: Int, _ stride: Int, _ length: Int) -> Int? {
    guard offset >= 0, offset.isMultiple(of: stride), offset / stride < length else { return nil }
    return offset / stride
  }

  /// The output rows for which kernel row `tap` reads a row of the input, not padding.
  public func outputRows(insideFor tap: Int, height: Int, of outputHeight: Int) -> Range<Int> {
    Self.outputs(
      firstInput: tap * dilation.height - padding.height, stride: stride.height, length: height,
      of: outputHeight)
  }

  /// The output columns for which kernel column `tap` reads a column of the input, not padding.
  public func outputColumns(insideFor tap: Int, width: Int, of outputWidth: Int) -> Range<Int> {
    Self.outputs(
      firstInput: tap * dilation.width - padding.width, stride: stride.width, length: width,
      of: outputWidth)
  }

  private static func outputs(
    firstInput: Int, stride: Int, length: Int, of count: Int
  ) -> Range<Int> {
    let lower = firstInput >= 0 ? 0 : (-firstInput - 1) / stride + 1
    let upper = firstInput >= length ? 0 : (length - 1 - firstInput) / stride + 1
    return min(lower, count)..<max(min(lower, count), min(upper, count))
  }
}
