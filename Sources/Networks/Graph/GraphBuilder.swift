import Operations
import Tensors

/// Builds a graph node by node and infers every shape on the way.
///
/// Each verb adds a node after `source`, or after the latest node where none is given, and returns
/// where its output can be found. What fits no 64-bit number (a shape, the parameters, the
/// multiply-adds, a receptive field) is refused here, so that no later arithmetic on a graph overflows.
public struct GraphBuilder: Sendable {
  public let name: String
  public let inputShape: Shape
  public let initialization: Graph.Initialization
  /// The output of the latest node; the network's input at first.
  public private(set) var latest = Graph.Source.input
  private var nodes: [Graph.Node] = []
  private var blocks: [Graph.Block] = []
  private var namesWithParameters: Set<String> = []
  private var fields: [ReceptiveField?] = []
  private var total = LayerCost.zero

  /// - Parameter input: `[C, H, W]`, every size 1 or more.
  public init(
    name: String, input: Shape, initialization: Graph.Initialization
  ) throws(NetworkError) {
    guard input.rank == 3, input.sizes.allSatisfy({ $0 >= 1 }) else {
      throw .inputShape(input.sizes)
    }
    self.name = name
    self.inputShape = input
    self.initialization = initialization
  }

  public func shape(of source: Graph.Source) -> Shape {
    switch source {
    case .input: inputShape
    case .node(let index): nodes[index].outputShape
    }
  }

  /// Adds any layer; its channels and features must be those of its inputs.
  @discardableResult
  public mutating func add(
    _ layer: Layer, named name: String, to inputs: [Graph.Source]
  ) throws(NetworkError) -> Graph.Source {
    let place = NetworkError.Place(name: name, kind: layer.kind)
    let output: Shape
    do {
      output = try layer.outputShape(of: inputs.map(shape(of:)))
    } catch {
      throw .operation(place, error)
    }
    guard let cost = layer.cost(output: output), let sum = total.adding(cost) else {
      throw .operation(place, .tooLarge)
    }
    let field: ReceptiveField?
    do {
      field = try layer.receptiveField(
        of: inputs.map { $0.field(in: fields) }, inputs: inputs.map(shape(of:)))
    } catch {
      throw .operation(place, .tooLarge)
    }
    if cost.parameters > 0 {
      guard namesWithParameters.insert(name).inserted else { throw .duplicateName(place) }
    }
    total = sum
    fields.append(field)
    nodes.append(Graph.Node(name: name, layer: layer, inputs: inputs, outputShape: output))
    latest = .node(nodes.count - 1)
    return latest
  }

  @discardableResult
  public mutating func convolution(
    _ name: String, channels: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
    hasBias: Bool = true, after source: Graph.Source? = nil
  ) throws(NetworkError) -> Graph.Source {
    let source = source ?? latest
    let layer = Convolution(
      inputChannels: shape(of: source)[0], outputChannels: channels,
      window: Window(kernel: Pair(kernel), stride: Pair(stride), padding: Pair(padding)),
      hasBias: hasBias)
    return try add(.convolution(layer), named: name, to: [source])
  }

  @discardableResult
  public mutating func linear(
    _ name: String, features: Int, after source: Graph.Source? = nil
  ) throws(NetworkError) -> Graph.Source {
    let source = source ?? latest
    let layer = Linear(inputFeatures: shape(of: source)[0], outputFeatures: features)
    return try add(.linear(layer), named: name, to: [source])
  }

  @discardableResult
  public mutating func batchNorm(
    _ name: String, after source: Graph.Source? = nil
  ) throws(NetworkError) -> Graph.Source {
    let source = source ?? latest
    let layer = BatchNorm(channels: shape(of: source)[0])
    return try add(.batchNorm(layer), named: name, to: [source])
  }

  /// A layer that takes its settings from no input: an activation, a pooling, flatten.
  @discardableResult
  public mutating func layer(
    _ name: String, _ layer: Layer, after source: Graph.Source? = nil
  ) throws(NetworkError) -> Graph.Source {
    try add(layer, named: name, to: [source ?? latest])
  }

  /// Where branches meet: a sum of two, or a concatenation of many.
  @discardableResult
  public mutating func join(
    _ name: String, _ layer: Layer, _ branches: [Graph.Source]
  ) throws(NetworkError) -> Graph.Source {
    try add(layer, named: name, to: branches)
  }

  /// Runs `body` and records the nodes that it adds as one block of the page, and the blocks that it
  /// adds as blocks inside.
  ///
  /// - Parameter body: gets the builder and returns the branches and the node where they meet.
  public mutating func block(
    _ name: String, _ kind: Graph.Block.Kind,
    _ body: (inout GraphBuilder) throws(NetworkError) -> (branches: [Graph.Branch], join: Int?)
  ) throws(NetworkError) {
    let (first, outer) = (nodeCount, blocks.count)
    let (branches, join) = try body(&self)
    let inside = Array(blocks[outer...])
    blocks.removeSubrange(outer...)
    blocks.append(
      Graph.Block(
        name: name, kind: kind, nodes: first..<nodeCount, branches: branches, join: join,
        blocks: inside))
  }

  /// Adds nodes and returns them as a branch.
  public mutating func branch(
    _ role: Graph.Branch.Role = .path,
    _ body: (inout GraphBuilder) throws(NetworkError) -> Void
  ) throws(NetworkError) -> Graph.Branch {
    let first = nodeCount
    try body(&self)
    return Graph.Branch(role, nodes: first..<nodeCount)
  }

  /// The number of nodes so far: the index of the next one.
  public var nodeCount: Int { nodes.count }

  public func graph() throws(NetworkError) -> Graph {
    guard !nodes.isEmpty else { throw .noLayers(name) }
    return Graph(
      name: name, inputShape: inputShape, initialization: initialization, nodes: nodes,
      blocks: blocks)
  }
}
