import Ground

extension Reference {
  /// `max(x, 0)`; NaN stays NaN.
  public static func relu(_ input: Tensor) -> Tensor {
    Tensor(shape: input.shape, elements: input.elements.map(relu))
  }

  /// `max(x, 0)` of one number.
  public static func relu(_ x: Double) -> Double { x <= 0 ? 0 : x }

  /// The gradient of ``relu(_:)-(Tensor)``; 0 at 0, as PyTorch.
  public static func reluBackward(_ outputGradient: Tensor, input: Tensor) -> Tensor {
    var inputGradient = outputGradient
    for index in input.elements.indices where input.elements[index] <= 0 {
      inputGradient.elements[index] = 0
    }
    return inputGradient
  }

  /// `1 / (1 + exp(-x))`
  public static func sigmoid(_ input: Tensor) -> Tensor {
    Tensor(shape: input.shape, elements: input.elements.map { 1 / (1 + exp(-$0)) })
  }

  /// The gradient of ``sigmoid(_:)``, from its OUTPUT `y`: `dy · y (1 - y)`.
  public static func sigmoidBackward(_ outputGradient: Tensor, output: Tensor) -> Tensor {
    var inputGradient = outputGradient
    for index in output.elements.indices {
      inputGradient.elements[index] *= output.elements[index] * (1 - output.elements[index])
    }
    return inputGradient
  }

  /// The sum of two tensors of one shape; its gradient goes to both unchanged.
  public static func add(_ left: Tensor, _ right: Tensor) -> Tensor {
    precondition(left.shape == right.shape, "a sum has two terms of one shape")
    return Tensor(
      shape: left.shape, elements: zip(left.elements, right.elements).map { $0 + $1 })
  }
}
