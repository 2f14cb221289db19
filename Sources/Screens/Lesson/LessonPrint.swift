import Commands
import Ground
import Interface
import Lessons

/// Lessons where there is no screen.
public enum LessonPrint {
  /// `lesson --list`: a line a lesson, its name and its title.
  public static func list(_ course: Course, in language: Language) -> String {
    let width = course.entries.map { TextWidth.width(of: $0.name) }.max() ?? 0
    return course.entries.map { entry in
      Text.padded(entry.name, to: width) + "  " + (entry.lesson(in: language)?.title ?? "") + "\n"
    }.joined()
  }

  /// `lesson --text`: every page, its scenes drawn as text with their whole output, its questions
  /// with the right answer.
  ///
  /// - Parameters:
  ///   - glyphs: what the reader's terminal shows.
  ///   - perform: carries out what a scene needs from outside, such as a picture of a data set.
  public static func text(
    _ entry: Course.Entry, in language: Language, columns: Int = 80,
    glyphs: Capabilities.Glyphs = .unicode, perform: (Effect) -> Message? = { _ in nil }
  ) -> String {
    guard let lesson = entry.lesson(in: language) else { return "" }
    let context = ScreenContext(
      environment: AppEnvironment(
        language: lesson.language, capabilities: Capabilities(glyphs: glyphs, colors: .none),
        size: Size(columns: columns, rows: 24), isAnimated: false),
      area: Rect(column: 0, row: 0, columns: columns, rows: 24))
    let prose = ProseLayout(glyphs: glyphs)
    var lines = [
      lesson.title, String(repeating: "=", count: TextWidth.width(of: lesson.title)), "",
    ]
    for case .paragraph(let text) in lesson.summary {
      lines += prose.lines(text, columns: columns).map(\.text) + [""]
    }
    for (number, page) in lesson.pages.enumerated() {
      let title = "\(number + 1). \(page.title)"
      lines += [title, String(repeating: "-", count: TextWidth.width(of: title)), ""]
      lines += Self.lines(of: page, columns: columns, context: context, perform: perform) + [""]
    }
    if glyphs == .ascii { lines = lines.map(AsciiGlyphs.text) }
    return lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private static let mostSceneRows = 15

  private static func lines(
    of page: Page, columns: Int, context: ScreenContext, perform: (Effect) -> Message?
  ) -> [String] {
    let right = page.questions.enumerated().map { number, question in
      (number, question.choices.firstIndex { $0.isRight } ?? 0)
    }
    let pictures = page.scenes.map {
      picture(of: $0, columns: columns, context: context, perform: perform)
    }
    let flow = PageFlow(
      page, columns: columns, sceneRows: pictures.map(\.size.rows).max() ?? 0,
      glyphs: context.capabilities.glyphs,
      language: context.language, answers: Dictionary(uniqueKeysWithValues: right))
    return flow.rows.map { row in
      switch row {
      case .line(let line): line.text
      case .scene(let scene, let row): pictures[scene].text(row: row)
      }
    }
  }

  /// Why a scene cannot be shown, in its frame.
  private static func problem(
    _ sentence: Bilingual, with scene: Scene, columns: Int, context: ScreenContext
  ) -> Canvas {
    let lines = Text.wrapped(sentence[context.language], to: max(1, columns - 4))
    var canvas = Canvas(
      size: Size(columns: columns, rows: lines.count + 2), capabilities: context.capabilities)
    canvas.frame(canvas.bounds, title: title(of: scene))
    for (row, line) in lines.enumerated() {
      canvas.write(line, at: Point(column: 2, row: row + 1), style: Theme.error)
    }
    return canvas
  }

  private static func title(of scene: Scene) -> String {
    "convscope " + scene.arguments.joined(separator: " ")
  }

  /// A scene at the step that the text speaks of (`--at`, else the first), with all of its output.
  private static func picture(
    of scene: Scene, columns: Int, context: ScreenContext, perform: (Effect) -> Message?
  ) -> Canvas {
    var live: LessonScene
    do {
      live = try LessonScene(scene, in: context.environment)
    } catch {
      return problem(error.commandLineSentence, with: scene, columns: columns, context: context)
    }
    var inside = context
    inside.area = Rect(column: 0, row: 0, columns: columns - 2, rows: mostSceneRows - 2)
    for case .effect(let effect) in live.begin(in: inside) {
      if let message = perform(effect) { _ = live.receive(message, in: inside) }
    }
    live.settle()
    let most = Size(columns: inside.area.columns, rows: inside.area.rows)
    let rows = live.rows(in: most, context: inside)
    var canvas = Canvas(
      size: Size(columns: columns, rows: rows + 2), capabilities: context.capabilities)
    let picture = live.picture(
      size: Size(columns: most.columns, rows: rows), of: canvas, in: inside)
    canvas.frame(
      canvas.bounds, title: title(of: scene),
      footer: live.cutNotice(in: picture.size, context: inside) ?? "")
    for row in 0..<picture.size.rows {
      for column in 0..<picture.size.columns {
        canvas[column + 1, row + 1] = picture[column, row]
      }
    }
    return canvas
  }

}

extension Canvas {
  /// The characters of a row.
  fileprivate func text(row: Int) -> String {
    String((0..<size.columns).compactMap { self[$0, row].character })
  }
}
