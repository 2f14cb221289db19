import Commands
import Interface
import Networks
import Stepping
import Tensors
import Training

/// Keys and the mouse: moving in the tree, folding it, going in.
extension ExplorerScreen {
  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    switch event {
    case .key(let key): return choice == nil ? press(key, in: context) : choose(key)
    case .mouse(let mouse): return point(mouse, in: context)
    case .paste, .resize, .tick: return []
    }
  }

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
      return LayerStep(tree.graph, node: index, in: context.environment).arguments
    }
  }
}
