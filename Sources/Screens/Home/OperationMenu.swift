import Commands
import Ground
import Interface
import Operations
import Stepping

/// Every operation there is, a line for each group, with the chosen one at work above them.
struct OperationMenu: Sendable {
  /// What belongs together.
  enum Group: CaseIterable, Hashable, Sendable {
    case convolutions, poolings, dense, normalisation, joins, blocks, learning

    var operations: [StepRequest.Operation] {
      switch self {
      case .convolutions: [.convolution, .transposedConvolution, .separable, .shift]
      case .poolings:
        [.maxPooling, .averagePooling, .globalAveragePooling, .adaptiveAveragePooling]
      case .dense: [.linear, .relu, .sigmoid, .tanh, .softmax, .crossEntropy, .dropout]
      case .normalisation: [.batchNorm]
      case .joins: [.add, .concatenation]
      case .blocks: [.residual, .block]
      case .learning: [.learn]
      }
    }

    var title: HomeText {
      switch self {
      case .convolutions: .groupConvolutions
      case .poolings: .groupPoolings
      case .dense: .groupDense
      case .normalisation: .groupNormalisation
      case .joins: .groupJoins
      case .blocks: .groupBlocks
      case .learning: .groupLearning
      }
    }
  }

  private(set) var group = 0
  /// The place of the chosen operation in its group.
  private(set) var place = 0
  /// The chosen operation at one of its steps; `nil` for what takes longer than a key may wait.
  private(set) var demonstration: StepView?

  private let language: Language

  init(language: Language) {
    self.language = language
    demonstrate()
  }

  var operation: StepRequest.Operation { Group.allCases[group].operations[place] }

  /// What Enter opens.
  var command: Command { .step(StepArguments(StepRequest(operation))) }

  mutating func move(groups step: Int) {
    group = (group + step + Group.allCases.count) % Group.allCases.count
    place = min(place, Group.allCases[group].operations.count - 1)
    demonstrate()
  }

  /// To the next operation, through all of the groups.
  mutating func move(by step: Int) {
    place += step
    if !Group.allCases[group].operations.indices.contains(place) {
      group = (group + step + Group.allCases.count) % Group.allCases.count
      place = step > 0 ? 0 : Group.allCases[group].operations.count - 1
    }
    demonstrate()
  }

  mutating func choose(_ operation: StepRequest.Operation) {
    for (group, candidate) in Group.allCases.enumerated() {
      guard let place = candidate.operations.firstIndex(of: operation) else { continue }
      (self.group, self.place) = (group, place)
    }
    demonstrate()
  }

  mutating func tick() {
    guard let demonstration else { return }
    self.demonstration?.seek(to: (demonstration.index + 1) % demonstration.steps.count)
  }

  private mutating func demonstrate() {
    demonstration =
      operation.isBlock || operation.isLearning
      ? nil : StepperScreen(StepRequest(operation), language: language).view
  }

  /// The menu at the bottom, what happens in one step above it, and the operation at work in what is left.
  private func split(_ area: Rect) -> (scene: Rect, guide: Rect, menu: Rect) {
    let groups = Group.allCases.count
    let below = area.splitLastRows(groups)
    guard area.rows >= groups + 9 else {
      return (below.rest, below.rest.splitRows(0).top, below.bottom)
    }
    let parts = below.rest.splitLastRows(4)
    return (parts.rest, parts.bottom, below.bottom)
  }

  /// The operation under the mouse.
  func operation(at point: Point, in context: ScreenContext) -> StepRequest.Operation? {
    let menu = split(context.area).menu
    return names(in: menu, context).first { $0.rect.contains(point) }?.operation
  }

  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    let parts = split(context.area)
    if let demonstration, parts.scene.rows >= 1 {
      var scene = context
      scene.area = parts.scene
      StepScene(demonstration, in: scene).draw(on: &canvas, in: scene)
    }
    canvas.writeWrapped(
      operation.guide[context.language], in: parts.guide.inset(columns: 1, rows: 0).offset(rows: 1),
      style: Theme.dim)
    let first = firstShown(in: parts.menu)
    for (row, group) in Group.allCases.dropFirst(first).prefix(parts.menu.rows).enumerated() {
      let isChosen = first + row == self.group
      canvas.write(
        (isChosen ? " › " : "   ") + group.title[context.language], in: parts.menu.line(row),
        style: isChosen ? Theme.accent : Theme.dim)
    }
    for name in names(in: parts.menu, context) {
      // What finds no room is there all the same.
      guard name.rect.columns > 0 else {
        canvas.write(
          "…", at: Point(column: parts.menu.endColumn - 1, row: name.rect.row), style: Theme.dim)
        continue
      }
      canvas.write(
        name.text, in: name.rect,
        style: name.operation == operation ? Theme.mark : .plain)
    }
  }

  /// In a window of few rows the chosen group stays in sight.
  private func firstShown(in menu: Rect) -> Int {
    max(0, min(group - menu.rows + 1, Group.allCases.count - menu.rows))
  }

  private struct Name {
    let operation: StepRequest.Operation
    let text: String
    let rect: Rect
  }

  /// The operations of each group side by side; where they find no room the chosen one does.
  private func names(in menu: Rect, _ context: ScreenContext) -> [Name] {
    let language = context.language
    let titles = Group.allCases.map { TextWidth.width(of: $0.title[language]) }
    let start = menu.column + 3 + (titles.max() ?? 0) + 2
    let first = firstShown(in: menu)
    return Group.allCases.enumerated().dropFirst(first).prefix(menu.rows).flatMap {
      number, group -> [Name] in
      let line = menu.line(number - first)
      var hidden = 0
      while hidden < (number == self.group ? place : 0),
        end(of: group, leaving: hidden, from: start, language, upTo: place) > line.endColumn
      {
        hidden += 1
      }
      var column = start
      return group.operations.dropFirst(hidden).map { operation in
        let isChosen = operation == self.operation
        let title = Self.name(of: operation, language)
        let text = isChosen ? "[\(title)]" : " \(title) "
        defer { column += TextWidth.width(of: text) }
        return Name(
          operation: operation, text: text,
          rect: Rect(
            column: column, row: line.row,
            columns: max(0, min(TextWidth.width(of: text), line.endColumn - column)), rows: 1))
      }
    }
  }

  private func end(
    of group: Group, leaving hidden: Int, from start: Int, _ language: Language, upTo place: Int
  ) -> Int {
    group.operations[hidden...place].reduce(start) {
      $0 + TextWidth.width(of: Self.name(of: $1, language)) + 2
    }
  }

  private static func name(of operation: StepRequest.Operation, _ language: Language) -> String {
    operation.shortTitle[language]
  }
}
