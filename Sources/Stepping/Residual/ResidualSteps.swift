import Ground
import Networks
import Operations
import Tensors

/// A block cell by cell: each operation as a named stage with steps of its own.
///
/// He, Zhang, Ren and Sun, "Deep residual learning for image recognition" (2016): convolution, batch
/// normalisation, ReLU, convolution, batch normalisation, the shortcut, the sum, ReLU.
public struct ResidualSteps: Hashable, Sendable {
  /// Where the numbers of the batch normalisations come from.
  public enum Statistics: String, Hashable, Sendable {
    /// Mean and variance of what reaches the stage from this one input.
    case input
    /// The network's running mean and variance.
    case running
  }

  public enum Branch: Hashable, Sendable {
    /// A path on which work is done: the two convolutions.
    case main
    case shortcut
    /// The join and what follows.
    case end
  }

  public struct Stage: Hashable, Sendable {
    /// `conv1`, `bn1`, `relu1`, `conv2`, `bn2`, `downsample.0`, `downsample.1` or `shortcut` (the
    /// identity), `add`, `relu2`.
    public let name: String
    public let branch: Branch
    public let steps: Steps
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
  ///   - network: the graph with its numbers.
  ///   - input: what enters the BLOCK, `[C, H, W]`
  ///   - hasShortcut: `false` leaves out the shortcut and the join, as a plain block does.
  /// - Throws: ``StepError`` for a layer that cannot be stepped.
  public init(
    block: Graph.Block, of network: PlainNetwork, input: Tensor, statistics: Statistics,
    hasShortcut: Bool = true
  ) throws(StepError) {
    var chain = StageChain(block: block, network: network, input: input, statistics: statistics)
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

/// Carries out the nodes of a block one after another and keeps each as a stage.
private struct StageChain {
  let block: Graph.Block
  let network: PlainNetwork
  let input: Tensor
  let statistics: ResidualSteps.Statistics
  private(set) var stages: [ResidualSteps.Stage] = []
  /// The outputs of the nodes that have run.
  private var outputs: [Int: Tensor] = [:]
  private var activations = 0

  init(
    block: Graph.Block, network: PlainNetwork, input: Tensor,
    statistics: ResidualSteps.Statistics
  ) {
    self.block = block
    self.network = network
    self.input = input
    self.statistics = statistics
  }

  mutating func run(hasShortcut: Bool) throws(StepError) {
    for index in block.nodes {
      let node = network.graph.nodes[index]
      let branch = block.branch(of: index)
      if branch?.role == .shortcut, !hasShortcut { continue }
      if index == block.join, let shortcut = block.shortcutBranch {
        if !hasShortcut {
          // The path goes on alone, as in a plain block.
          outputs[index] = value(of: node.inputs[0])
          continue
        }
        if shortcut.nodes.isEmpty, let source = node.inputs.last {
          try append(.identity, [value(of: source)], name: "shortcut", .shortcut)
        }
      }
      let place: ResidualSteps.Branch =
        switch branch?.role {
        case .path: .main
        case .shortcut: .shortcut
        case nil: block.join == nil ? .main : .end
        }
      outputs[index] = try append(
        node.layer, node.inputs.map(value(of:)), parameters: network.parameters(ofNode: index),
        name: stageName(of: index), place)
    }
  }

  @discardableResult
  private mutating func append(
    _ layer: Layer, _ inputs: [Tensor], parameters: [Tensor] = [], name: String,
    _ branch: ResidualSteps.Branch
  ) throws(StepError) -> Tensor {
    let steps: Steps
    do {
      steps = try Steps(
        layer, inputs: inputs, parameters: parameters,
        mode: statistics == .input ? .training : .inference)
    } catch {
      throw .operation(error, .residual)
    }
    let output = steps.makeOutput()
    stages.append(
      ResidualSteps.Stage(name: name, branch: branch, steps: steps, output: output))
    return output
  }

  private func value(of source: Graph.Source) -> Tensor {
    switch source {
    case .input: input
    // What lies before the block enters it.
    case .node(let node): outputs[node] ?? input
    }
  }

  /// The node's name inside the block; the ReLUs, which PyTorch's module shares, are counted.
  private mutating func stageName(of node: Int) -> String {
    let name = network.graph.nodes[node].name
    if network.graph.nodes[node].layer == .relu {
      activations += 1
      return "relu\(activations)"
    }
    let prefix = block.name + "."
    return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }
}
