import Ground
import Networks
import Tensors

/// A residual block cell by cell: each operation as a named stage with steps of its own.
///
/// He, Zhang, Ren and Sun, "Deep residual learning for image recognition" (2016): convolution, batch
/// normalisation, ReLU, convolution, batch normalisation, the shortcut, the sum, ReLU. All stages have
/// output cells of one shape, so one cell can be followed through them.
public struct ResidualSteps: Hashable, Sendable {
  /// Where the numbers of the batch normalisations come from.
  public enum Statistics: String, Hashable, Sendable {
    /// Mean and variance of what reaches the stage from this one input.
    case input
    /// The network's running mean and variance.
    case running
  }

  public enum Branch: Hashable, Sendable {
    /// The two convolutions.
    case main
    case shortcut
    /// The sum and what follows.
    case end
  }

  public struct Stage: Hashable, Sendable {
    /// `conv1`, `bn1`, `relu1`, `conv2`, `bn2`, `downsample.0`, `downsample.1` or `shortcut` (the
    /// identity), `add`, `relu2`.
    public let name: String
    public let branch: Branch
    public let steps: OperationSteps
    /// `[C, H, W]`
    public let output: Tensor
  }

  /// What enters the block, `[C, H, W]`.
  public let input: Tensor
  /// In the order of execution.
  public let stages: [Stage]
  public let statistics: Statistics

  /// The stages of one block of a network.
  ///
  /// All outputs are computed here, since batch normalisation and the second convolution need those
  /// before them whole.
  ///
  /// - Parameters:
  ///   - weights: the graph's, as ``Graph/matching(_:)`` gives them; others trap.
  ///   - input: what enters the BLOCK, `[C, H, W]`
  ///   - hasShortcut: `false` leaves out the shortcut and the sum, as a plain block does.
  /// - Throws: ``StepError`` when the outputs need more than `memoryLimit` bytes.
  public init(
    block: Graph.Block, of graph: Graph, weights: Weights, input: Tensor, statistics: Statistics,
    hasShortcut: Bool = true, memoryLimit: Int = ProcessMemory.limit
  ) throws(StepError) {
    var chain = BlockChain(
      graph: graph, name: block.name, nodes: block.nodes, branches: block.branches,
      weights: weights, input: input, statistics: statistics)
    try chain.requireMemory(memoryLimit)
    try chain.run(hasShortcut: hasShortcut)
    self.input = input
    self.stages = chain.stages
    self.statistics = statistics
  }

  /// `[C, H, W]`; that of every stage.
  public var outputShape: Shape { stages.last?.output.shape ?? input.shape }

  /// `[C, H, W]`
  public var output: Tensor { stages.last?.output ?? input }

  /// False for a plain block.
  public var hasShortcut: Bool { stages.contains { $0.branch == .shortcut } }
}
