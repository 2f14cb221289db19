import Ground
import Commands
import Interface
import Operations
import Networks
import Stepping
import Tensors
import Training

/// The network explorer: the graph as a tree that folds, and the layer that is chosen in full.
struct ExplorerScreen: Screen {
  var arguments: ShowArguments
  var content: Result<ExplorerTree, Explanation>
  var open: Set<ExplorerTree.Item> = []
  var selected = ExplorerTree.Item.node(0)
  /// The chosen line in the list of networks, while it is open.
  var choice: Int?

  init(_ arguments: ShowArguments) {
    self.arguments = arguments
    content = Self.load(arguments)
    lookAround()
  }

  static func load(_ arguments: ShowArguments) -> Result<ExplorerTree, Explanation> {
    do {
      return .success(
        ExplorerTree(
          try Zoo.graph(
            arguments.network, input: arguments.inputShape, classes: arguments.classes ?? 10)))
    } catch {
      return .failure(Explanation(error))
    }
  }

  /// What is seen at first: the block where the shape changes, opened, since it says the most.
  mutating func lookAround() {
    open = []
    selected = .node(0)
    guard let tree, let block = tree.graph.blocks.firstIndex(where: { $0.nodes.count > 1 }) else {
      return
    }
    let chosen = tree.graph.blocks.firstIndex { $0.shortcut == .projection } ?? block
    open = [.block(chosen)]
    if let stage = tree.parent(of: .block(chosen)) { open.insert(stage) }
    selected = .block(chosen)
  }

  var tree: ExplorerTree? { try? content.get() }

  var rows: [ExplorerTree.Row] { tree?.rows(open: open) ?? [] }

  var selectedRow: Int { rows.firstIndex { $0.item == selected } ?? 0 }

  func path(in context: ScreenContext) -> [String] {
    let title = ExplorerText.title[context.language]
    guard let tree else { return [title, arguments.network] }
    return [
      title,
      ExplorerText.at.filled(
        tree.graph.name, "\(tree.graph.inputShape)", in: context.language),
    ]
  }

  func details(in context: ScreenContext) -> String {
    guard let tree else { return "" }
    let format = context.numbers
    let cost = tree.graph.cost
    let parts = [
      ExplorerText.parameters.filled(format.integer(cost.parameters), in: context.language),
      ExplorerText.multiplyAdds.filled(
        format.compact(cost.multiplyAdds), in: context.language),
    ]
    let place = TextWidth.width(of: path(in: context).joined(separator: " › "))
    return [parts.joined(separator: "   "), parts[0]].first {
      place + TextWidth.width(of: $0) + 4 <= context.area.columns
    } ?? ""
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    return HelpPage(
      title: ExplorerText.title[language], paragraphs: ExplorerHelp.allCases.map { $0[language] })
  }

  func isFoldable(_ item: ExplorerTree.Item) -> Bool {
    if case .node = item { false } else { true }
  }
}
