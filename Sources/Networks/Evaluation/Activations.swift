import Operations
import Tensors

/// Everything that a forward pass computed.
public struct Activations: Hashable, Sendable {
  public let mode: Operands.Mode
  /// `[N, C, H, W]`
  public let input: Tensor
  /// The output of each node that ran, `[N, C, H, W]` or `[N, F]`; empty tensors for the others.
  public internal(set) var outputs: [Tensor]
  /// What each node was carried out on; `nil` where it did not run.
  public internal(set) var operands: [Operands?]

  init(mode: Operands.Mode, input: Tensor, nodes: Int) {
    self.mode = mode
    self.input = input
    outputs = Array(repeating: .zeros([0]), count: nodes)
    operands = Array(repeating: nil, count: nodes)
  }

  /// Those of a graph none of whose nodes has run yet.
  public init(of graph: Graph, on input: Tensor, mode: Operands.Mode) {
    self.init(mode: mode, input: input, nodes: graph.nodes.count)
  }

  public subscript(source: Graph.Source) -> Tensor {
    switch source {
    case .input: input
    case .node(let index): outputs[index]
    }
  }

  /// The output of the last node, `[N, K]`.
  public var logits: Tensor { outputs.last ?? input }

  /// What a node made of one picture, without the batch: `[C, H, W]` or `[F]`.
  public func picture(_ picture: Int, of source: Graph.Source) -> Tensor {
    let batch = self[source]
    let shape = Shape(Array(batch.shape.sizes.dropFirst()))
    let start = picture * shape.count
    return Tensor(
      shape: shape, elements: Array(batch.elements[start..<(start + shape.count)]),
      precision: batch.precision)
  }
}
