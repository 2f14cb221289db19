import Tensors

/// The mean of each feature map: `[C, H, W]` to `[C, 1, 1]`.
public struct GlobalAveragePooling: Operation {
  public init() {}

  public var kind: Layer.Kind { .globalAveragePooling }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    try OperationError.requireMap(inputs[0], channels: nil)
    return [inputs[0][0], 1, 1]
  }

  public func reach(over input: Shape) -> Reach {
    .window(Window(kernel: Pair(input[1], input[2])))
  }

  public func termsPerCell(of inputs: [Shape]) -> Int { inputs[0][1] * inputs[0][2] }

  public func forward(_ operands: Operands) -> Tensor {
    let input = operands.inputs[0]
    let (n, c, plane) = (input.shape[0], input.shape[1], input.shape[2] * input.shape[3])
    var output = Tensor.zeros([n, c, 1, 1])
    for map in 0..<(n * c) {
      var sum = 0.0
      for index in (map * plane)..<((map + 1) * plane) { sum += input.elements[index] }
      output.elements[map] = sum / Double(plane)
    }
    return output
  }

  /// - Parameter outputGradient: `N · C` numbers, as `[N, C, 1, 1]` or `[N, C]`.
  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    var gradient = Tensor.zeros(operands.inputs[0].shape)
    let plane = gradient.shape[2] * gradient.shape[3]
    for index in gradient.elements.indices {
      gradient.elements[index] = outputGradient.elements[index / plane] / Double(plane)
    }
    return OperandGradients(inputs: [gradient])
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let input = operands.inputs[0]
    let extent = Extent(ofBatch: input.shape)
    let plane = extent.height * extent.width
    let cells = (position.channel * plane)..<((position.channel + 1) * plane)
    var sum = 0.0
    let terms = cells.map { index in
      sum += input.elements[index]
      return Term(
        position: extent.position(of: index), input: input.elements[index],
        factor: 1 / Double(plane))
    }
    return Cell(terms: terms, arithmetic: .average, value: sum / Double(plane))
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    return InputWindow(
      channels: position.channel..<(position.channel + 1), row: 0, column: 0,
      taps: Pair(extent.height, extent.width))
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    let plane = extent.height * extent.width
    return [
      Derivative(
        Position(channel: index / plane, row: 0, column: 0), 1 / Double(plane))
    ]
  }
}
