import Ground
import Networks
import Operations
import Tensors

/// A block cell by cell: each operation as a named stage with steps of its own.
///
/// A residual one is that of He, Zhang, Ren and Sun, "Deep residual learning for image recognition" (2016): convolution, batch
/// normalisation, ReLU, convolution, batch normalisation, the shortcut, the sum, ReLU.
public struct BlockSteps: Hashable, Sendable {
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
    /// The node of the network that it is; `nil` for the identity of a shortcut.
    public let node: Int?
    public let steps: Steps
    /// `[C, H, W]`
    public let output: Tensor
    /// The stages whose outputs it reads, one an input; `nil` for what enters the block.
    public let sources: [Int?]
  }

  /// What enters the block, `[C, H, W]`.
  public let input: Tensor
  /// In the order of execution.
  public let stages: [Stage]
  public let statistics: Statistics
  /// Where the weights come from; `nil` for those that were given.
  public let origin: WeightsOrigin?
  /// What a request calls it.
  let operation: StepRequest.Operation

  /// The stages of one block of a network.
  ///
  /// All outputs are computed here, since batch normalisation and the second convolution need those
  /// before them whole.
  ///
  /// - Parameters:
  ///   - network: the graph with its numbers.
  ///   - input: what enters the BLOCK, `[C, H, W]`
  /// - Throws: ``StepError`` for a layer that cannot be stepped.
  public init(
    block: Graph.Block, of network: PlainNetwork, input: Tensor, statistics: Statistics
  ) throws(StepError) {
    var counter = ForwardCounter(count: block.nodes.count) { _ in true }
    try self.init(
      block: block, of: network, input: input, statistics: statistics, origin: nil, as: .block,
      &counter)
  }

  init(
    block: Graph.Block, of network: PlainNetwork, input: Tensor, statistics: Statistics,
    origin: WeightsOrigin?, as operation: StepRequest.Operation, _ counter: inout ForwardCounter
  ) throws(StepError) {
    var chain = StageChain(
      block: block, network: network, input: input, statistics: statistics, operation: operation)
    try chain.run(&counter)
    self.init(
      input: input, stages: chain.stages, statistics: statistics, origin: origin,
      operation: operation)
  }

  /// `[C, H, W]`; that of every stage.
  public var outputShape: Shape { stages.last?.output.shape ?? input.shape }

  /// `[C, H, W]`
  public var output: Tensor { stages.last?.output ?? input }

  /// The cell of each stage that belongs to a cell of the block's output: at the middle of what the cell
  /// of the stage behind it reads. Stages may have other shapes than the output.
  public func cells(behind index: Int) -> [Int] {
    var cells: [Int?] = stages.map { _ in nil }
    if !stages.isEmpty { cells[stages.count - 1] = index }
    for (number, stage) in stages.enumerated().reversed() {
      let cell = cells[number] ?? 0
      for (input, source) in stage.sources.enumerated() {
        guard let source, cells[source] == nil,
          let window = stage.steps.inputWindow(at: cell, input: input)
        else { continue }
        cells[source] = stages[source].steps.index(
          nearest: window, channel: stage.steps.position(of: cell).channel)
      }
    }
    return cells.map { $0 ?? 0 }
  }

  /// Whether it normalises.
  public var hasStatistics: Bool { stages.contains { $0.steps.layer.kind == .batchNorm } }

  /// False for a plain block.
  public var hasShortcut: Bool { stages.contains { $0.branch == .shortcut } }

  /// The plain block: the same path, whose stages are there already, without shortcut and join.
  public func withoutShortcut() -> BlockSteps {
    var plain: [Stage] = []
    for stage in stages where stage.branch != .shortcut && stage.steps.inputs.count == 1 {
      // Path and end follow each other, stage by stage.
      let sources = [plain.isEmpty ? nil : plain.count - 1]
      guard stage.branch == .end, let before = plain.last?.output,
        let steps = try? Steps(
          stage.steps.layer, inputs: [before], parameters: stage.steps.parameters,
          mode: statistics == .input ? .training : .inference)
      else {
        plain.append(
          Stage(
            name: stage.name, branch: stage.branch, node: stage.node, steps: stage.steps,
            output: stage.output,
            sources: sources))
        continue
      }
      plain.append(
        Stage(
          name: stage.name, branch: stage.branch, node: stage.node, steps: steps,
          output: steps.makeOutput(),
          sources: sources))
    }
    return BlockSteps(
      input: input, stages: plain, statistics: statistics, origin: origin, operation: operation)
  }

  private init(
    input: Tensor, stages: [Stage], statistics: Statistics, origin: WeightsOrigin?,
    operation: StepRequest.Operation
  ) {
    self.operation = operation
    self.input = input
    self.stages = stages
    self.statistics = statistics
    self.origin = origin
  }
}

