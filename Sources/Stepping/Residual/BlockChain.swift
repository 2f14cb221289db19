import Networks
import Tensors

/// Runs nodes of a network one after another and keeps each as a stage: a block, or what lies before it.
struct BlockChain {
  let graph: Graph
  /// The name that those of the nodes begin with; empty for none.
  let name: String
  let nodes: Range<Int>
  let branches: [Graph.Branch]
  let weights: Weights
  let input: Tensor
  let statistics: ResidualSteps.Statistics
  private(set) var stages: [ResidualSteps.Stage] = []
  /// The outputs of the nodes that have run.
  private var outputs: [Int: Tensor] = [:]
  private var activations = 0

  init(
    graph: Graph, name: String = "", nodes: Range<Int>, branches: [Graph.Branch] = [],
    weights: Weights, input: Tensor, statistics: ResidualSteps.Statistics
  ) {
    self.graph = graph
    self.name = name
    self.nodes = nodes
    self.branches = branches
    self.weights = weights
    self.input = input
    self.statistics = statistics
  }

  /// The output of the last node that ran.
  var output: Tensor { stages.last?.output ?? input }

  /// Refuses nodes whose feature maps would take too much memory.
  func requireMemory(_ limit: Int) throws(StepError) {
    var rest = limit / MemoryLayout<Double>.size
    for node in nodes {
      let shape = graph.nodes[node].outputShape
      guard shape.count <= rest else {
        throw .memory(option: "--input", shape, limit: limit)
      }
      rest -= shape.count
    }
  }

  mutating func run(hasShortcut: Bool) throws(StepError) {
    let shortcut = branches.first { $0.name == "shortcut" }?.nodes ?? []
    for node in nodes where hasShortcut || !shortcut.contains(node) {
      let layer = graph.nodes[node].layer
      if case .add = layer, !hasShortcut {
        // The branch goes on alone, as in a plain block.
        outputs[node] = value(of: graph.nodes[node].inputs[0])
        continue
      }
      if case .add = layer, shortcut.isEmpty {
        append(
          .identity(IdentitySteps(input: value(of: graph.nodes[node].inputs[1]))),
          name: "shortcut", .shortcut)
      }
      let branch: ResidualSteps.Branch =
        if shortcut.contains(node) {
          .shortcut
        } else if branches.contains(where: { $0.nodes.contains(node) }) {
          .main
        } else {
          .end
        }
      outputs[node] = append(try steps(of: node), name: stageName(of: node), branch)
    }
  }

  @discardableResult
  private mutating func append(
    _ steps: OperationSteps, name: String, _ branch: ResidualSteps.Branch
  ) -> Tensor {
    let output = steps.makeOutput()
    stages.append(
      ResidualSteps.Stage(name: name, branch: branch, steps: steps, output: output))
    return output
  }

  private func value(of source: Graph.Source) -> Tensor {
    switch source {
    case .input: input
    // What lies before the nodes enters them.
    case .node(let node): outputs[node] ?? input
    }
  }

  /// The node's name inside the block; the ReLUs, which PyTorch's module shares, are counted.
  private mutating func stageName(of node: Int) -> String {
    let name = graph.nodes[node].name
    if case .activation = graph.nodes[node].layer {
      activations += 1
      return "relu\(activations)"
    }
    let prefix = self.name + "."
    return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }

  private func steps(of node: Int) throws(StepError) -> OperationSteps {
    let inputs = graph.nodes[node].inputs.map(value(of:))
    switch graph.nodes[node].layer {
    case .convolution(let convolution):
      let window = convolution.window
      return .convolution(
        try ConvolutionSteps(
          input: inputs[0], kernel: tensor("weight", of: node),
          bias: convolution.hasBias ? tensor("bias", of: node).elements : nil,
          stride: window.stride, padding: window.padding, dilation: window.dilation,
          groups: convolution.groups))
    case .batchNorm(let norm):
      let running = Reference.ChannelStatistics(
        mean: tensor("running_mean", of: node).elements,
        variance: tensor("running_var", of: node).elements)
      let batch = inputs[0].reshaped(to: Shape([1] + inputs[0].shape.sizes))
      return .batchNorm(
        BatchNormSteps(
          input: inputs[0],
          statistics: statistics == .running ? running : Reference.channelStatistics(batch),
          gamma: tensor("weight", of: node).elements, beta: tensor("bias", of: node).elements,
          epsilon: norm.epsilon))
    case .activation(.relu): return .relu(ReLUSteps(input: inputs[0]))
    case .add: return .sum(SumSteps(branch: inputs[0], shortcut: inputs[1]))
    case .pooling(let pooling):
      let window = pooling.window
      return .pooling(
        try PoolingSteps(
          pooling.kind == .maximum ? .maximum : .average, input: inputs[0], size: window.kernel,
          stride: window.stride, padding: window.padding, dilation: window.dilation))
    case .activation(.sigmoid), .linear, .globalAveragePooling, .flatten:
      throw .notSteppable(graph.nodes[node].name)
    }
  }

  private func tensor(_ suffix: String, of node: Int) -> Tensor {
    guard let tensor = weights["\(graph.nodes[node].name).\(suffix)"] else {
      preconditionFailure("the weights are not the network's: \(graph.nodes[node].name).\(suffix)")
    }
    return Tensor(shape: tensor.shape, elements: tensor.values.map(Double.init))
  }
}
