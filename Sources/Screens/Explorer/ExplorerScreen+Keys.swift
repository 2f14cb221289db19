import Commands
import Interface
import Networks
import Training

/// The keys of the explorer: of the tree, and of the list of networks.
extension ExplorerScreen {
  func bindings(in context: ScreenContext) -> [KeyBinding<ExplorerScreen>] {
    choiceBindings + treeBindings(in: context)
  }

  private var choiceBindings: [KeyBinding<ExplorerScreen>] {
    let isChoosing = choice != nil
    return [
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], ExplorerText.choose,
        when: isChoosing
      ) { explorer, step, _ in
        explorer.choice = explorer.choice.map { min(max(0, $0 + step), Zoo.names.count - 1) }
        return []
      },
      KeyBinding(.enter, ExplorerText.show, when: isChoosing) { explorer, _ in
        explorer.showChoice()
        return []
      },
      .out(ExplorerText.keepNetwork, when: isChoosing) { $0.choice = nil },
    ]
  }

  private func treeBindings(in context: ScreenContext) -> [KeyBinding<ExplorerScreen>] {
    let tree = choice == nil ? tree : nil
    let rows = tree == nil ? 0 : self.rows.count
    let canFold = tree != nil && (open.contains(selected) || tree?.parent(of: selected) != nil)
    let canUnfold = tree != nil && isFoldable(selected) && !open.contains(selected)
    let target = tree == nil ? nil : target(in: context)
    return [
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], ExplorerText.move, when: rows > 1
      ) { explorer, step, _ in
        explorer.move(by: step)
        return []
      },
      KeyBinding(.left, also: [.character("h")], ExplorerText.fold, when: canFold) { explorer, _ in
        explorer.fold()
        return []
      },
      KeyBinding(.right, also: [.character("l")], ExplorerText.unfold, when: canUnfold) {
        explorer, _ in
        explorer.open.insert(explorer.selected)
        return []
      },
      KeyBinding(
        .enter,
        target == nil
          ? ExplorerText.unfold
          : target?.request.operation.isBlock == true ? .stepBlock : .stepLayer,
        about: .stepLayer, when: target != nil || canUnfold
      ) { explorer, context in explorer.goIn(in: context) },
      KeyBinding(
        .space, open.contains(selected) ? ExplorerText.fold : .unfold, about: .foldAndUnfold,
        when: tree != nil && isFoldable(selected)
      ) { explorer, _ in
        if explorer.open.contains(explorer.selected) {
          explorer.fold()
        } else {
          explorer.open.insert(explorer.selected)
        }
        return []
      }.unnamed(),
      KeyBinding(.character("c"), ExplorerText.otherNetwork, when: choice == nil) { explorer, _ in
        explorer.choice = Zoo.names.firstIndex(of: explorer.arguments.network) ?? 0
        return []
      },
      KeyBinding(.character("t"), ExplorerText.train, when: tree != nil) { explorer, _ in
        explorer.tree.map {
          [.open(.train(TrainArguments(options: RecipeOptions(network: $0.graph.name))))]
        } ?? []
      },
      KeyBinding(.pageUp, .pageDown, ExplorerText.ten, when: rows > 1) { explorer, step, _ in
        explorer.move(by: 10 * step)
        return []
      }.unnamed(),
      KeyBinding(.home, .end, AppText.ends, when: rows > 1) { explorer, step, _ in
        explorer.move(by: step * explorer.rows.count)
        return []
      }.unnamed(),
    ]
  }

  /// Another network has its own input and classes.
  private mutating func showChoice() {
    guard let index = choice else { return }
    arguments = ShowArguments(network: Zoo.names[index])
    content = Self.load(arguments)
    choice = nil
    lookAround()
  }
}
