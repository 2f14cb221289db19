import Commands
import Ground
import Interface

/// convscope as a program: a stack of screens, the keys that work everywhere, and the frame around.
///
/// Enter goes in (a screen opens on top), q and Esc go out one level; out of the last one ends the
/// program.
public struct App: Program {
  var environment: AppEnvironment
  /// Never empty until the program ends; the last one is drawn.
  var stack: [any Screen] = []
  var overlay: Overlay?
  /// Said once in the title line, until the next key.
  var notice: Bilingual?
  private var hasToldOfASCII = false
  public private(set) var isFinished = false

  /// - Parameter command: what opens first.
  public init(command: Command, environment: AppEnvironment) {
    self.environment = environment
    stack = [Self.makeScreen(for: command, in: environment)]
    tellOfASCII()
  }

  /// Says once that Vietnamese has lost its marks, where the terminal has none.
  mutating func tellOfASCII() {
    guard environment.language == .vietnamese, environment.capabilities.glyphs == .ascii,
      !hasToldOfASCII
    else { return }
    hasToldOfASCII = true
    notice = AppText.asciiNotice.text
  }

  public mutating func start() -> [Effect] { beginTop() }

  public mutating func update(_ event: Event) -> [Effect] {
    guard !isFinished else { return [] }
    switch event {
    case .resize(let size):
      environment.size = size
      return updateTop(event)
    case .key(let key):
      return updateKey(key)
    case .mouse, .paste, .tick:
      return overlay == nil ? updateTop(event) : []
    }
  }

  public mutating func receive(_ message: Message) -> [Effect] {
    guard !isFinished else { return [] }
    var effects: [Effect] = []
    var index = 0
    // A screen may close, or open another, because of what it hears.
    while index < stack.count {
      effects += carryOut(stack[index].receive(message, in: context))
      index += 1
    }
    return effects
  }

  public func draw(on canvas: inout Canvas) {
    guard let screen = stack.last else { return }
    let context = context
    screen.draw(on: &canvas, in: context)
    drawTitle(of: screen, in: context, on: &canvas)
    drawOverlay(in: context, on: &canvas)
    drawStatus(of: screen, in: context, on: &canvas)
  }

  public var tickInterval: Duration? {
    guard !isFinished, overlay == nil, let screen = stack.last else { return nil }
    return screen.tickInterval(in: context)
  }

  /// What the top screen sees: everything between the title and the status line.
  var context: ScreenContext {
    let rows = environment.size.rows
    let title = rows >= 4 ? 1 : 0
    let status = rows >= 2 ? 1 : 0
    return ScreenContext(
      environment: environment,
      area: Rect(
        column: 0, row: title, columns: environment.size.columns, rows: rows - title - status))
  }

  mutating func updateTop(_ event: Event) -> [Effect] {
    guard !stack.isEmpty else { return [] }
    return carryOut(stack[stack.count - 1].update(event, in: context))
  }

  /// Does what a screen asked for.
  mutating func carryOut(_ actions: [ScreenAction]) -> [Effect] {
    actions.flatMap { action -> [Effect] in
      switch action {
      case .effect(let effect):
        return [effect]
      case .open(let command):
        stack.append(Self.makeScreen(for: command, in: environment))
        return beginTop()
      case .close:
        return closeTop()
      }
    }
  }

  /// Closes the screen on top, and the program with the last one.
  mutating func closeTop() -> [Effect] {
    guard var screen = stack.popLast() else { return [] }
    if stack.isEmpty { isFinished = true }
    return screen.end(in: context)
  }

  /// Ends the program: every screen closes, the innermost first.
  mutating func finish() -> [Effect] {
    var effects: [Effect] = []
    while !stack.isEmpty { effects += closeTop() }
    isFinished = true
    return effects
  }

  private mutating func beginTop() -> [Effect] {
    guard !stack.isEmpty else { return [] }
    return carryOut(stack[stack.count - 1].begin(in: context))
  }
}
