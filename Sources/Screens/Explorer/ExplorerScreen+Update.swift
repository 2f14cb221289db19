import Commands
import Interface
import Operations
import Networks
import Stepping
import Tensors
import Training

/// The mouse; moving in the tree, folding it, going in.
extension ExplorerScreen {
  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    switch event {
    case .mouse(let mouse): return point(mouse, in: context)
    case .key, .paste, .resize, .tick: return []
    }
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

  mutating func move(by offset: Int) {
    let rows = rows
    guard !rows.isEmpty else { return }
    selected = rows[min(max(0, selectedRow + offset), rows.count - 1)].item
  }

  /// Folds what is chosen, else what it stands in.
  mutating func fold() {
    if open.contains(selected) {
      open.remove(selected)
    } else if let parent = tree?.parent(of: selected) {
      selected = parent
      open.remove(parent)
    }
  }

  mutating func goIn(in context: ScreenContext) -> [ScreenAction] {
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
      let block = tree.graph.blocks[index]
      var request = StepRequest(block.kind == .residual ? .residual : .block)
      request.network = tree.graph.name
      request.block = tree.graph.blocks[index].name
      return StepArguments(request)
    case .node(let index):
      // A real picture where there is one of that shape.
      let shape = tree.graph.inputShape
      var request = StepRequest(layer: index, of: tree.graph)
      request?.input = context.environment.picture(of: shape) ?? .filled(.random(seed: 0), shape)
      request?.classes = arguments.classes
      return request.map { StepArguments($0) }
    }
  }
}
