import Ground
import Operations
import Tensors

extension Graph.Block {
  /// One node of a block, with the branch it stands on.
  public struct Stage: Hashable, Sendable {
    public enum Place: Hashable, Sendable {
      case main
      case shortcut
      /// After the branches have met: the sum and the last ReLU.
      case joined
    }

    public let node: Int
    public let place: Place
    /// `convolution 3x3, padding 1`
    public let title: Bilingual
  }

  /// Where the shortcut leads.
  public enum Shortcut: Hashable, Sendable {
    /// A plain block has none.
    case none
    case identity
    /// A 1x1 convolution (with batch normalisation), where the shape changes.
    case projection
  }

  public var shortcut: Shortcut {
    guard let branch = shortcutBranch else { return .none }
    return branch.nodes.isEmpty ? .identity : .projection
  }
}

extension Graph.Block.Kind {
  public var title: Bilingual {
    switch self {
    case .residual: Bilingual("residual block", "khối phần dư")
    case .plain: Bilingual("plain block", "khối thường")
    }
  }
}

extension Graph.Block.Shortcut {
  public var title: Bilingual {
    switch self {
    case .none: Bilingual("no shortcut", "không có đường tắt")
    case .identity: Bilingual("identity shortcut", "đường tắt đồng nhất")
    case .projection: Bilingual("1x1 shortcut", "đường tắt tích chập 1x1")
    }
  }
}

extension Graph {
  /// What a block consists of, in the order of execution.
  public func stages(of block: Block) -> [Block.Stage] {
    block.nodes.map { index in
      let place: Block.Stage.Place =
        switch block.branch(of: index)?.role {
        case .path: .main
        case .shortcut: .shortcut
        case nil: .joined
        }
      return Block.Stage(
        node: index, place: place, title: nodes[index].layer.title)
    }
  }
}
