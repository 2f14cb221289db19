import Commands
import Interface
import Lessons

/// A screen that stands in the page of a lesson.
struct LessonScene: Sendable {
  let command: Command
  private(set) var screen: any Screen

  /// - Throws: what is wrong with the scene's command line.
  init(_ scene: Scene, in environment: AppEnvironment) throws {
    command = try scene.command()
    if case .train(let arguments) = command {
      screen = TrainingScreen(arguments, scene: scene.line)
    } else {
      screen = App.makeScreen(for: command, in: environment)
    }
  }

  /// The command that opens the scene on a screen of its own, where it stands now.
  var commandNow: Command {
    guard case .step(var arguments) = command, let stepper = screen as? StepperScreen,
      let steps = stepper.steps
    else { return command }
    arguments.request.place = steps[stepper.index].place
    return .step(arguments)
  }

  /// Shows what a page on paper has to: the step that the text speaks of, with all of the output.
  mutating func settle() {
    guard var stepper = screen as? StepperScreen else { return }
    stepper.showWholeOutput()
    screen = stepper
  }

  /// What the page passes on: the keys that move in the scene. The settings and the list of terms
  /// need a screen of their own, which Enter opens.
  func keyEntries(in context: ScreenContext) -> [KeyEntry] {
    screen.keyEntries(in: context).filter(\.worksInScenes)
  }

  mutating func begin(in context: ScreenContext) -> [ScreenAction] { screen.begin(in: context) }

  mutating func press(_ key: Key, in context: ScreenContext) -> [ScreenAction] {
    guard keyEntries(in: context).contains(where: { $0.isAvailable && $0.has(key) }) else {
      return []
    }
    return screen.press(key, in: context) ?? []
  }

  mutating func tick(in context: ScreenContext) -> [ScreenAction] {
    screen.update(.tick, in: context)
  }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    screen.receive(message, in: context)
  }

  func tickInterval(in context: ScreenContext) -> Duration? { screen.tickInterval(in: context) }

  /// The rows that the scene fills when it may take so many: the same at every step.
  func rows(in size: Size, context: ScreenContext) -> Int {
    guard let view = screen.view else { return size.rows }
    var context = context
    context.area = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
    return min(max(1, StepScene(view, in: context).equation.endRow), size.rows)
  }

  /// The scene on a canvas of its own, so that a page may show a part of it.
  ///
  /// - Parameter whole: the canvas that the part is for.
  func picture(size: Size, of whole: Canvas, in context: ScreenContext) -> Canvas {
    var canvas = whole.blank(size: size)
    var context = context
    context.area = canvas.bounds
    if let problem = (screen as? StepperScreen)?.panel.problem {
      return Self.notice(
        problem.reason[context.language], size: size, of: whole, style: Theme.error)
    }
    if let view = screen.view {
      let scene = StepScene(view, in: context)
      guard !scene.grids.places.isEmpty else {
        return Self.notice(
          LessonText.noRoom[context.language], size: size, of: whole, style: Theme.dim)
      }
      scene.draw(on: &canvas, in: context)
    } else {
      screen.draw(on: &canvas, in: context)
    }
    return canvas
  }

  /// Says what of the scene finds no room; `nil` where all of it is there.
  func cutNotice(in size: Size, context: ScreenContext) -> String? {
    guard let view = screen.view else { return nil }
    var context = context
    context.area = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
    let grids = StepScene(view, in: context).grids
    return grids.places.isEmpty ? nil : grids.leftOutNotice(in: context.language)
  }

  /// A sentence in place of a scene.
  static func notice(_ text: String, size: Size, of whole: Canvas, style: Style) -> Canvas {
    var canvas = whole.blank(size: size)
    _ = canvas.writeWrapped(text, in: canvas.bounds.inset(columns: 1, rows: 0), style: style)
    return canvas
  }
}
