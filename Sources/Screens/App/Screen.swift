import Commands
import Ground
import Interface

/// One screen: a state with its `update`, `receive` and `draw`.
///
/// To add a screen: a folder with a struct that conforms, a case in ``App/makeScreen(for:in:)``.
/// Global keys never reach a screen: `?` help, `L` language, Ctrl-C; Ctrl-Z is the driver's. q and Esc
/// reach it while its table leads out of one of its own levels.
protocol Screen: Sendable {
  /// Where the person is, outermost first: `step`, `convolution`.
  func path(in context: ScreenContext) -> [String]

  /// What stands at the right end of the title line.
  func details(in context: ScreenContext) -> String

  /// The table of the screen's keys, most useful first: those that work now, and those that work at
  /// another time, which only the help names.
  func bindings(in context: ScreenContext) -> [KeyBinding<Self>]

  func help(in context: ScreenContext) -> HelpPage

  /// Effects of opening: what the screen needs from outside. Called once, before the first event.
  mutating func begin(in context: ScreenContext) -> [ScreenAction]

  /// Takes an event that no key of the table answers: the mouse, a tick, a paste, and keys that are text.
  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction]

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction]

  /// Draws inside `context.area` alone.
  func draw(on canvas: inout Canvas, in context: ScreenContext)

  func tickInterval(in context: ScreenContext) -> Duration?

  /// What the screen wants done once a frame has shown it as it is.
  mutating func drawn() -> [Effect]

  /// The operation that the screen is about, where it is about one: all of it that is drawn where the
  /// screen stands in a lesson.
  var view: StepView? { get }

  /// True while keys are text for a field: then only Ctrl-C is global.
  var capturesText: Bool { get }

  /// What to ask before the screen closes; `nil` when nothing would be lost.
  func leaveQuestion(in context: ScreenContext) -> Bilingual?

  /// What is said once the screen has closed, on the one below.
  func farewell() -> Bilingual?

  /// The last effects of a screen that closes.
  mutating func end(in context: ScreenContext) -> [Effect]
}

extension Screen {
  func details(in context: ScreenContext) -> String { "" }
  mutating func begin(in context: ScreenContext) -> [ScreenAction] { [] }
  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] { [] }
  func tickInterval(in context: ScreenContext) -> Duration? { nil }
  mutating func drawn() -> [Effect] { [] }
  var view: StepView? { nil }
  var capturesText: Bool { false }
  func leaveQuestion(in context: ScreenContext) -> Bilingual? { nil }
  func farewell() -> Bilingual? { nil }
  mutating func end(in context: ScreenContext) -> [Effect] { [] }

  /// What the table of keys says, in words.
  func keyEntries(in context: ScreenContext) -> [KeyEntry] {
    bindings(in: context).map(\.entry)
  }

  /// Does what the table says of a key; `nil` where it says nothing now.
  mutating func press(_ key: Key, in context: ScreenContext) -> [ScreenAction]? {
    bindings(in: context).perform(key, on: &self, in: context)
  }
}

/// What a screen asks of the app.
enum ScreenAction: Hashable, Sendable {
  case effect(Effect)
  /// Enter goes in: the screen of a command opens on top.
  case open(Command)
  /// The screen is done with itself.
  case close
}

/// What a screen sees of the app while it updates or draws.
struct ScreenContext: Hashable, Sendable {
  var environment: AppEnvironment
  /// The screen's room on the canvas, without title and status line. Mouse events are in the
  /// canvas's own coordinates. A screen inside another (a scene in a lesson) gets a smaller area.
  var area: Rect

  var language: Language { environment.language }
  var capabilities: Capabilities { environment.capabilities }
  var isAnimated: Bool { environment.isAnimated }
  /// How numbers are written here.
  var numbers: NumberFormat {
    capabilities.glyphs == .ascii ? language.numbers.ascii : language.numbers
  }
}

/// What `?` shows for a screen, above its keys.
struct HelpPage: Hashable, Sendable {
  let title: String
  let paragraphs: [String]
}
