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
  var notice: Notice?
  private var hasToldOfASCII = false
  public private(set) var isFinished = false

  /// - Parameter command: what opens first.
  public init(command: Command, environment: AppEnvironment) {
    self.environment = environment
    push(command)
    tellOfASCII()
  }

  /// Says once that Vietnamese has lost its marks, where the terminal has none.
  mutating func tellOfASCII() {
    guard environment.language == .vietnamese, environment.capabilities.glyphs == .ascii,
      !hasToldOfASCII
    else { return }
    hasToldOfASCII = true
    notice = Notice(text: AppText.asciiNotice.text)
  }

  public mutating func start() -> [Effect] { beginTop() }

  public mutating func update(_ event: Event) -> [Effect] {
    guard !isFinished else { return [] }
    switch event {
    case .resize(let size):
      environment.size = size
      // A screen that is covered comes back, and must fit then.
      return stack.indices.flatMap { carryOut(stack[$0].update(event, in: context), of: $0) }
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
      let count = stack.count
      effects += carryOut(stack[index].receive(message, in: context), of: index)
      if stack.count >= count { index += 1 }
    }
    return effects
  }

  public func draw(on canvas: inout Canvas) {
    guard let screen = stack.last else { return }
    let context = context
    screen.draw(on: &canvas, in: context)
    drawTitle(of: screen, in: context, on: &canvas)
    drawOverlay(in: context, on: &canvas)
    drawStatus(in: context, on: &canvas)
  }

  /// What the screen on top wants once a person sees it.
  public mutating func drawn() -> [Effect] {
    guard let top = stack.indices.last else { return [] }
    return stack[top].drawn()
  }

  public var background: ColorScheme.Background? { environment.background }

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

  private mutating func updateTop(_ event: Event) -> [Effect] {
    guard let top = stack.indices.last else { return [] }
    return carryOut(stack[top].update(event, in: context), of: top)
  }

  /// Does what a screen asked for; `index` is its place in the stack.
  mutating func carryOut(_ actions: [ScreenAction], of index: Int) -> [Effect] {
    actions.flatMap { action -> [Effect] in
      switch action {
      case .effect(let effect):
        return [effect]
      case .open(let command):
        push(command)
        return beginTop()
      case .close:
        return close(index)
      }
    }
  }

  private mutating func push(_ command: Command) {
    environment.screenCount += 1
    stack.append(Self.makeScreen(for: command, in: environment))
  }

  /// Closes a screen, which may be covered by others, and the program with the last one.
  private mutating func close(_ index: Int) -> [Effect] {
    guard stack.indices.contains(index) else { return [] }
    // A question or a help of a screen that is gone would be answered by another.
    if index == stack.count - 1 { overlay = nil }
    var screen = stack.remove(at: index)
    if stack.isEmpty { isFinished = true }
    if let farewell = screen.farewell() { notice = Notice(text: farewell, keepsEnd: true) }
    return screen.end(in: context)
  }

  /// Ends the program: every screen closes, the innermost first.
  mutating func finish() -> [Effect] {
    var effects: [Effect] = []
    while let top = stack.indices.last { effects += close(top) }
    isFinished = true
    return effects
  }

  private mutating func beginTop() -> [Effect] {
    guard let top = stack.indices.last else { return [] }
    return carryOut(stack[top].begin(in: context), of: top)
  }
}

/// A sentence in the title line.
struct Notice: Hashable, Sendable {
  let text: Bilingual
  /// Where it finds no room the end is what counts, as of a path.
  var keepsEnd = false
}
