extension Reference {
  /// Max pooling, as PyTorch's `max_pool2d`: padding is minus infinity.
  ///
  /// Of equal maxima the first wins, in the order of rows and columns; a NaN wins over every number.
  ///
  /// - Parameter input: `[N, C, H, W]`
  /// - Returns: the output `[N, C, OH, OW]`, and for each of its cells the index of the winner in
  ///   `input.elements`, `-1` where a dilated window meets padding alone.
  /// - Throws: ``WindowError`` when the window does not fit the input.
  public static func maxPooling(
    _ input: Tensor, window: Window
  ) throws(WindowError) -> (output: Tensor, argmax: [Int]) {
    let sweep = try PoolingSweep(input: input.shape, window: window)
    var output = Tensor(shape: sweep.outputShape, repeating: -.infinity)
    var argmax = Array(repeating: -1, count: output.elements.count)
    sweep.forEachCell { cell, inputs in
      for index in inputs {
        let value = input.elements[index]
        if argmax[cell] < 0 || value > output.elements[cell] || value.isNaN {
          output.elements[cell] = value
          argmax[cell] = index
        }
      }
    }
    return (output, argmax)
  }

  /// The gradient of ``maxPooling(_:window:)``: each output cell's goes to its winner.
  ///
  /// - Returns: the gradient of the input, of `inputShape`.
  public static func maxPoolingBackward(
    _ outputGradient: Tensor, argmax: [Int], inputShape: Shape
  ) -> Tensor {
    var inputGradient = Tensor.zeros(inputShape)
    for (cell, index) in argmax.enumerated() where index >= 0 {
      inputGradient.elements[index] += outputGradient.elements[cell]
    }
    return inputGradient
  }

  /// Average pooling, as PyTorch's `avg_pool2d`: the zeros of the padding are counted.
  ///
  /// - Parameter input: `[N, C, H, W]`
  /// - Returns: `[N, C, OH, OW]`
  /// - Throws: ``WindowError`` when the window does not fit the input.
  public static func averagePooling(
    _ input: Tensor, window: Window
  ) throws(WindowError) -> Tensor {
    let sweep = try PoolingSweep(input: input.shape, window: window)
    var output = Tensor.zeros(sweep.outputShape)
    sweep.forEachCell { cell, inputs in
      var sum = 0.0
      for index in inputs { sum += input.elements[index] }
      output.elements[cell] = sum / Double(window.kernel.area)
    }
    return output
  }

  /// The gradient of ``averagePooling(_:window:)``: each output cell's is spread evenly.
  ///
  /// - Returns: the gradient of the input, of `inputShape`.
  public static func averagePoolingBackward(
    _ outputGradient: Tensor, inputShape: Shape, window: Window
  ) throws(WindowError) -> Tensor {
    let sweep = try PoolingSweep(input: inputShape, window: window)
    precondition(outputGradient.shape == sweep.outputShape, "the gradient has the output's shape")
    var inputGradient = Tensor.zeros(inputShape)
    sweep.forEachCell { cell, inputs in
      let share = outputGradient.elements[cell] / Double(window.kernel.area)
      for index in inputs { inputGradient.elements[index] += share }
    }
    return inputGradient
  }

  /// The mean of each feature map: `[N, C, H, W]` to `[N, C, 1, 1]`.
  public static func globalAveragePooling(_ input: Tensor) -> Tensor {
    let (n, c, plane) = (input.shape[0], input.shape[1], input.shape[2] * input.shape[3])
    var output = Tensor.zeros([n, c, 1, 1])
    for map in 0..<(n * c) {
      var sum = 0.0
      for index in (map * plane)..<((map + 1) * plane) { sum += input.elements[index] }
      output.elements[map] = sum / Double(plane)
    }
    return output
  }

  /// The gradient of ``globalAveragePooling(_:)``, of `inputShape`.
  ///
  /// - Parameter outputGradient: `N · C` numbers, as `[N, C, 1, 1]` or `[N, C]`.
  public static func globalAveragePoolingBackward(
    _ outputGradient: Tensor, inputShape: Shape
  ) -> Tensor {
    let plane = inputShape[2] * inputShape[3]
    var inputGradient = Tensor.zeros(inputShape)
    for index in inputGradient.elements.indices {
      inputGradient.elements[index] = outputGradient.elements[index / plane] / Double(plane)
    }
    return inputGradient
  }
}

/// The windows of a pooling, one an output cell.
private struct PoolingSweep {
  let inputShape: Shape
  let outputShape: Shape
  let window: Window

  init(input: Shape, window: Window) throws(WindowError) {
    precondition(input.rank == 4, "N C H W")
    let size = try window.outputSize(for: Pair(input[2], input[3]))
    inputShape = input
    outputShape = [input[0], input[1], size.height, size.width]
    self.window = window
  }

  /// Calls `body` with each output cell and the input elements under its window, padding left out.
  func forEachCell(_ body: (Int, [Int]) -> Void) {
    let (height, width) = (inputShape[2], inputShape[3])
    var inputs: [Int] = []
    var cell = 0
    for map in 0..<(inputShape[0] * inputShape[1]) {
      for row in 0..<outputShape[2] {
        for column in 0..<outputShape[3] {
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
}
