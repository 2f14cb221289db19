import Ground
import Networks
import Operations
import Tensors

/// Finds the network of a request: of the zoo, fresh or with a file of weights, or a checkpoint's.
public struct NetworkFinder: Sendable {
  private let find: @Sendable (StepRequest, _ network: String) throws -> any NetworkSource

  /// - Parameter find: finds the network of that name or path, with the request's weights and classes.
  public init(
    _ find: @escaping @Sendable (StepRequest, _ network: String) throws -> any NetworkSource
  ) {
    self.find = find
  }

  func source(of request: StepRequest, _ network: String) throws -> any NetworkSource {
    if let held = request.held { return held.network }
    do {
      return try find(request, network)
    } catch let error as NetworkError {
      throw StepError.network(option: .network, error.explanation)
    }
  }

  /// Knows the zoo alone.
  public static let zoo = NetworkFinder { request, network in
    guard let path = request.weights else {
      return try FreshNetwork(network, classes: request.classes ?? 10, seed: request.seed ?? 0)
    }
    return try SavedNetwork(
      network, weights: Safetensors.open(path), at: path, classes: request.classes)
  }
}

/// A layer of a network on what enters it.
public struct LayerSteps: Hashable, Sendable {
  public let steps: Steps
  /// `lenet`
  public let network: String
  /// PyTorch's module path: `layer1.0.conv1`.
  public let layer: String
  public let origin: WeightsOrigin

  /// `lenet, 0: weights as initialised, seed 0`; without parameters `lenet, 1`.
  public var title: Bilingual {
    let place = "\(network), \(layer)"
    guard !steps.parameters.isEmpty else { return Bilingual(place, place) }
    return Bilingual(
      "\(place): \(origin.title.english)", "\(place): \(origin.title.vietnamese)")
  }
}

extension StepRequest {
  /// A layer of a network of the zoo; `nil` for one that computes nothing to step through.
  public init?(layer node: Int, of graph: Graph) {
    let kind = graph.nodes[node].layer.kind
    guard let operation = Operation.allCases.first(where: { $0.kind == kind }) else { return nil }
    self.init(operation)
    network = graph.name
    layer = graph.layerNames[node]
  }

  /// The layer of `--network` and `--layer`, with that network's weights, on what the network makes of the
  /// input up to it.
  ///
  /// - Parameters:
  ///   - loader: reads the picture; without `--input` it is random, of the network's shape.
  ///   - use: what will be made of the steps.
  ///   - observer: told of every operation before the layer.
  /// - Throws: errors that conform to `ExplainedError`; ``StepError`` names the option at fault.
  public func layerSteps(
    loading loader: TensorLoader, from networks: NetworkFinder, for use: StepUse,
    observer: @escaping ForwardProgress.Observer = { _ in true }
  ) throws -> LayerSteps {
    let planned = try plannedLayer(loading: loader, from: networks, for: use)
    let (graph, node) = (planned.graph, planned.graph.nodes[planned.node])
    let picture = try planned.picture.load()
    let network = try planned.source.network(for: picture.shape)
    var counter = ForwardCounter(count: planned.node + 1, observer)
    var activations = Activations(
      of: graph, on: picture.reshaped(to: Shape([1] + picture.shape.sizes)), mode: .inference)
    for index in 0..<planned.node {
      try counter.begin(graph.nodes[index].name)
      network.evaluate(index, into: &activations)
    }
    try counter.begin(node.name)
    let steps: Steps
    do {
      steps = try Steps(
        node.layer, inputs: node.inputs.map { activations.picture(0, of: $0) },
        parameters: network.parameters(ofNode: planned.node), mode: .inference)
    } catch {
      throw StepError.operation(error, operation)
    }
    let arriving = try gradient.map { try loader.input($0, field: "gradient") }
    return LayerSteps(
      steps: isBackward ? try backward(steps, gradient: arriving) : steps,
      network: graph.name, layer: layer ?? node.name, origin: planned.source.origin)
  }

