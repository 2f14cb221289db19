import Tensors

/// The sum of two feature maps of one shape: the end of a residual block, its branch first, then the
/// shortcut.
public struct Add: Operation {
  public init() {}

  public var kind: Layer.Kind { .add }
  public var inputCount: ClosedRange<Int> { 2...2 }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    guard inputs[0] == inputs[1] else { throw .unequalShapes(inputs[0], inputs[1]) }
    return inputs[0]
  }

  public func forward(_ operands: Operands) -> Tensor {
    .sum(of: operands.inputs[0], and: operands.inputs[1])
  }

  /// The gradient goes to both unchanged.
  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    OperandGradients(inputs: [outputGradient, outputGradient])
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let index = output.index(of: position)
    let terms = operands.inputs.indices.map {
      Term(
        .input($0), position: position, input: operands.inputs[$0].elements[index], factor: 1)
    }
    return Cell(
      terms: terms, arithmetic: .sum, value: value(at: position, of: operands, output: output))
  }

  public func value(at position: Position, of operands: Operands, output: Extent) -> Double {
    let index = output.index(of: position)
    return operands.inputs[0].elements[index] + operands.inputs[1].elements[index]
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    [Derivative(output.position(of: index), 1)]
  }
}

extension Tensor {
  /// The sum of two tensors of one shape, element by element.
  public static func sum(of left: Tensor, and right: Tensor) -> Tensor {
    precondition(left.shape == right.shape, "a sum has two terms of one shape")
    return Tensor(shape: left.shape, elements: zip(left.elements, right.elements).map { $0 + $1 })
  }
}
