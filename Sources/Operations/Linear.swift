import Ground
import Tensors

/// A dense layer, `W x + b` with `W` of `[outputFeatures, inputFeatures]`, as PyTorch stores it.
public struct Linear: Operation {
  public var inputFeatures: Int
  public var outputFeatures: Int
  public var hasBias: Bool

  public init(inputFeatures: Int, outputFeatures: Int, hasBias: Bool = true) {
    self.inputFeatures = inputFeatures
    self.outputFeatures = outputFeatures
    self.hasBias = hasBias
  }

  public var kind: Layer.Kind { .linear }

  public var parameters: [Parameter] {
    let beginning = Parameter.Beginning.random(fanIn: inputFeatures, fanOut: outputFeatures)
    let weight = Parameter(
      .weight, "weight", name: "weight", shape: [outputFeatures, inputFeatures],
      beginning: beginning)
    let bias = Parameter(
      .bias, "bias", name: "bias", shape: [outputFeatures], beginning: beginning)
    return hasBias ? [weight, bias] : [weight]
  }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    guard inputs[0].sizes == [inputFeatures] else {
      throw .shape(found: inputs[0], expected: "\(inputFeatures)")
    }
    guard outputFeatures >= 1 else { throw .notPositive(.outputFeatures, outputFeatures) }
    return [outputFeatures]
  }

  public func multiplyAdds(output: Shape) -> Int? {
    Shape(checking: [inputFeatures, outputFeatures])?.count
  }

  public func reach(over input: Shape) -> Reach { .everywhere }

  public func termsPerCell(of inputs: [Shape]) -> Int { inputFeatures }

  public func termsPerGradientCell(output: Shape) -> Int { output.count }

  /// `[N, F]` to `[N, O]`.
  public func forward(_ operands: Operands) -> Tensor {
    let (input, weight) = (operands.inputs[0], operands.parameters[0])
    let (n, f, o) = (input.shape[0], inputFeatures, outputFeatures)
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
    if let bias = operands.numbers(1) {
      for index in output.elements.indices { output.elements[index] += bias[index % o] }
    }
    return output
  }

  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    let (input, weight) = (operands.inputs[0], operands.parameters[0])
    let (n, f, o) = (input.shape[0], inputFeatures, outputFeatures)
    precondition(outputGradient.shape == [n, o], "the gradient has the output's shape")
    var inputGradient = Tensor.zeros(input.shape)
    var weightGradient = Tensor.zeros(weight.shape)
    var biasGradient = Tensor.zeros([o])
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
                biasGradient.elements[unit] += gradient
              }
            }
          }
        }
      }
    }
    return OperandGradients(
      inputs: [inputGradient],
      parameters: hasBias ? [weightGradient, biasGradient] : [weightGradient])
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let (input, weight) = (operands.inputs[0].elements, operands.parameters[0].elements)
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    let first = position.channel * inputFeatures
    var sum = 0.0
    let terms = (0..<inputFeatures).map { feature in
      sum += input[feature] * weight[first + feature]
      return Term(
        position: extent.position(of: feature), input: input[feature],
        factor: weight[first + feature],
        weightPlace: Term.ParameterPlace(parameter: 0, index: first + feature))
    }
    let bias = operands.numbers(1)?[position.channel] ?? 0
    return Cell(
      terms: terms, arithmetic: .weightedSum(bias: bias), bias: bias, value: sum + bias)
  }

  public func value(at position: Position, of operands: Operands, output: Extent) -> Double {
    let sum = operands.inputs[0].elements.withUnsafeBufferPointer { input in
      operands.parameters[0].elements.withUnsafeBufferPointer { weight in
        guard let x = input.baseAddress, let w = weight.baseAddress else { return 0.0 }
        return dotRow(
          x, by: 1, w + position.channel * inputFeatures, by: 1, count: inputFeatures)
      }
    }
    return sum + (operands.numbers(1)?[position.channel] ?? 0)
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    return InputWindow(
      channels: 0..<extent.channels, row: 0, column: 0, taps: Pair(extent.height, extent.width))
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    func unit(_ channel: Int) -> Position { Position(channel: channel, row: 0, column: 0) }
    switch target {
    case .input:
      let weight = operands.parameters[0].elements
      return (0..<outputFeatures).map { Derivative(unit($0), weight[$0 * inputFeatures + index]) }
    case .parameter(0):
      return [
        Derivative(unit(index / inputFeatures), operands.inputs[0].elements[index % inputFeatures])
      ]
    case .parameter: return [Derivative(unit(index), 1)]
    }
  }
}
