import Tensors

extension PlainNetwork {
  /// The gradients of a loss.
  public struct Gradients: Hashable, Sendable {
    /// One tensor a spec; `nil` for running statistics.
    public internal(set) var parameters: [Tensor?]
    /// Of the network's input, `[N, C, H, W]`.
    public internal(set) var input: Tensor
    /// Of the output of each node.
    public internal(set) var outputs: [Tensor]
  }

  /// The gradients of every parameter, of every node's output and of the input.
  ///
  /// - Parameters:
  ///   - logitsGradient: the gradient of the loss with respect to the logits, `[N, K]`.
  ///   - activations: of the forward pass.
  public func backward(_ logitsGradient: Tensor, through activations: Activations) -> Gradients {
    precondition(logitsGradient.shape == activations.logits.shape, "a gradient for each logit")
    var gradients = Gradients(
      parameters: specs.map { _ in nil }, input: .zeros(activations.input.shape), outputs: [])
    // Gradients that have arrived so far; `nil` where none has.
    var outputs: [Tensor?] = graph.nodes.map { _ in nil }
    outputs[graph.nodes.count - 1] = logitsGradient
    var input: Tensor?
    for index in graph.nodes.indices.reversed() {
      guard let outputGradient = outputs[index] else { continue }
      let inputGradient = inputGradient(
        ofNode: index, outputGradient, through: activations, parameters: &gradients.parameters)
      // A feature map that feeds two nodes gets the sum of both gradients.
      for source in graph.nodes[index].inputs {
        switch source {
        case .input: input = Self.sum(input, inputGradient)
        case .node(let earlier): outputs[earlier] = Self.sum(outputs[earlier], inputGradient)
        }
      }
    }
    gradients.outputs = zip(outputs, activations.outputs).map { $0 ?? .zeros($1.shape) }
    if let input { gradients.input = input }
    return gradients
  }

  private static func sum(_ first: Tensor?, _ second: Tensor) -> Tensor {
    first.map { Reference.add($0, second) } ?? second
  }

  /// Sets the gradients of a node's parameters and returns that of its input; a sum has one for both.
  private func inputGradient(
    ofNode index: Int, _ outputGradient: Tensor, through activations: Activations,
    parameters: inout [Tensor?]
  ) -> Tensor {
    let node = graph.nodes[index]
    let input = activations[node.inputs[0]]
    let first = range(ofNode: index).lowerBound
    switch node.layer {
    case .convolution(let convolution):
      let result = fitting { () throws(WindowError) in
        try Reference.convolutionBackward(
          outputGradient, input: input, weight: weight(ofNode: index),
          window: convolution.window, groups: convolution.groups)
      }
      parameters[first] = result.weight
      if convolution.hasBias { parameters[first + 1] = .vector(result.bias) }
      return result.input
    case .linear(let linear):
      let result = Reference.linearBackward(
        outputGradient, input: input, weight: weight(ofNode: index))
      parameters[first] = result.weight
      if linear.hasBias { parameters[first + 1] = .vector(result.bias) }
      return result.input
    case .batchNorm(let norm):
      let statistics = activations.statistics[index] ?? runningStatistics(ofNode: index)
      let backward =
        switch activations.mode {
        case .training: Reference.batchNormTrainingBackward
        case .inference: Reference.batchNormInferenceBackward
        }
      let result = backward(
        outputGradient, input, statistics, weight(ofNode: index).elements, norm.epsilon)
      parameters[first] = .vector(result.gamma)
      parameters[first + 1] = .vector(result.beta)
      return result.input
    case .activation(.relu):
      return Reference.reluBackward(outputGradient, input: input)
    case .activation(.sigmoid):
      return Reference.sigmoidBackward(
        outputGradient, output: activations.outputs[index])
    case .pooling(let pooling):
      switch pooling.kind {
      case .maximum:
        return Reference.maxPoolingBackward(
          outputGradient, argmax: activations.winners[index] ?? [], inputShape: input.shape)
      case .average:
        return fitting { () throws(WindowError) in
          try Reference.averagePoolingBackward(
            outputGradient, inputShape: input.shape, window: pooling.window)
        }
      }
    case .globalAveragePooling:
      return Reference.globalAveragePoolingBackward(
        outputGradient, inputShape: input.shape)
    case .flatten: return outputGradient.reshaped(to: input.shape)
    case .add: return outputGradient
    }
  }
}

extension Tensor {
  fileprivate static func vector(_ elements: [Double]) -> Tensor {
    Tensor(shape: [elements.count], elements: elements)
  }
}