extension Steps {
  /// The cell in the middle of a window over this output, in that channel if the window reads it.
  fileprivate func index(nearest window: InputWindow, channel: Int) -> Int {
    func inside(_ number: Int, _ count: Int) -> Int { Swift.min(Swift.max(number, 0), count - 1) }
    let read = window.channels
    let place = Position(
      channel: inside(read.contains(channel) ? channel : read.lowerBound, outputShape[0]),
      row: inside((window.rows.lowerBound + window.rows.upperBound) / 2, outputShape[1]),
      column: inside((window.columns.lowerBound + window.columns.upperBound) / 2, outputShape[2]))
    return self.index(of: place) ?? 0
  }
}

/// Carries out the nodes of a block one after another and keeps each as a stage.
private struct StageChain {
  let block: Graph.Block
  let network: PlainNetwork
  let input: Tensor
  let statistics: BlockSteps.Statistics
  let operation: StepRequest.Operation
  private(set) var stages: [BlockSteps.Stage] = []
  /// The outputs of the nodes that have run.
  private var outputs: [Int: Tensor] = [:]
  /// The stages that made them.
  private var stageOfNode: [Int: Int] = [:]
  private var activations = 0

  init(
    block: Graph.Block, network: PlainNetwork, input: Tensor,
    statistics: BlockSteps.Statistics, operation: StepRequest.Operation
  ) {
    self.block = block
    self.network = network
    self.input = input
    self.statistics = statistics
    self.operation = operation
  }

  mutating func run(_ counter: inout ForwardCounter) throws(StepError) {
    for index in block.nodes {
      let node = network.graph.nodes[index]
      let branch = block.branch(of: index)
      if index == block.join, block.shortcutBranch?.nodes.isEmpty == true,
        let source = node.inputs.last
      {
        try append(
          .identity, [value(of: source)], from: [stage(of: source)], name: "shortcut", .shortcut,
          counter)
      }
      let place: BlockSteps.Branch =
        switch branch?.role {
        case .path: .main
        case .shortcut: .shortcut
        case nil: block.join == nil ? .main : .end
        }
      try counter.begin(node.name)
      outputs[index] = try append(
        node.layer, node.inputs.map(value(of:)), from: sources(of: index),
        parameters: network.parameters(ofNode: index),
        name: stageName(of: index), node: index, place, counter)
      stageOfNode[index] = stages.count - 1
    }
  }

  @discardableResult
  private mutating func append(
    _ layer: Layer, _ inputs: [Tensor], from sources: [Int?], parameters: [Tensor] = [],
    name: String, node: Int? = nil,
    _ branch: BlockSteps.Branch, _ counter: ForwardCounter
  ) throws(StepError) -> Tensor {
    let steps: Steps
    do {
      steps = try Steps(
        layer, inputs: inputs, parameters: parameters,
        mode: statistics == .input ? .training : .inference)
    } catch {
      throw .operation(error, operation)
    }
    guard let output = steps.makeOutput(while: counter.goesOn) else { throw .abandoned }
    stages.append(
      BlockSteps.Stage(
        name: name, branch: branch, node: node, steps: steps, output: output,
        sources: sources))
    return output
  }

  /// The stages that a node reads; the identity of a shortcut is a stage of its own.
  private func sources(of node: Int) -> [Int?] {
    var sources = network.graph.nodes[node].inputs.map(stage(of:))
    if node == block.join, block.shortcutBranch?.nodes.isEmpty == true, sources.count > 1 {
      sources[sources.count - 1] = stages.count - 1
    }
    return sources
  }

  private func stage(of source: Graph.Source) -> Int? {
    if case .node(let node) = source { stageOfNode[node] } else { nil }
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
