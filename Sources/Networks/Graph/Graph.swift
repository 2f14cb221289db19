import Operations
import Tensors

/// A network as a graph: ONE description that is drawn, stepped and trained.
///
/// Nodes stand in the order of execution; a node's inputs are earlier nodes or the network's input.
/// A sum has two inputs: the residual branch first, then the shortcut; a concatenation has many. Only ``GraphBuilder`` makes a
/// graph, so that every graph has shapes that fit and costs that do not overflow.
public struct Graph: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    case input
    case node(Int)
  }

  public struct Node: Hashable, Sendable {
    /// PyTorch's module path: `0`, `layer2.0.conv1`; a sum is `BLOCK.add`.
    ///
    /// A module that runs twice (the ReLU of a residual block) has two nodes of one name; only
    /// names of layers with parameters are unique.
    public let name: String
    public let layer: Layer
    public let inputs: [Source]
    public let outputShape: Shape

    init(name: String, layer: Layer, inputs: [Source], outputShape: Shape) {
      self.name = name
      self.layer = layer
      self.inputs = inputs
      self.outputShape = outputShape
    }
  }

  /// Where a fresh network's weights come from (biases, always: PyTorch's default).
  public enum Initialization: Hashable, Sendable {
    /// Glorot and Bengio 2010: uniform in +-sqrt(6 / (fan-in + fan-out)), as D2L's LeNets.
    case xavierUniform
    /// Uniform in +-1 / sqrt(fan-in), which is Kaiming's with a = sqrt(5): PyTorch's default.
    case standard
  }

  /// The name in the zoo: `resnet8`.
  public let name: String
  /// `[C, H, W]`
  public let inputShape: Shape
  public let initialization: Initialization
  public let nodes: [Node]
  /// The outermost blocks, in order; blocks inside are theirs.
  public let blocks: [Block]

  init(
    name: String, inputShape: Shape, initialization: Initialization, nodes: [Node], blocks: [Block]
  ) {
    self.name = name
    self.inputShape = inputShape
    self.initialization = initialization
    self.nodes = nodes
    self.blocks = blocks
  }

  public func shape(of source: Source) -> Shape {
    switch source {
    case .input: inputShape
    case .node(let index): nodes[index].outputShape
    }
  }

  /// The shape of the logits, `[classes]`.
  public var outputShape: Shape { nodes.last?.outputShape ?? inputShape }

  /// The number of logits.
  public var classes: Int { outputShape.count }
}
