import Ground
import Interface
import Operations
import Stepping
import Tensors
import Training

/// The first thing a person sees: a convolution at work, and the way to everything else.
struct HomeScreen: Screen {
  private(set) var selection = 0
  /// The convolution that steps by itself above the menu.
  private(set) var demonstration: StepView?

  /// The menu, and below it the latest runs.
  private var entries: [HomeEntry] { HomeEntry.menu + runs.prefix(3).map { .run($0) } }
  private var runs: [RunSummary] = []
  /// The operations, where they have the screen in place of the menu.
  private(set) var operations: OperationMenu?

  init(language: Language) {
    demonstration = StepperScreen(Self.request, language: language).view
  }

  /// What the demonstration steps through, and the first line of the menu opens.
  static var request: StepRequest {
    var request = StepRequest(.convolution)
    request.input = .literal(picture)
    request.kernel = .named(.sobelX)
    return request
  }

  /// A bright block on dark ground: Sobel finds its edges.
  private static let picture = Tensor(
    shape: [1, 6, 6],
    elements: [
      0, 0, 0, 0, 0, 0,
      0, 1, 9, 9, 1, 0,
      0, 1, 9, 9, 1, 0,
      0, 1, 9, 9, 1, 0,
      0, 1, 9, 9, 1, 0,
      0, 0, 0, 0, 0, 0,
    ])

  func path(in context: ScreenContext) -> [String] {
    operations == nil ? ["convscope"] : ["convscope", HomeText.operations[context.language]]
  }

  func details(in context: ScreenContext) -> String { HomeText.about[context.language] }

