/// The two ways through a block as lines beside its stages: the work on the right, the shortcut on the left, and where
/// they meet. What `show` draws and what the residual block's screen lights are one drawing.
enum BlockGutter: Hashable {
  case plain
  case path(isFirst: Bool)
  case shortcut
  case join
  case end

  var text: String {
    switch self {
    case .plain: "●"
    case .path(isFirst: true): "├─●"
    case .path(isFirst: false): "│ ●"
    case .shortcut: "● │"
    case .join: "⊕─┘"
    case .end: "●"
    }
  }
}
