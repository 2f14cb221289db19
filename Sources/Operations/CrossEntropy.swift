import Ground
import Tensors

/// The loss of one example whose class is known: `log Σ e^x - x_target` over its logits, the negative logarithm of the
/// probability that a softmax would give to that class.
public struct CrossEntropy: Operation {
  /// The example's class, from 0.
  public var target: Int

  public init(target: Int) { self.target = target }

  public var kind: Layer.Kind { .crossEntropy }

  /// - Throws: ``OperationError`` for what is no vector, and for a class that it has no logit for.
  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    let extent = Extent(inputs[0])
    guard extent.height == 1, extent.width == 1 else {
      throw .shape(found: inputs[0], expected: "\(extent.channels)x1x1")
    }
    guard (0..<extent.channels).contains(target) else {
      throw .noSuchClass(found: target, classes: extent.channels)
    }
    return inputs[0].rank == 1 ? [1] : [1, 1, 1]
  }

  public func reach(over input: Shape) -> Reach { .everywhere }

  public func termsPerCell(of inputs: [Shape]) -> Int { inputs[0].count }

  public func termsPerGradientCell(output: Shape) -> Int { 1 }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let numbers = Exponentials(of: operands.inputs[0].elements)
    let terms = numbers.inputs.enumerated().map { channel, x in
      Term(
        position: Position(channel: channel, row: 0, column: 0), input: x,
        factor: channel == target ? -1 : 0)
    }
    return Cell(
      terms: terms, arithmetic: .crossEntropy(numbers, target: target), bias: numbers.logOfSum,
      value: numbers.logOfSum - numbers.inputs[target])
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    InputWindow(
      channels: 0..<operands.inputs[0].shape[1], row: 0, column: 0, taps: .one)
  }

  /// `p - 1` for the class itself, `p` for every other.
  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    let numbers = Exponentials(of: operands.inputs[0].elements)
    let probability = numbers(numbers.inputs[index])
    return [
      Derivative(
        Position(channel: 0, row: 0, column: 0),
        index == self.target ? probability - 1 : probability)
    ]
  }
}
