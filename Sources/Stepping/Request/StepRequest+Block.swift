import Ground
import Networks
import Operations
import Tensors

/// A block that was found with all that it takes, before any of its numbers is loaded.
struct PendingBlock {
  let planned: PlannedBlock
  let tensors: StepOperands<PendingTensor>
  /// The network that it is a block of; `nil` for one that stands alone.
  let source: (any NetworkSource)?

  var outputShape: Shape {
    planned.graph.nodes[planned.block.nodes.upperBound - 1].outputShape
  }
}

extension StepRequest {
  /// The steps of a block.
  ///
  /// - Parameter input: what enters a block that stands alone; for a block of a network the picture that
  ///   enters the NETWORK, which is built for its shape and evaluated up to the block.
  /// - Throws: errors that conform to `ExplainedError`; ``StepError`` names the option at fault.
  public func blockSteps(
    input: Tensor, from networks: NetworkFinder = .zoo, memoryLimit: Int = ProcessMemory.limit
  ) throws -> BlockSteps {
    try blockSteps(
      pendingBlock(
        StepOperands(input: PendingTensor(input)), from: networks, for: .screen,
        memoryLimit: memoryLimit))
  }

  /// The block on a picture that is found, once all of the request has been priced.
  ///
  /// A block behind many operations, or of many channels, takes its time.
  ///
  /// - Throws: also ``StepError/abandoned`` when the observer says that nobody waits any more.
  func blockSteps(
    loading loader: TensorLoader, from networks: NetworkFinder, for use: StepUse,
    observer: @escaping ForwardProgress.Observer = { _ in true }
  ) throws -> BlockSteps {
    try blockSteps(
      pendingBlock(loading: loader, from: networks, for: use), observer: observer)
  }

  func pendingBlock(
    loading loader: TensorLoader, from networks: NetworkFinder, for use: StepUse
  ) throws -> PendingBlock {
    try pendingBlock(
      try pendingTensors(from: loader), from: networks, for: use, memoryLimit: loader.memoryLimit)
  }

  private func pendingBlock(
    _ tensors: StepOperands<PendingTensor>, from networks: NetworkFinder, for use: StepUse,
    memoryLimit: Int
  ) throws -> PendingBlock {
    guard tensors.input.shape.rank == 3 else { throw StepError.inputRank(tensors.input.shape) }
    let source = try network.map { network throws in try networks.source(of: self, network) }
    let block = PendingBlock(
      planned: try plannedBlock(tensors.map { $0.shape }, of: source), tensors: tensors,
      source: source)
    try price(of: block, for: use).require(within: memoryLimit)
    return block
  }

  /// Everything that the block takes, and what is made of it.
  private func price(of block: PendingBlock, for use: StepUse) -> StepPrice {
    var price = block.planned.price(
      of: block.tensors.input.price, weightsOption: network == nil ? .channels : .network,
      use: includesOutput ? use : .screen)
    for (option, tensor) in block.tensors.named where option != .input {
      price.add(.tensor(tensor.shape), option, tensor.price)
    }
    let step = StepCost.bytesPerTerm(use)
    guard isBackward else {
      price.add(.terms(block.planned.termsPerStep), .input, bytesEach: step)
      return price
    }
    // Going back makes a gradient of every map, and a cell may have a part in all of the output.
    let number = MemoryLayout<Double>.size
    for node in block.planned.graph.nodes[block.planned.block.nodes] {
      price.add(.tensor(node.outputShape), .input, bytesEach: 3 * number)
    }
    price.add(.terms(block.outputShape.count), .input, bytesEach: step)
    return price
  }

  private func blockSteps(
    _ pending: PendingBlock, observer: @escaping ForwardProgress.Observer = { _ in true }
  ) throws -> BlockSteps {
    let (graph, block) = (pending.planned.graph, pending.planned.block)
    let tensors = try pending.tensors.map { tensor throws in try tensor.load() }
    var counter = ForwardCounter(count: block.nodes.upperBound, observer)
    guard let source = pending.source else {
      return try BlockSteps(
        block: block, of: try network(of: graph, tensors), input: tensors.input,
        statistics: .input, origin: operation == .residual ? .initial(seed: seed ?? 0) : nil,
        as: operation, &counter)
    }
    let network = try source.network(for: tensors.input.shape)
    var activations = Activations(
      of: graph, on: tensors.input.reshaped(to: Shape([1] + tensors.input.shape.sizes)),
      mode: .inference)
    for node in 0..<block.nodes.lowerBound {
      try counter.begin(graph.nodes[node].name)
      network.evaluate(node, into: &activations)
    }
    return try BlockSteps(
      block: block, of: network, input: activations.picture(0, of: graph.input(of: block)),
      statistics: .running, origin: source.origin, as: operation, &counter)
  }

  /// The block that is asked for, in the graph that it stands in.
  private func plannedBlock(
    _ shapes: StepOperands<Shape>, of source: (any NetworkSource)?
  ) throws -> PlannedBlock {
    guard let source else {
      if operation == .separable { return try separableBlock(on: shapes) }
      if let stride, stride.height != stride.width { throw StepError.unequalStride(stride) }
      return try .fresh(input: shapes.input, channels: channels, stride: stride?.height ?? 1)
    }
    let graph: Graph
    do {
      graph = try source.graph(for: shapes.input)
    } catch {
      throw StepError.network(option: .network, error.explanation)
    }
    guard let name = block else { throw StepError.missing(option: .block, operation: operation) }
    guard let block = graph.block(named: name) else {
      let known = graph.allBlocks.map(\.name)
      throw StepError.unknownBlock(
        name, network: graph.name, known: known,
        suggestion: closestSpelling(to: name, among: known))
    }
    return PlannedBlock(graph: graph, block: block)
  }

  /// The numbers of a block that stands alone: drawn from the seed, or as they were given.
  private func network(of graph: Graph, _ tensors: StepTensors) throws -> PlainNetwork {
    if operation == .separable {
      return PlainNetwork(graph: graph, parameters: separableParameters(tensors, of: graph))
    }
    do {
      return PlainNetwork(
        matching: try graph.initialWeights(seed: seed ?? 0), graph: graph)
    } catch {
      throw StepError.network(option: .channels, error.explanation)
    }
  }

  /// What a network takes where no input is given, `[C, H, W]`; `nil` for an unknown one.
  static func defaultInput(of network: String) -> Shape? { try? Zoo.defaultInput(of: network) }

  /// Refuses what does not go together with a network's block, or is missing beside it.
  func checkBlockOptions() throws(StepError) {
    if network == nil, block != nil || weights != nil || classes != nil {
      throw .missing(option: .network, operation: operation)
    }
    guard network != nil else { return }
    if block == nil { throw .missing(option: .block, operation: operation) }
    if channels != nil { throw .misplacedWithNetwork(option: .channels) }
    if stride != nil { throw .misplacedWithNetwork(option: .stride) }
  }
}
