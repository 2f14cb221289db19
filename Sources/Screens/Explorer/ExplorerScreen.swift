import Interface
import Networks
import Stepping
import Tensors
import Training

/// The network explorer: the graph as a tree that folds, and the layer that is chosen in full.
struct ExplorerScreen: Screen {
  private(set) var arguments: ShowArguments
  private(set) var content: Result<ExplorerTree, Explanation>
  private(set) var open: Set<ExplorerTree.Item> = []
  private(set) var selected = ExplorerTree.Item.node(0)
  /// The chosen line in the list of networks, while it is open.
  private(set) var choice: Int?

  init(_ arguments: ShowArguments) {
    self.arguments = arguments
    content = Self.load(arguments)
    lookAround()
  }

  private static func load(_ arguments: ShowArguments) -> Result<ExplorerTree, Explanation> {
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
  private mutating func lookAround() {
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
    let format = NumberFormat(context.language)
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

  func keys(in context: ScreenContext) -> [KeyHint] {
    let language = context.language
    if choice != nil {
      return [
        KeyHint("↑↓", ExplorerText.choose[language]),
        KeyHint("Enter", ExplorerText.show[language]),
      ]
    }
    var keys: [KeyHint] = []
    if tree != nil {
      keys.append(KeyHint("↑↓", ExplorerText.move[language]))
      if isFoldable(selected) {
        keys.append(
          open.contains(selected)
            ? KeyHint("←", ExplorerText.fold[language])
            : KeyHint("→", ExplorerText.unfold[language]))
      } else if tree?.parent(of: selected) != nil {
        keys.append(KeyHint("←", ExplorerText.fold[language]))
      }
      if let target = target(in: context) {
        keys.append(
          KeyHint(
            "Enter",
            (target.request.operation == .residual ? ExplorerText.stepBlock : .stepLayer)[language])
        )
      }
    }
    keys.append(KeyHint("c", ExplorerText.otherNetwork[language]))
    if tree != nil { keys.append(KeyHint("t", ExplorerText.train[language])) }
    return keys
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    func hint(_ keys: String, _ label: ExplorerText) -> KeyHint { KeyHint(keys, label[language]) }
    return HelpPage(
      title: ExplorerText.title[language], paragraphs: ExplorerHelp.allCases.map { $0[language] },
      keys: [
        hint("↑ ↓", .move), hint("→", .unfold), hint("←", .fold), hint("Enter", .stepLayer),
        hint("c", .otherNetwork), hint("t", .train),
      ])
  }

  mutating func stepOut(in context: ScreenContext) -> Bool {
    guard choice != nil else { return false }
    choice = nil
    return true
  }

  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    switch event {
    case .key(let key): return choice == nil ? press(key, in: context) : choose(key)
    case .mouse(let mouse): return point(mouse, in: context)
    case .paste, .resize, .tick: return []
    }
  }

  func isFoldable(_ item: ExplorerTree.Item) -> Bool {
    if case .node = item { false } else { true }
  }
}

// MARK: Keys

extension ExplorerScreen {
  private mutating func press(_ key: Key, in context: ScreenContext) -> [ScreenAction] {
    switch key {
    case .character("c"):
      choice = Zoo.names.firstIndex(of: arguments.network) ?? 0
    case .character("t"):
      guard let tree else { break }
      return [.open(.train(TrainArguments(options: RecipeOptions(network: tree.graph.name))))]
    case .up, .character("k"): move(by: -1)
    case .down, .character("j"): move(by: 1)
    case .pageUp: move(by: -10)
    case .pageDown: move(by: 10)
    case .home: move(by: -rows.count)
    case .end: move(by: rows.count)
    case .right, .character("l"):
      if isFoldable(selected) { open.insert(selected) }
    case .left, .character("h"): fold()
    case .space:
      if !isFoldable(selected) { break }
      if open.contains(selected) { fold() } else { open.insert(selected) }
    case .enter: return goIn(in: context)
    default: break
    }
    return []
  }

  private mutating func choose(_ key: Key) -> [ScreenAction] {
    guard let index = choice else { return [] }
    switch key {
    case .up, .character("k"): choice = max(0, index - 1)
    case .down, .character("j"): choice = min(Zoo.names.count - 1, index + 1)
    case .enter:
      // Another network has its own input and classes.
      arguments = ShowArguments(network: Zoo.names[index])
      content = Self.load(arguments)
      choice = nil
      lookAround()
    default: break
    }
    return []
  }

  private mutating func point(_ mouse: Mouse, in context: ScreenContext) -> [ScreenAction] {
    guard choice == nil, tree != nil else { return [] }
    switch mouse.action {
    case .wheelUp: move(by: -1)
    case .wheelDown: move(by: 1)
    case .press:
      guard let row = row(at: mouse.point, in: context.area) else { break }
      let item = rows[row].item
      if item != selected {
        selected = item
      } else if isFoldable(item), !open.contains(item) {
        open.insert(item)
      } else {
        return goIn(in: context)
      }
    }
    return []
  }

  private mutating func move(by offset: Int) {
    let rows = rows
    guard !rows.isEmpty else { return }
    selected = rows[min(max(0, selectedRow + offset), rows.count - 1)].item
  }

  /// Folds what is chosen, else what it stands in.
  private mutating func fold() {
    if open.contains(selected) {
      open.remove(selected)
    } else if let parent = tree?.parent(of: selected) {
      selected = parent
      open.remove(parent)
    }
  }

  private mutating func goIn(in context: ScreenContext) -> [ScreenAction] {
    if let target = target(in: context) { return [.open(.step(target))] }
    if isFoldable(selected) { open.insert(selected) }
    return []
  }

  /// The command that steps through what is chosen; `nil` where there is no stepper for it.
  func target(in context: ScreenContext) -> StepArguments? {
    guard let tree else { return nil }
    switch selected {
    case .stage: return nil
    case .block(let index):
      guard tree.graph.blocks[index].kind == .residual else { return nil }
      var request = StepRequest(.residual)
      request.network = tree.graph.name
      request.block = tree.graph.blocks[index].name
      return StepArguments(request)
    case .node(let index):
      return LayerStep(tree.graph, node: index, datasets: context.environment.datasets).arguments
    }
  }
}
