import Ground
import Operations
import Tensors

extension PlainNetwork {
  /// Evaluates a batch of pictures and keeps what every node computed.
  ///
  /// Running statistics are used in inference and left as they are in training:
  /// ``updateRunningStatistics(with:)`` moves them.
  ///
  /// - Parameters:
  ///   - input: `[N, C, H, W]` with the graph's C, H and W; values 0 to 1.
  ///   - end: only the nodes before this one run; all unless given.
  public func forward(
    _ input: Tensor, mode: Operands.Mode, before end: Int? = nil
  ) -> Activations {
    precondition(
      input.shape.rank == 4 && Array(input.shape.sizes.dropFirst()) == graph.inputShape.sizes,
      "a batch of \(graph.inputShape), not \(input.shape)")
    var activations = Activations(mode: mode, input: input, nodes: graph.nodes.count)
    for index in graph.nodes.indices where index < end ?? graph.nodes.count {
      evaluate(index, into: &activations)
    }
    return activations
  }

  /// Carries out one node on what the nodes before it made.
  public func evaluate(_ index: Int, into activations: inout Activations) {
    let inputs = graph.nodes[index].inputs.map { activations[$0] }
    evaluate(index, on: inputs, into: &activations)
  }

  /// Carries out one node: the one plain evaluation of a graph is made of these.
  ///
  /// - Parameter inputs: the node's, in its order.
  public func evaluate(_ index: Int, on inputs: [Tensor], into activations: inout Activations) {
    EvaluationDoor.enter("\(graph.nodes[index].name) of \(graph.name)")
    let layer = graph.nodes[index].layer
    let operands = layer.operands(
      inputs, parameters: Array(parameters[range(ofNode: index)]), mode: activations.mode)
    activations.outputs[index] = layer.operation.forward(operands)
    activations.operands[index] = operands
  }

  /// Moves the running statistics towards those of a training pass.
  ///
  /// - Precondition: two values or more a channel; one alone has no variance.
  public mutating func updateRunningStatistics(with activations: Activations) {
    guard activations.mode == .training else { return }
    for (index, node) in graph.nodes.enumerated() {
      guard case .batchNorm(let norm) = node.layer,
        let batch = activations.operands[index]?.statistics
      else { continue }
      let shape = activations.outputs[index].shape
      let first = range(ofNode: index).lowerBound
      let running = ChannelStatistics(
        mean: parameters[first + 2].elements, variance: parameters[first + 3].elements)
      let next = running.updated(
        with: batch, count: shape.count / shape[1], momentum: norm.momentum)
      parameters[first + 2].elements = next.mean
      parameters[first + 3].elements = next.variance
    }
  }
}
