extension Reference {
  /// Cross-correlation, as PyTorch's `conv2d`: no flip of the kernel.
  ///
  /// Each output cell sums its products in the order channel, kernel row, kernel column, and adds the
  /// bias last. Products with padding are zero and left out.
  ///
  /// - Parameters:
  ///   - input: `[N, C, H, W]`
  ///   - weight: `[O, C / groups, KH, KW]`
  ///   - bias: `O` numbers, or `nil` for none
  /// - Returns: `[N, O, OH, OW]`
  /// - Throws: ``WindowError`` when the window does not fit the input.
  public static func convolution(
    _ input: Tensor, weight: Tensor, bias: [Double]? = nil, window: Window, groups: Int = 1
  ) throws(WindowError) -> Tensor {
    let sweep = try ConvolutionSweep(
      input: input.shape, weight: weight.shape, window: window, groups: groups)
    var output = Tensor.zeros(sweep.outputShape)
    input.elements.withUnsafeBufferPointer { input in
      output.elements.withUnsafeMutableBufferPointer { output in
        guard let x = input.baseAddress, let y = output.baseAddress else { return }
        sweep.forEachRow { row in
          addScaledRow(
            weight.elements[row.weight], x + row.input, by: row.inputStride, to: y + row.output,
            by: 1, count: row.count)
        }
      }
    }
    guard let bias else { return output }
    precondition(bias.count == sweep.outputShape[1], "one bias per output channel")
    let plane = sweep.outputShape[2] * sweep.outputShape[3]
    for index in output.elements.indices {
      output.elements[index] += bias[index / plane % bias.count]
    }
    return output
  }

  /// The gradients of ``convolution(_:weight:bias:window:groups:)``.
  ///
  /// - Parameter outputGradient: `[N, O, OH, OW]`
  /// - Returns: the gradients of the input `[N, C, H, W]`, the weight `[O, C / groups, KH, KW]` and
  ///   the bias `[O]`.
  public static func convolutionBackward(
    _ outputGradient: Tensor, input: Tensor, weight: Tensor, window: Window, groups: Int = 1
  ) throws(WindowError) -> (input: Tensor, weight: Tensor, bias: [Double]) {
    let sweep = try ConvolutionSweep(
      input: input.shape, weight: weight.shape, window: window, groups: groups)
    precondition(outputGradient.shape == sweep.outputShape, "the gradient has the output's shape")
    var inputGradient = Tensor.zeros(input.shape)
    var weightGradient = Tensor.zeros(weight.shape)
    inputGradient.elements.withUnsafeMutableBufferPointer { inputGradient in
      input.elements.withUnsafeBufferPointer { input in
        outputGradient.elements.withUnsafeBufferPointer { outputGradient in
          guard let x = input.baseAddress, let dx = inputGradient.baseAddress,
            let dy = outputGradient.baseAddress
          else { return }
          sweep.forEachRow { row in
            addScaledRow(
              weight.elements[row.weight], dy + row.output, by: 1, to: dx + row.input,
              by: row.inputStride, count: row.count)
            weightGradient.elements[row.weight] += dotRow(
              dy + row.output, by: 1, x + row.input, by: row.inputStride, count: row.count)
          }
        }
      }
    }
    var biasGradient = Array(repeating: 0.0, count: sweep.outputShape[1])
    let plane = sweep.outputShape[2] * sweep.outputShape[3]
    for (index, gradient) in outputGradient.elements.enumerated() {
      biasGradient[index / plane % biasGradient.count] += gradient
    }
    return (inputGradient, weightGradient, biasGradient)
  }
}

/// The rows of products of a convolution: forward and backward walk the same ones.
private struct ConvolutionSweep {
  /// One weight against one row of the output: where they begin, and how many cells lie inside the input.
  struct Row {
    var weight: Int
    var input: Int
    var inputStride: Int
    var output: Int
    var count: Int
  }

  let inputShape: Shape
  let weightShape: Shape
  let outputShape: Shape
  let window: Window
  let groups: Int

  init(input: Shape, weight: Shape, window: Window, groups: Int) throws(WindowError) {
    precondition(input.rank == 4 && weight.rank == 4, "N C H W and O I KH KW")
    precondition(groups >= 1 && input[1] == weight[1] * groups, "the channels of all groups")
    precondition(weight[0] % groups == 0, "output channels divide into groups")
    precondition(window.kernel == Pair(weight[2], weight[3]), "the window is the kernel's")
    let size = try window.outputSize(for: Pair(input[2], input[3]))
    inputShape = input
    weightShape = weight
    outputShape = [input[0], weight[0], size.height, size.width]
    self.window = window
    self.groups = groups
  }

  func forEachRow(_ body: (Row) -> Void) {
    let (height, width) = (inputShape[2], inputShape[3])
    let (outputHeight, outputWidth) = (outputShape[2], outputShape[3])
    let groupInputs = weightShape[1]
    let groupOutputs = weightShape[0] / groups
    for n in 0..<inputShape[0] {
      for o in 0..<weightShape[0] {
        for i in 0..<groupInputs {
          let channel = o / groupOutputs * groupInputs + i
          let inputPlane = (n * inputShape[1] + channel) * height * width
          let outputPlane = (n * weightShape[0] + o) * outputHeight * outputWidth
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

extension Window {
  /// The output rows for which kernel row `tap` reads a row of the input, not padding.
  func outputRows(insideFor tap: Int, height: Int, of outputHeight: Int) -> Range<Int> {
    Self.outputs(
      firstInput: tap * dilation.height - padding.height, stride: stride.height, length: height,
      of: outputHeight)
  }

  /// The output columns for which kernel column `tap` reads a column of the input, not padding.
  func outputColumns(insideFor tap: Int, width: Int, of outputWidth: Int) -> Range<Int> {
    Self.outputs(
      firstInput: tap * dilation.width - padding.width, stride: stride.width, length: width,
      of: outputWidth)
  }

  /// The `o` in `0..<count` with `0 <= firstInput + o * stride < length`.
  private static func outputs(
    firstInput: Int, stride: Int, length: Int, of count: Int
  ) -> Range<Int> {
    let lower = firstInput >= 0 ? 0 : (-firstInput - 1) / stride + 1
    let upper = firstInput >= length ? 0 : (length - 1 - firstInput) / stride + 1
    return min(lower, count)..<max(min(lower, count), min(upper, count))
  }
}
