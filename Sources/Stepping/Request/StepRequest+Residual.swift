import Ground
import Networks
import Tensors

extension StepRequest {
  /// Where the weights of a block come from.
  public var weightsOrigin: WeightsOrigin {
    if let weights { return .file(weights) }
    if let network, !Zoo.names.contains(network) { return .checkpoint(network) }
    return .initial(seed: seed ?? 0)
  }

  /// The network of the block, built for the picture; `nil` for a fresh block.
  ///
  /// - Parameters:
  ///   - input: the picture's shape, `[C, H, W]`; the network's own when `nil`.
  ///   - found: the classes that the weights tell apart, where there are any.
  public func graph(for input: Shape?, classes found: Int? = nil) throws(StepError) -> Graph? {
    guard let network else { return nil }
    if let classes, let found, classes != found {
      throw .classCount(found: classes, network: network, expected: found)
    }
    do {
      return try Zoo.graph(network, input: input, classes: classes ?? found ?? 10)
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
    // A wrong name is told by the graph.
    let found = network.flatMap { network in
      weights.flatMap { try? Zoo.classes(of: network, in: $0) }
    }
    let block = try block(for: input.shape, classes: found)
    try block.price(of: PendingTensor(input).price, weights: nil, use: .screen)
      .require(within: memoryLimit)
    return try residual(
      block, input: input, weights: weights, hasShortcut: hasShortcut
    ) { _ in true }
  }

  /// The block on a picture that was found, once all of the request has been priced.
  func residual(
    loading input: PendingTensor, with loader: TensorLoader, for use: StepUse,
    observer: @escaping ForwardProgress.Observer = { _ in true }
  ) throws -> ResidualSteps {
    let (block, file) = try priced(input, with: loader, for: use)
    return try residual(
      block, input: try input.load(), weights: try file?.weights(for: block.graph),
      hasShortcut: true, observer: observer)
  }

  /// Refuses what a screen could not open on; what takes longer than a moment is left to the screen.
  ///
  /// - Throws: what making the whole ``StepReport`` would.
  public func checkForScreen(
    loading loader: TensorLoader, networks: NetworkFinder
  ) throws {
    if layer != nil { return try checkLayer(loading: loader, from: networks) }
    guard operation == .residual else {
      _ = try StepReport(self, loading: loader, for: .screen)
      return
    }
    try check(forReport: true)
    let (block, file) = try priced(
      try pendingTensors(from: loader).input, with: loader, for: .screen)
    let output = block.graph.nodes[block.block.nodes.upperBound - 1].outputShape
    if let place, output.index(ofPlace: place) == nil { throw StepError.outside(place, output) }
    _ = try file?.weights(for: block.graph)
  }

  /// The block with the file of its weights, when both together find room.
  private func priced(
    _ input: PendingTensor, with loader: TensorLoader, for use: StepUse
  ) throws -> (PlannedBlock, SafetensorsFile?) {
    let file = try weights.map { path throws in
      do {
        return try SafetensorsFile(try loader.open(path))
      } catch let error as FileError {
        throw SafetensorsError(path, .unreadable(error))
      }
    }
    let found = network.flatMap { network in
      file.flatMap { try? Zoo.classes(of: network, in: $0) }
    }
    let block = try block(for: input.shape, classes: found)
    var price = block.price(
      of: input.price, weights: file?.price, use: includesOutput ? use : .screen)
    price.add(
      .terms(block.termsPerStep), .input, bytesEach: StepCost.bytesPerTerm(use))
    try price.require(within: loader.memoryLimit)
    return (block, file)
  }

  /// A block behind many operations, or of many channels, takes its time.
  ///
  /// - Throws: ``StepError/abandoned`` when the observer says that nobody waits any more.
  private func residual(
    _ block: PlannedBlock, input: Tensor, weights: Weights?, hasShortcut: Bool,
    observer: @escaping ForwardProgress.Observer
  ) throws(StepError) -> ResidualSteps {
    var counter = ForwardCounter(count: block.block.nodes.upperBound, observer)
    let network = PlainNetwork(
      matching: try self.weights(weights, of: block.graph), graph: block.graph)
    guard self.network != nil else {
      return try ResidualSteps(
        block: block.block, of: network, input: input, statistics: .input,
        hasShortcut: hasShortcut, &counter)
    }
    var activations = Activations(
      of: block.graph, on: input.reshaped(to: Shape([1] + input.shape.sizes)), mode: .inference)
    for node in 0..<block.block.nodes.lowerBound {
      try counter.begin(block.graph.nodes[node].name)
      network.evaluate(node, into: &activations)
    }
    return try ResidualSteps(
      block: block.block, of: network,
      input: activations.picture(0, of: block.graph.input(of: block.block)),
      statistics: .running, hasShortcut: hasShortcut, &counter)
  }

  /// The block that is asked for, in the graph that it stands in.
  private func block(for input: Shape, classes: Int?) throws(StepError) -> PlannedBlock {
    guard input.rank == 3 else { throw .inputRank(input) }
    if let stride, stride.height != stride.width { throw .unequalStride(stride) }
    guard let graph = try graph(for: input, classes: classes) else {
      return try .fresh(input: input, channels: channels, stride: stride?.height ?? 1)
    }
    guard let name = block else { throw .missing(option: .block, operation: operation) }
    guard let block = graph.block(named: name) else {
      let known = graph.allBlocks.map(\.name)
      throw .unknownBlock(
        name, network: graph.name, known: known,
        suggestion: closestSpelling(to: name, among: known))
    }
    return PlannedBlock(graph: graph, block: block)
  }

  /// What a network takes where no input is given, `[C, H, W]`; `nil` for an unknown one.
  static func defaultInput(of network: String) -> Shape? { try? Zoo.defaultInput(of: network) }

  /// Refuses what does not go together with a network's block.
  func checkNetwork() throws(StepError) {
    if network == nil, block != nil || weights != nil || classes != nil {
      throw .missing(option: .network, operation: operation)
    }
    guard network != nil else { return }
    if block == nil { throw .missing(option: .block, operation: operation) }
    if channels != nil { throw .misplacedWithNetwork(option: .channels) }
    if stride != nil { throw .misplacedWithNetwork(option: .stride) }
  }

  private func weights(_ given: Weights?, of graph: Graph) throws(StepError) -> Weights {
    do {
      guard let given else { return try graph.initialWeights(seed: seed ?? 0) }
      return try graph.matching(given)
    } catch {
      let option: StepOption = given != nil ? .weights : network != nil ? .network : .channels
      throw .network(option: option, error.explanation)
    }
  }
}
