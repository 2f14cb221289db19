import Ground
import Tensors

/// In training each cell is dropped with a probability, and what is kept is divided by the share that is kept on average;
/// in inference nothing changes. Srivastava et al., "Dropout" (2014), scaled as PyTorch does.
///
/// What is dropped depends on the seed and the cell's place alone.
public struct Dropout: Operation {
  /// In `[0, 1)`.
  public var rate: Double
  public var seed: UInt64

  public init(rate: Double = 0.5, seed: UInt64 = 0) {
    self.rate = rate
    self.seed = seed
  }

  public var kind: Layer.Kind { .dropout }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape { inputs[0] }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let index = output.index(of: position)
    let x = operands.inputs[0].elements[index]
    let factor = factor(at: index, operands.mode)
    return Cell(
      terms: [Term(position: position, input: x, factor: factor)],
      arithmetic: .weightedSum(bias: 0),
      value: factor == 0 ? 0 : x * factor)
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    [Derivative(output.position(of: index), factor(at: index, operands.mode))]
  }

  /// What the cell at a place is multiplied with: 0 where it is dropped.
  private func factor(at index: Int, _ mode: Operands.Mode) -> Double {
    guard mode == .training else { return 1 }
    var generator = SeededGenerator.stream(seed: seed, UInt64(index))
    return generator.uniform() < rate ? 0 : 1 / (1 - rate)
  }
}