  /// Refuses a layer that could not be opened, before anything is computed.
  ///
  /// - Throws: what ``layerSteps(loading:from:for:observer:)`` would.
  func checkLayer(loading loader: TensorLoader, from networks: NetworkFinder) throws {
    let planned = try plannedLayer(loading: loader, from: networks, for: .screen)
    let output = planned.graph.nodes[planned.node].outputShape
    if !isBackward, let place, Extent(output).shape.index(ofPlace: place) == nil {
      throw StepError.outside(place, Extent(output).shape)
    }
  }

  /// The layer in its graph, and the picture that was found, once all of the request has been priced.
  private func plannedLayer(
    loading loader: TensorLoader, from networks: NetworkFinder, for use: StepUse
  ) throws -> PlannedLayer {
    try check(forReport: true)
    guard let network else { throw StepError.missing(option: .network, operation: operation) }
    guard let layer else { throw StepError.missing(option: .layer, operation: operation) }
    let source = try networks.source(of: self, network)
    let picture = try loader.pendingInput(input ?? .filled(.random(seed: 0), source.shape))
    guard picture.shape.rank == 3 else { throw StepError.inputRank(picture.shape) }
    let graph = try source.graph(for: picture.shape)
    let planned = PlannedLayer(
      source: source, graph: graph, node: try node(of: layer, in: graph), picture: picture)
    try planned.price(of: self, use: use).require(within: loader.memoryLimit)
    return planned
  }

  /// Refuses what does not go together with a network's layer.
  func checkLayerOptions() throws(StepError) {
    let ofLayer = StepDeclaration.ofLayer
    guard network != nil || layer != nil else {
      for option in ofLayer.subtracting(operation.declaration.ownOptions)
        .sorted(by: { $0.rawValue < $1.rawValue }) where option.isGiven(in: self)
      {
        throw .missing(option: .network, operation: operation)
      }
      return
    }
    for option in [StepOption.network, .layer] where !option.isGiven(in: self) {
      throw .missing(option: option, operation: operation)
    }
    let allowed = ofLayer.union(StepDeclaration.backward).union(StepDeclaration.everywhere)
    for option in StepOption.allCases where option.isGiven(in: self) && !allowed.contains(option) {
      throw .misplacedWithNetwork(option: option)
    }
  }

  /// The node of a layer's name, of this request's operation.
  private func node(of name: String, in graph: Graph) throws(StepError) -> Int {
    let names = graph.layerNames
    guard
      let node = names.firstIndex(of: name) ?? graph.nodes.firstIndex(where: { $0.name == name })
    else {
      let known = names.indices.filter { graph.nodes[$0].layer.kind == operation.kind }
        .map { names[$0] }
      throw .unknownLayer(
        name, network: graph.name, operation, known: known,
        suggestion: closestSpelling(to: name, among: names))
    }
    let kind = graph.nodes[node].layer.kind
    guard kind == operation.kind else {
      throw .layerKind(
        name, kind, steppedAs: Operation.allCases.first { $0.kind == kind }, asked: operation)
    }
    return node
  }
}

/// A layer in its graph, before any number of it is there.
private struct PlannedLayer {
  let source: any NetworkSource
  let graph: Graph
  let node: Int
  let picture: PendingTensor

  /// What the layer takes, and every map up to it.
  func price(of request: StepRequest, use: StepUse) -> StepPrice {
    var price = StepPrice(
      of: graph, upTo: node, input: picture.price, option: .network)
    let layer = graph.nodes[node]
    let operands = layer.inputs.map { Extent(graph.shape(of: $0)).shape }
    var shapes = StepOperands(input: operands[0])
    shapes.others = Array(operands.dropFirst())
    price.add(
      StepPlan(layer: layer.layer).price(
        of: request, on: shapes, output: Extent(layer.outputShape).shape, use: use))
    return price
  }
}

extension Graph {
  /// The names of the nodes, each but once: a module that runs twice is `relu1`, then `relu2`.
  public var layerNames: [String] {
    var counts: [String: Int] = [:]
    for node in nodes { counts[node.name, default: 0] += 1 }
    var seen: [String: Int] = [:]
    return nodes.map { node in
      guard counts[node.name, default: 0] > 1 else { return node.name }
      seen[node.name, default: 0] += 1
      return node.name + String(seen[node.name, default: 0])
    }
  }
}
