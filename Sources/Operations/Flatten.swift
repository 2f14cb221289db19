import Tensors

/// `[C, H, W]` as one vector, row by row, channel by channel.
public struct Flatten: Operation {
  public init() {}

  public var kind: Layer.Kind { .flatten }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    [inputs[0].count]
  }

  public func reach(over input: Shape) -> Reach { .everywhere }

  public func forward(_ operands: Operands) -> Tensor {
    let input = operands.inputs[0]
    return input.reshaped(
      to: [input.shape[0], input.shape.sizes.dropFirst().reduce(1, *)])
  }

  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    OperandGradients(inputs: [outputGradient.reshaped(to: operands.inputs[0].shape)])
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let input = operands.inputs[0]
    let value = input.elements[position.channel]
    return Cell(
      terms: [
        Term(
          position: Extent(ofBatch: input.shape).position(of: position.channel), input: value,
          factor: 1)
      ], arithmetic: .identity, value: value)
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    .cell(Extent(ofBatch: operands.inputs[0].shape).position(of: position.channel))
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    [Derivative(output.position(of: index), 1)]
  }
}
