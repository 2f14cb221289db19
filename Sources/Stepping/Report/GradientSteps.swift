import Ground
import Operations
import Tensors

/// A gradient, cell by cell, of an operation or of a block, as reports write it.
protocol GradientSteps {
  /// Of the target, in its own sizes.
  var shape: Shape { get }
  /// Of the output that the gradient arrives at, `[C, H, W]`.
  var arrivingShape: Shape { get }
  /// The numbers of the target; `nil` for an input, which nobody learns.
  var learned: Tensor? { get }
  subscript(index: Int) -> Step { get }
  /// All of the gradient.
  func makeGradient() -> Tensor
}

extension GradientSteps {
  /// The shape in which a gradient is written: that of its input or parameter; a bias, gamma or beta is
  /// N channels of 1x1.
  var gradientShape: Shape { shape.rank == 1 ? [shape[0], 1, 1] : shape }

  /// What one step of gradient descent makes of the parameter at a step; `nil` of an input, and without a
  /// learning rate.
  func update(
    of step: Step, learningRate: Double?
  ) -> (weight: Double, learningRate: Double, updated: Double)? {
    guard let learningRate, let weight = learned?.elements[step.index] else { return nil }
    return (weight, learningRate, weight - learningRate * step.value)
  }
}

extension Steps: GradientSteps {
  var arrivingShape: Shape { Extent(operationOutputShape).shape }

  var learned: Tensor? {
    if case .backward(.parameter(let number), _) = direction { parameters[number] } else { nil }
  }

  func makeGradient() -> Tensor { makeOutput() }
}

extension BlockGradient: GradientSteps {
  var arrivingShape: Shape { Extent(block.outputShape).shape }

  var learned: Tensor? {
    if case .parameter(let stage, let number) = target {
      block.stages[stage].steps.parameters[number]
    } else {
      nil
    }
  }

  func makeGradient() -> Tensor { gradient }
}
