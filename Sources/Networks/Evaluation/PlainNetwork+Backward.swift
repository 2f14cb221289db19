import Operations
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
      guard let outputGradient = outputs[index], let operands = activations.operands[index]
      else { continue }
      let node = graph.nodes[index]
      let result = node.layer.operation.backward(
        outputGradient, through: operands, output: activations.outputs[index])
      for (place, gradient) in zip(range(ofNode: index), result.parameters) {
        gradients.parameters[place] = gradient
      }
      // A feature map that feeds two nodes gets the sum of both gradients.
      for (source, gradient) in zip(node.inputs, result.inputs) {
        switch source {
        case .input: input = Self.sum(input, gradient)
        case .node(let earlier): outputs[earlier] = Self.sum(outputs[earlier], gradient)
        }
      }
    }
    gradients.outputs = zip(outputs, activations.outputs).map { $0 ?? .zeros($1.shape) }
    if let input { gradients.input = input }
    return gradients
  }

  private static func sum(_ first: Tensor?, _ second: Tensor) -> Tensor {
    first.map { .sum(of: $0, and: second) } ?? second
  }
}