  mutating func begin(in context: ScreenContext) -> [ScreenAction] { [.effect(.listRuns)] }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    switch message {
    case .runs(let found):
      let chosen = entries[selection]
      runs = found
      // The line that is chosen stays so, wherever it stands now.
      selection = entries.firstIndex(of: chosen) ?? min(selection, entries.count - 1)
      return []
    case .training(_, .event(.end)), .training(_, .event(.epoch)):
      return [.effect(.listRuns)]
    default: return []
    }
  }

  func bindings(in context: ScreenContext) -> [KeyBinding<HomeScreen>] {
    operations == nil ? menuBindings : operationBindings
  }

  private var operationBindings: [KeyBinding<HomeScreen>] {
    [
      KeyBinding(
        .left, .right,
        also: [(.character("h"), .character("l")), (.shiftTab, .tab)], HomeText.keyOperation
      ) { home, step, _ in
        home.operations?.move(by: step)
        return []
      },
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], HomeText.keyGroup
      ) { home, step, _ in
        home.operations?.move(groups: step)
        return []
      },
      KeyBinding(.enter, AppText.open) { home, _ in
        home.operations.map { [.open($0.command)] } ?? []
      },
      .out(HomeText.keyMenu, when: true) { $0.operations = nil },
    ]
  }

  private var menuBindings: [KeyBinding<HomeScreen>] {
    [
      KeyBinding(
        .up, .down,
        also: [(.character("k"), .character("j")), (.shiftTab, .tab)], AppText.choose
      ) { home, step, _ in
        home.move(by: step)
        return []
      },
      KeyBinding(.enter, also: [.right, .character("l")], AppText.open) { home, context in
        home.open(home.selection, in: context)
      },
      KeyBinding(
        .character("r"), HomeText.keyResume, when: entries[selection].resumption != nil
      ) { home, _ in home.entries[home.selection].resumption.map { [.open($0)] } ?? [] },
      KeyBinding(
        entries.indices.prefix(9).map { ([.character(Self.digit($0 + 1))], $0) },
        name: "1-\(min(9, entries.count))", AppText.open.text
      ) { home, entry, context in
        home.selection = entry
        return home.open(entry, in: context)
      }.unnamed(),
      KeyBinding(.home, .end, AppText.ends) { home, step, _ in
        home.selection = step < 0 ? 0 : home.entries.count - 1
        return []
      }.unnamed(),
    ]
  }

  private static func digit(_ number: Int) -> Character { Character("\(number)") }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    return HelpPage(
      title: HomeText.about[language],
      paragraphs: operations != nil
        ? [HomeText.helpOperations[language], HomeText.helpCommand[language]]
        : [HomeText.help[language]]
          + (runs.isEmpty ? [] : [HomeText.helpRuns[language]]) + [HomeText.helpCommand[language]])
  }

  func tickInterval(in context: ScreenContext) -> Duration? {
    context.isAnimated ? .milliseconds(400) : nil
  }

  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    switch event {
    case .tick:
      guard operations == nil else {
        operations?.tick()
        return []
      }
      guard let demonstration else { return [] }
      self.demonstration?.seek(to: (demonstration.index + 1) % demonstration.steps.count)
    case .mouse(let mouse):
      if let operations { return update(mouse, operations, in: context) }
      switch mouse.action {
      case .wheelUp: move(by: -1)
      case .wheelDown: move(by: 1)
      case .press:
        guard let entry = entry(at: mouse.point, in: context) else { return [] }
        if entry == selection { return open(entry, in: context) }
        selection = entry
      }
    case .key, .paste, .resize: break
    }
    return []
  }

  private mutating func update(
    _ mouse: Mouse, _ menu: OperationMenu, in context: ScreenContext
  ) -> [ScreenAction] {
    switch mouse.action {
    case .wheelUp: operations?.move(by: -1)
    case .wheelDown: operations?.move(by: 1)
    case .press:
      guard let operation = menu.operation(at: mouse.point, in: context) else { return [] }
      if operation == menu.operation { return [.open(menu.command)] }
      operations?.choose(operation)
    }
    return []
  }

  private mutating func move(by step: Int) {
    selection = (selection + step + entries.count) % entries.count
  }

  private mutating func open(_ entry: Int, in context: ScreenContext) -> [ScreenAction] {
    guard let command = entries[entry].command(in: context.environment) else {
      operations = OperationMenu(language: context.language)
      return []
    }
    return [.open(command)]
  }

  /// The menu at the bottom; the demonstration takes what is above it.
  private func split(_ area: Rect) -> (demonstration: Rect, menu: Rect) {
    let parts = area.splitLastRows(entries.count + (area.rows >= entries.count + 4 ? 1 : 0))
    return (parts.rest, parts.bottom.splitRows(entries.count).top)
  }

  /// The demonstration where it stands.
  func scene(in context: ScreenContext) -> StepScene? {
    var context = context
    context.area = split(context.area).demonstration
    return demonstration.map { StepScene($0, in: context) }
  }

  private func entry(at point: Point, in context: ScreenContext) -> Int? {
    let menu = split(context.area).menu
    guard menu.contains(point) else { return nil }
    return firstShown(in: menu) + point.row - menu.row
  }

  /// In a menu of few rows the chosen line stays in sight.
  private func firstShown(in menu: Rect) -> Int {
    max(0, min(selection - menu.rows + 1, entries.count - menu.rows))
  }

  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    if let operations { return operations.draw(on: &canvas, in: context) }
    let parts = split(context.area)
    if parts.demonstration.rows >= 1 { scene(in: context)?.draw(on: &canvas, in: context) }
    let first = firstShown(in: parts.menu)
    let titleWidth =
      entries.map { TextWidth.width(of: $0.title(in: context.language)) }.max() ?? 0
    let numberWidth = "\(entries.count)".count
    for (row, entry) in entries.dropFirst(first).prefix(parts.menu.rows).enumerated() {
      let line = parts.menu.line(row)
      let isSelected = first + row == selection
      let mark = isSelected ? "›" : " "
      let title = Text.clipped(
        entry.title(in: context.language), to: line.columns - numberWidth - 5)
      let end = canvas.write(
        " \(mark) " + Text.padded("\(first + row + 1)", to: numberWidth) + "  "
          + Text.padded(title, to: titleWidth),
        at: Point(column: line.column, row: line.row), style: isSelected ? Theme.accent : .plain,
        clip: line)
      canvas.write(
        entry.about(in: context.environment),
        in: Rect(column: end + 2, row: line.row, columns: line.endColumn - end - 3, rows: 1),
        style: Theme.dim)
    }
  }
}
