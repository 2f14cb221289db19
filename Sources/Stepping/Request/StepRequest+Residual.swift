import Ground
import Networks
import Tensors

extension StepRequest {
  /// The network of the block, built for the picture; `nil` for a fresh block.
  ///
  /// - Parameter input: the picture's shape, `[C, H, W]`; the network's own when `nil`.
  public func graph(for input: Shape?) throws(StepError) -> Graph? {
    guard let network else { return nil }
    do {
      return try Zoo.graph(network, input: input)
    } catch {
      throw .network(option: .network, error.explanation)
    }
  }

  /// The steps of a residual block.
  ///
  /// - Parameters:
  ///   - input: what enters a fresh block; for a block of a network the picture that enters the
  ///     NETWORK, which is built for its shape and evaluated up to the block.
  ///   - weights: the network's; drawn from the seed when `nil`.
  ///   - hasShortcut: `false` leaves out shortcut and sum, as a plain block does.
  /// - Throws: ``StepError`` that names the option at fault.
  public func residual(
    input: Tensor, weights: Weights? = nil, hasShortcut: Bool = true,
    memoryLimit: Int = ProcessMemory.limit
  ) throws(StepError) -> ResidualSteps {
    if let stride, stride.height != stride.width { throw .unequalStride(stride) }
    guard let graph = try graph(for: input.shape) else {
      return try .fresh(
        input: input, channels: channels, stride: stride?.height ?? 1, seed: seed ?? 0,
        hasShortcut: hasShortcut, memoryLimit: memoryLimit)
    }
    guard let name = block else { throw .missing(option: .block, operation: operation) }
    guard let block = graph.block(named: name) else {
      let known = graph.allBlocks.map(\.name)
      throw .unknownBlock(
        name, network: graph.name, known: known,
        suggestion: closestSpelling(to: name, among: known))
    }
    let network = PlainNetwork(
      matching: try self.weights(weights, of: graph), graph: graph)
    let before = 0..<block.nodes.lowerBound
    try ResidualSteps.requireMemory(for: before, of: graph, limit: memoryLimit)
    let activations = network.forward(
      input.reshaped(to: Shape([1] + input.shape.sizes)), mode: .inference,
      before: before.upperBound)
    return try ResidualSteps(
      block: block, of: network, input: activations.picture(0, of: graph.input(of: block)),
      statistics: .running, hasShortcut: hasShortcut, memoryLimit: memoryLimit)
  }

  /// What a network takes where no input is given, `[C, H, W]`; `nil` for an unknown one.
  static func defaultInput(of network: String) -> Shape? { try? Zoo.defaultInput(of: network) }

  /// Refuses what does not go together with a network's block.
  func checkNetwork() throws(StepError) {
    if network == nil, block != nil || weights != nil {
      throw .missing(option: .network, operation: operation)
    }
    guard network != nil else { return }
    if block == nil { throw .missing(option: .block, operation: operation) }
    if channels != nil { throw .misplacedWithNetwork(option: .channels) }
    if stride != nil { throw .misplacedWithNetwork(option: .stride) }
  }

  /// The weights in the file of `--weights`; `nil` without that option.
  func loadWeights(for input: Shape, with loader: TensorLoader) throws -> Weights? {
    guard let path = weights, let graph = try graph(for: input) else { return nil }
    return try Safetensors.decode(
      try loader.open(path).readAll(limit: loader.memoryLimit), for: graph, file: path)
  }

  private func weights(_ given: Weights?, of graph: Graph) throws(StepError) -> Weights {
    do {
      guard let given else { return try graph.initialWeights(seed: seed ?? 0) }
      return try graph.matching(given)
    } catch {
      throw .network(option: given == nil ? .network : .weights, error.explanation)
    }
  }
}
