import Tensors

/// A network as a graph: ONE description that is drawn, stepped and trained.
///
/// Nodes stand in the order of execution; a node's inputs are earlier nodes or the network's input.
/// A sum has two inputs: the residual branch first, then the shortcut.
public struct Graph: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    case input
    case node(Int)
  }

  public struct Node: Hashable, Sendable {
    /// PyTorch's module path: `0`, `layer2.0.conv1`; a sum is `BLOCK.add`.
    public let name: String
    public let layer: Layer
    public let inputs: [Source]
    public let outputShape: Shape

    public init(name: String, layer: Layer, inputs: [Source], outputShape: Shape) {
      self.name = name
      self.layer = layer
      self.inputs = inputs
      self.outputShape = outputShape
    }
  }

  /// Nodes that belong together on the page: a residual block with its branches.
  public struct Block: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case residual, plain }

    /// `layer2.0`
    public let name: String
    public let kind: Kind
    /// The nodes of the whole block.
    public let nodes: Range<Int>
    /// Named branches in the order in which they are drawn: `main`, and `shortcut` (empty for the identity).
    public let branches: [Branch]

    public init(name: String, kind: Kind, nodes: Range<Int>, branches: [Branch]) {
      self.name = name
      self.kind = kind
      self.nodes = nodes
      self.branches = branches
    }
  }

  public struct Branch: Hashable, Sendable {
    public let name: String
    public let nodes: [Int]

    public init(name: String, nodes: [Int]) {
      self.name = name
      self.nodes = nodes
    }
  }

  /// The name in the zoo: `resnet8`.
  public let name: String
  /// `[C, H, W]`
  public let inputShape: Shape
  public let nodes: [Node]
  public let blocks: [Block]

  public init(name: String, inputShape: Shape, nodes: [Node], blocks: [Block] = []) {
    self.name = name
    self.inputShape = inputShape
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
}
