extension Graph {
  /// Nodes that belong together on the page, as a tree: branches side by side, where they meet, and
  /// the blocks inside.
  public struct Block: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case residual, plain }

    /// `layer2.0`
    public let name: String
    public let kind: Kind
    /// The nodes of the whole block, those of the blocks inside among them.
    public let nodes: Range<Int>
    /// Side by side, in the order in which the join takes them; one alone where nothing is joined.
    public let branches: [Branch]
    /// The node where the branches meet, a sum or a concatenation; `nil` where there is one branch.
    public let join: Int?
    /// Blocks inside, in order: those of a stage.
    public let blocks: [Block]

    init(
      name: String, kind: Kind, nodes: Range<Int>, branches: [Branch], join: Int? = nil,
      blocks: [Block] = []
    ) {
      self.name = name
      self.kind = kind
      self.nodes = nodes
      self.branches = branches
      self.join = join
      self.blocks = blocks
    }

    /// The branch that leads past the others, if there is one.
    public var shortcutBranch: Branch? { branches.first { $0.role == .shortcut } }

    /// The branch on which a node stands; `nil` from the join on.
    public func branch(of node: Int) -> Branch? { branches.first { $0.nodes.contains(node) } }
  }

  /// One way through a block, of nodes one after another.
  public struct Branch: Hashable, Sendable {
    public enum Role: Hashable, Sendable {
      /// Where the work is done.
      case path
      /// Past it: the identity where it has no nodes.
      case shortcut
    }

    public let role: Role
    public let nodes: Range<Int>

    public init(_ role: Role = .path, nodes: Range<Int>) {
      self.role = role
      self.nodes = nodes
    }
  }

  /// Every block, those inside others after them.
  public var allBlocks: [Block] {
    func within(_ block: Block) -> [Block] { [block] + block.blocks.flatMap(within) }
    return blocks.flatMap(within)
  }

  /// The block of that name: `layer2.0`.
  public func block(named name: String) -> Block? { allBlocks.first { $0.name == name } }

  /// The innermost block in which a node stands.
  public func block(containing node: Int) -> Block? {
    allBlocks.last { $0.nodes.contains(node) }
  }

  /// Where a block takes its input from.
  public func input(of block: Block) -> Source { nodes[block.nodes.lowerBound].inputs[0] }
}
