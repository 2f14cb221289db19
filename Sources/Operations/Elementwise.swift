import Tensors

/// An operation that makes each cell from the same cell of its one input, by a function of one number.
public protocol Elementwise: Operation {
  func callAsFunction(_ x: Double) -> Double

  /// The derivative at `x`.
  func derivative(at x: Double) -> Double

  /// How the cell is written, given the number that goes in.
  func arithmetic(of x: Double) -> Arithmetic

  /// What `x` is multiplied with before the function of ``arithmetic(of:)``.
  func factor(at x: Double) -> Double
}

extension Elementwise {
  public func factor(at x: Double) -> Double { 1 }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape { inputs[0] }

  public func forward(_ operands: Operands) -> Tensor {
    let input = operands.inputs[0]
    return Tensor(shape: input.shape, elements: input.elements.map { self($0) })
  }

  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    var gradient = outputGradient
    let input = operands.inputs[0].elements
    for index in input.indices {
      let slope = derivative(at: input[index])
      // A gate that is shut lets nothing through, not even an infinity.
      gradient.elements[index] = slope == 0 ? 0 : gradient.elements[index] * slope
    }
    return OperandGradients(inputs: [gradient.reshaped(to: operands.inputs[0].shape)])
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let x = operands.inputs[0].elements[output.index(of: position)]
    return Cell(
      terms: [Term(position: position, input: x, factor: factor(at: x))],
      arithmetic: arithmetic(of: x), value: self(x))
  }

  public func value(at position: Position, of operands: Operands, output: Extent) -> Double {
    self(operands.inputs[0].elements[output.index(of: position)])
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    [Derivative(output.position(of: index), derivative(at: operands.inputs[0].elements[index]))]
  }
}
