import Tensors

/// Everything that a forward pass computed.
public struct Activations: Hashable, Sendable {
  /// What batch normalisation normalises with.
  public enum Mode: Hashable, Sendable {
    /// The statistics of the batch.
    case training
    /// The running statistics.
    case inference
  }

  public let mode: Mode
  /// `[N, C, H, W]`
  public let input: Tensor
  /// The output of each node, `[N, C, H, W]` or `[N, F]`.
  public internal(set) var outputs: [Tensor] = []
  /// For each max pooling the winner of each output cell, an index into its input's elements.
  public internal(set) var winners: [Int: [Int]] = [:]
  /// For each batch normalisation the statistics that it used.
  public internal(set) var statistics: [Int: Reference.ChannelStatistics] = [:]

  init(mode: Mode, input: Tensor) {
    self.mode = mode
    self.input = input
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
    return Tensor(shape: shape, elements: Array(batch.elements[start..<(start + shape.count)]))
  }
}
