import Ground
import Tensors

/// Cross-correlation of `[inputChannels, H, W]` with `[outputChannels, inputChannels / groups, KH, KW]`,
/// as PyTorch's `conv2d`: no flip of the kernel.
///
/// Each output cell sums its products in the order channel, kernel row, kernel column, and adds the
/// bias last, in a step as in the whole output, so that both are the same number to the bit.
public struct Convolution: SlidingOperation {
  public var inputChannels: Int
  public var outputChannels: Int
  public var window: Window
  public var groups: Int
  public var hasBias: Bool
  public var paddingMode: PaddingMode
  /// Whether the kernel is turned by half a turn: a convolution as mathematicians have it.
  public var isFlipped: Bool

  public init(
    inputChannels: Int, outputChannels: Int, window: Window, groups: Int = 1, hasBias: Bool,
    paddingMode: PaddingMode = .zeros, isFlipped: Bool = false
  ) {
    self.paddingMode = paddingMode
    self.isFlipped = isFlipped
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.window = window
    self.groups = groups
    self.hasBias = hasBias
  }

  public var kind: Layer.Kind { .convolution }

  public var title: Bilingual { window.title(of: kind.title, usualStride: .one, groups: groups) }

  /// Whether it is one as networks are made of: nothing but zeros around the input, and the kernel as it is.
  public var isRegular: Bool { readsPlainly && window.isRegular }

  /// Whether padding adds nothing and weights stand in the order of the cells that they multiply.
  var readsPlainly: Bool { paddingMode == .zeros && !isFlipped }

  /// `[O, C / groups, KH, KW]`
  private var kernelShape: Shape {
    [outputChannels, inputChannels / groups, window.kernel.height, window.kernel.width]
  }

  public var parameters: [Parameter] {
    // Both divide a count of weights that was found to fit.
    let area = window.kernel.area
    let beginning = Parameter.Beginning.random(
      fanIn: inputChannels / groups * area, fanOut: outputChannels * area)
    let weight = Parameter(
      .weight, "weight", name: "kernel", shape: kernelShape, beginning: beginning)
    let bias = Parameter(
      .bias, "bias", name: "bias", shape: [outputChannels], beginning: beginning)
    return hasBias ? [weight, bias] : [weight]
  }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    try OperationError.requireMap(inputs[0], channels: inputChannels)
    guard outputChannels >= 1 else { throw .notPositive(.outputChannels, outputChannels) }
    guard groups >= 1, inputChannels % groups == 0, outputChannels % groups == 0 else {
      throw .groupsDoNotDivide(
        groups: groups, inputChannels: inputChannels, outputChannels: outputChannels)
    }
    let shape = try window.outputShape(over: inputs[0], channels: outputChannels)
    try requirePadding(of: inputs[0])
    let kernel = [
      outputChannels, inputChannels / groups, window.kernel.height, window.kernel.width,
    ]
    guard Shape(checking: kernel) != nil else { throw .tooLarge }
    return shape
  }

  /// A mirror shows no more than there is.
  private func requirePadding(of input: Shape) throws(OperationError) {
    guard let height = paddingMode.farthest(for: input[1]),
      let width = paddingMode.farthest(for: input[2])
    else { return }
    let most = Pair(
      max(window.padding.height, window.paddingAfter.height),
      max(window.padding.width, window.paddingAfter.width))
    guard most.height <= height, most.width <= width else {
      throw .paddingMode(paddingMode, found: most, largest: Pair(height, width))
    }
  }

  public func multiplyAdds(output: Shape) -> Int? {
    Shape(
      checking: [inputChannels / groups, window.kernel.height, window.kernel.width] + output.sizes
    )?.count
  }

  /// The products that make one cell: `C / groups · KH · KW`.
  public var termsPerCell: Int { inputChannels / groups * window.kernel.area }

  public func termsPerCell(of inputs: [Shape]) -> Int { termsPerCell }

  public func termsPerGradientCell(output: Shape) -> Int {
    let extent = Extent(output)
    let plane = extent.height * extent.width
    // What padding repeats may be read from everywhere.
    let readers = paddingMode == .zeros ? window.kernel.area : plane
    let (count, overflow) = (outputChannels / groups).multipliedReportingOverflow(by: readers)
    return overflow ? .max : max(plane, count)
  }

  /// The input channels of an output channel's group.
  public func channels(of filter: Int) -> Range<Int> {
    let count = inputChannels / groups
    let first = filter / (outputChannels / groups) * count
    return first..<(first + count)
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    window.inputWindow(of: position, channels: channels(of: position.channel))
  }
}

