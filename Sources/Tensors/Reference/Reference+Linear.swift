extension Reference {
  /// `x Wᵀ + b`, as PyTorch's `linear`.
  ///
  /// - Parameters:
  ///   - input: `[N, F]`
  ///   - weight: `[O, F]`
  ///   - bias: `O` numbers, or `nil` for none
  /// - Returns: `[N, O]`
  public static func linear(_ input: Tensor, weight: Tensor, bias: [Double]? = nil) -> Tensor {
    let (n, f, o) = (input.shape[0], input.shape[1], weight.shape[0])
    precondition(weight.shape[1] == f, "a weight for every feature")
    var output = Tensor.zeros([n, o])
    input.elements.withUnsafeBufferPointer { input in
      weight.elements.withUnsafeBufferPointer { weight in
        guard let x = input.baseAddress, let w = weight.baseAddress else { return }
        for picture in 0..<n {
          for unit in 0..<o {
            output[picture, unit] = dotRow(x + picture * f, by: 1, w + unit * f, by: 1, count: f)
          }
        }
      }
    }
    guard let bias else { return output }
    precondition(bias.count == o, "one bias per output")
    for index in output.elements.indices { output.elements[index] += bias[index % o] }
    return output
  }

  /// The gradients of ``linear(_:weight:bias:)``.
  ///
  /// - Parameter outputGradient: `[N, O]`
  /// - Returns: the gradients of the input `[N, F]`, the weight `[O, F]` and the bias `[O]`.
  public static func linearBackward(
    _ outputGradient: Tensor, input: Tensor, weight: Tensor
  ) -> (input: Tensor, weight: Tensor, bias: [Double]) {
    let (n, f, o) = (input.shape[0], input.shape[1], weight.shape[0])
    precondition(outputGradient.shape == [n, o], "the gradient has the output's shape")
    var inputGradient = Tensor.zeros(input.shape)
    var weightGradient = Tensor.zeros(weight.shape)
    var biasGradient = Array(repeating: 0.0, count: o)
    inputGradient.elements.withUnsafeMutableBufferPointer { inputGradient in
      weightGradient.elements.withUnsafeMutableBufferPointer { weightGradient in
        input.elements.withUnsafeBufferPointer { input in
          weight.elements.withUnsafeBufferPointer { weight in
            guard let x = input.baseAddress, let w = weight.baseAddress,
              let dx = inputGradient.baseAddress, let dw = weightGradient.baseAddress
            else { return }
            for picture in 0..<n {
              for unit in 0..<o {
                let gradient = outputGradient[picture, unit]
                addScaledRow(gradient, w + unit * f, by: 1, to: dx + picture * f, by: 1, count: f)
                addScaledRow(gradient, x + picture * f, by: 1, to: dw + unit * f, by: 1, count: f)
                biasGradient[unit] += gradient
              }
            }
          }
        }
      }
    }
    return (inputGradient, weightGradient, biasGradient)
  }
}
