import Ground
import Tensors

/// Batch normalisation over N, H, W: `gamma · (x - mean) / √(variance + epsilon) + beta`, channel by channel.
///
/// In training the statistics are the batch's own, in inference the running ones, which follow with
/// running = (1 - momentum) running + momentum batch. Ioffe and Szegedy, "Batch normalization" (2015).
public struct BatchNorm: Operation {
  public var channels: Int
  public var epsilon: Double
  public var momentum: Double

  public init(channels: Int, epsilon: Double = 1e-5, momentum: Double = 0.1) {
    self.channels = channels
    self.epsilon = epsilon
    self.momentum = momentum
  }

  public var kind: Layer.Kind { .batchNorm }

  public var parameters: [Parameter] {
    [
      Parameter(
        .weight, "weight", name: "gamma", shape: [channels], beginning: .constant(1)),
      Parameter(.bias, "bias", name: "beta", shape: [channels], beginning: .constant(0)),
      Parameter(
        .runningMean, "running_mean", name: "mean", shape: [channels], beginning: .constant(0)),
      Parameter(
        .runningVariance, "running_var", name: "variance", shape: [channels],
        beginning: .constant(1)),
    ]
  }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    try OperationError.requireMap(inputs[0], channels: channels)
    return inputs[0]
  }

  /// What the mode normalises with.
  func statistics(
    of input: Tensor, parameters: [Tensor], mode: Operands.Mode
  ) -> ChannelStatistics {
    switch mode {
    case .training: ChannelStatistics(of: input)
    case .inference:
      ChannelStatistics(mean: parameters[2].elements, variance: parameters[3].elements)
    }
  }

  /// The numbers of one channel.
  public func normalisation(of channel: Int, in operands: Operands) -> Normalisation {
    let statistics = statistics(operands)
    return Normalisation(
      mean: statistics.mean[channel], variance: statistics.variance[channel], epsilon: epsilon,
      gamma: operands.parameters[0].elements[channel],
      beta: operands.parameters[1].elements[channel])
  }

  private func statistics(_ operands: Operands) -> ChannelStatistics {
    operands.statistics
      ?? statistics(of: operands.inputs[0], parameters: operands.parameters, mode: operands.mode)
  }

  public func forward(_ operands: Operands) -> Tensor {
    var output = operands.inputs[0]
    let layout = ChannelLayout(output.shape)
    for channel in 0..<layout.channels {
      let normalise = normalisation(of: channel, in: operands)
      layout.forEachIndex(of: channel) { output.elements[$0] = normalise(output.elements[$0]) }
    }
    return output
  }

  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    let input = operands.inputs[0]
    precondition(outputGradient.shape == input.shape, "the gradient has the output's shape")
    let layout = ChannelLayout(input.shape)
    let count = Double(layout.count)
    var inputGradient = Tensor.zeros(input.shape)
    var (gamma, beta) = (Tensor.zeros([channels]), Tensor.zeros([channels]))
    for channel in 0..<layout.channels {
      let numbers = normalisation(of: channel, in: operands)
      let (mean, deviation) = (numbers.mean, numbers.deviation)
      layout.forEachIndex(of: channel) {
        let gradient = outputGradient.elements[$0]
        gamma.elements[channel] += gradient * ((input.elements[$0] - mean) / deviation)
        beta.elements[channel] += gradient
      }
      // In training the statistics depend on the input, so two parts more come back through them.
      let isTraining = operands.mode == .training
      let meanGradient = isTraining ? beta.elements[channel] / count : 0
      let slope = isTraining ? gamma.elements[channel] / count : 0
      layout.forEachIndex(of: channel) {
        let normalised = (input.elements[$0] - mean) / deviation
        inputGradient.elements[$0] =
          numbers.factor * (outputGradient.elements[$0] - meanGradient - normalised * slope)
      }
    }
    return OperandGradients(inputs: [inputGradient], parameters: [gamma, beta, nil, nil])
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let numbers = normalisation(of: position.channel, in: operands)
    let x = operands.inputs[0].elements[output.index(of: position)]
    return Cell(
      terms: [Term(position: position, input: x, factor: numbers.factor)],
      arithmetic: .normalisation(numbers), bias: numbers.bias, value: numbers(x))
  }

  public func value(at position: Position, of operands: Operands, output: Extent) -> Double {
    normalisation(of: position.channel, in: operands)(
      operands.inputs[0].elements[output.index(of: position)])
  }

  /// Of the first picture; the batch's statistics are taken to be that picture's own.
  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    let input = operands.inputs[0].elements
    let channel: Int
    switch target {
    case .input: channel = output.position(of: index).channel
    case .parameter: channel = index
    }
    let numbers = normalisation(of: channel, in: operands)
    func normalised(_ place: Int) -> Double { (input[place] - numbers.mean) / numbers.deviation }
    let plane = output.height * output.width
    let cells = (channel * plane)..<((channel + 1) * plane)
    switch target {
    case .input where operands.mode == .inference:
      return [Derivative(output.position(of: index), numbers.factor)]
    case .input:
      let here = normalised(index)
      return cells.map { place in
        let direct = place == index ? 1.0 : 0
        return Derivative(
          output.position(of: place),
          numbers.factor * (direct - (1 + normalised(place) * here) / Double(plane)))
      }
    case .parameter(0):
      return cells.map { Derivative(output.position(of: $0), normalised($0)) }
    case .parameter: return cells.map { Derivative(output.position(of: $0), 1) }
    }
  }
}