extension Convolution {
  /// `[N, C, H, W]` to `[N, O, OH, OW]`.
  public func forward(_ operands: Operands) -> Tensor {
    let kernel = operands.parameters[0].elements
    let input = operands.inputs[0]
    var output = Tensor.zeros(outputOfBatch(input.shape))
    // A product with padding is zero and need not be added, but for a weight that is not finite.
    guard readsPlainly, kernel.allSatisfy(\.isFinite) else { return forwardCellByCell(operands) }
    input.elements.withUnsafeBufferPointer { input in
      output.elements.withUnsafeMutableBufferPointer { output in
        guard let x = input.baseAddress, let y = output.baseAddress else { return }
        forEachRow(of: operands.inputs[0].shape) { row in
          addScaledRow(
            kernel[row.weight], x + row.input, by: row.inputStride, to: y + row.output, by: 1,
            count: row.count)
        }
      }
    }
    guard let bias = operands.numbers(1) else { return output }
    let plane = output.shape[2] * output.shape[3]
    for index in output.elements.indices {
      output.elements[index] += bias[index / plane % bias.count]
    }
    return output
  }

  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    guard readsPlainly else {
      return backwardCellByCell(outputGradient, through: operands, output: output)
    }
    let (input, weight) = (operands.inputs[0], operands.parameters[0])
    var inputGradient = Tensor.zeros(input.shape)
    var weightGradient = Tensor.zeros(weight.shape)
    inputGradient.elements.withUnsafeMutableBufferPointer { inputGradient in
      input.elements.withUnsafeBufferPointer { input in
        outputGradient.elements.withUnsafeBufferPointer { outputGradient in
          guard let x = input.baseAddress, let dx = inputGradient.baseAddress,
            let dy = outputGradient.baseAddress
          else { return }
          forEachRow(of: operands.inputs[0].shape) { row in
            addScaledRow(
              weight.elements[row.weight], dy + row.output, by: 1, to: dx + row.input,
              by: row.inputStride, count: row.count)
            weightGradient.elements[row.weight] = dotRow(
              addingTo: weightGradient.elements[row.weight], dy + row.output, by: 1,
              x + row.input, by: row.inputStride, count: row.count)
          }
        }
      }
    }
    guard hasBias else {
      return OperandGradients(inputs: [inputGradient], parameters: [weightGradient])
    }
    var biasGradient = Tensor.zeros([outputChannels])
    let plane = outputGradient.shape[2] * outputGradient.shape[3]
    for (index, gradient) in outputGradient.elements.enumerated() {
      biasGradient.elements[index / plane % outputChannels] += gradient
    }
    return OperandGradients(inputs: [inputGradient], parameters: [weightGradient, biasGradient])
  }

  private func outputOfBatch(_ input: Shape) -> Shape {
    let size = window.outputSizeThatFits(Pair(input[2], input[3]))
    return [input[0], outputChannels, size.height, size.width]
  }

  /// One weight against one row of the output: where they begin, and how many cells lie inside the input.
  private struct Row {
    var weight: Int
    var input: Int
    var inputStride: Int
    var output: Int
    var count: Int
  }

  /// The rows of products: forward and backward walk the same ones.
  private func forEachRow(of input: Shape, _ body: (Row) -> Void) {
    let output = outputOfBatch(input)
    let (height, width) = (input[2], input[3])
    let (outputHeight, outputWidth) = (output[2], output[3])
    let groupInputs = inputChannels / groups
    for n in 0..<input[0] {
      for o in 0..<outputChannels {
        for (i, channel) in channels(of: o).enumerated() {
          let inputPlane = (n * inputChannels + channel) * height * width
          let outputPlane = (n * outputChannels + o) * outputHeight * outputWidth
          for kernelRow in 0..<window.kernel.height {
            let rows = window.outputRows(insideFor: kernelRow, height: height, of: outputHeight)
            for kernelColumn in 0..<window.kernel.width {
              let columns = window.outputColumns(
                insideFor: kernelColumn, width: width, of: outputWidth)
              let weight =
                ((o * groupInputs + i) * window.kernel.height + kernelRow) * window.kernel.width
                + kernelColumn
              for row in rows where !columns.isEmpty {
                let inputRow = window.inputRow(output: row, tap: kernelRow)
                let inputColumn = window.inputColumn(output: columns.lowerBound, tap: kernelColumn)
                body(
                  Row(
                    weight: weight, input: inputPlane + inputRow * width + inputColumn,
                    inputStride: window.stride.width,
                    output: outputPlane + row * outputWidth + columns.lowerBound,
                    count: columns.count))
              }
            }
          }
        }
      }
    }
  }
}
