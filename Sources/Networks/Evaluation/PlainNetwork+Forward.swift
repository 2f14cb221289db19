import Tensors

extension PlainNetwork {
  /// Evaluates a batch of pictures and keeps what every node computed.
  ///
  /// Running statistics are used in inference and left as they are in training:
  /// ``updateRunningStatistics(with:)`` moves them.
  ///
  /// - Parameter input: `[N, C, H, W]` with the graph's C, H and W; values 0 to 1.
  public func forward(_ input: Tensor, mode: Activations.Mode) -> Activations {
    precondition(
      input.shape.rank == 4 && Array(input.shape.sizes.dropFirst()) == graph.inputShape.sizes,
      "a batch of \(graph.inputShape), not \(input.shape)")
    var activations = Activations(mode: mode, input: input)
    for index in graph.nodes.indices { evaluate(index, in: &activations) }
    return activations
  }

  private func evaluate(_ index: Int, in activations: inout Activations) {
    let node = graph.nodes[index]
    let input = activations[node.inputs[0]]
    let output: Tensor
    switch node.layer {
    case .convolution(let convolution):
      output = fitting {
        () throws(WindowError) in
        try Reference.convolution(
          input, weight: weight(ofNode: index), bias: bias(ofNode: index),
          window: convolution.window, groups: convolution.groups)
      }
    case .linear:
      output = Reference.linear(input, weight: weight(ofNode: index), bias: bias(ofNode: index))
    case .batchNorm(let norm):
      let statistics =
        switch activations.mode {
        case .training: Reference.channelStatistics(input)
        case .inference: runningStatistics(ofNode: index)
        }
      activations.statistics[index] = statistics
      output = Reference.batchNorm(
        input, statistics: statistics, gamma: weight(ofNode: index).elements,
        beta: bias(ofNode: index) ?? [], epsilon: norm.epsilon)
    case .activation(.relu): output = Reference.relu(input)
    case .activation(.sigmoid): output = Reference.sigmoid(input)
    case .pooling(let pooling):
      switch pooling.kind {
      case .maximum:
        let (pooled, winners) = fitting { () throws(WindowError) in
          try Reference.maxPooling(input, window: pooling.window)
        }
        activations.winners[index] = winners
        output = pooled
      case .average:
        output = fitting { () throws(WindowError) in
          try Reference.averagePooling(input, window: pooling.window)
        }
      }
    case .globalAveragePooling: output = Reference.globalAveragePooling(input)
    case .flatten: output = input.reshaped(to: [input.shape[0], node.outputShape.count])
    case .add: output = Reference.add(input, activations[node.inputs[1]])
    }
    activations.outputs.append(output)
  }

  /// Moves the running statistics towards those of a training pass.
  ///
  /// - Precondition: two values or more a channel; one alone has no variance.
  public mutating func updateRunningStatistics(with activations: Activations) {
    guard activations.mode == .training else { return }
    for (index, node) in graph.nodes.enumerated() {
      guard case .batchNorm(let norm) = node.layer,
        let batch = activations.statistics[index]
      else { continue }
      let shape = activations.outputs[index].shape
      let next = runningStatistics(ofNode: index).updated(
        with: batch, count: shape.count / shape[1], momentum: norm.momentum)
      let first = range(ofNode: index).lowerBound
      parameters[first + 2].elements = next.mean
      parameters[first + 3].elements = next.variance
    }
  }
}

/// The result of an operation whose window the graph's builder has checked against its input.
func fitting<Result>(_ operation: () throws(WindowError) -> Result) -> Result {
  do {
    return try operation()
  } catch {
    preconditionFailure("a graph has no window that does not fit: \(error)")
  }
}
