import Ground
import Interface
import Lessons

/// The list of lessons.
extension LessonScreen {
  func drawList(on canvas: inout Canvas, in context: ScreenContext) {
    let language = context.language
    let inside = context.area.inset(columns: 2, rows: 1)
    var row = 0
    if let problem {
      row = canvas.writeWrapped(problem.explanation[language], in: inside, style: Theme.error) + 1
    }
    guard let course else {
      if problem == nil {
        canvas.write(LessonText.loading[language], in: inside.line(0), style: Theme.dim)
      }
      return
    }
    var rows = context.area.inset(columns: 2, rows: 0)
    if hasListHeading(in: context) {
      canvas.write(LessonText.choosing[language], in: inside.line(row), style: Theme.title)
      rows = inside.splitRows(row + 2).rest
    }
    for (index, entry) in course.entries.enumerated() {
      guard let lesson = entry.lesson(in: language) else { continue }
      let isSelected = index == selected
      let number = lesson.number.map { "\($0)  " } ?? ""
      let top = listTop(of: index, in: context)
      canvas.write(
        (isSelected ? "› " : "  ") + number + lesson.title, in: rows.line(top),
        style: isSelected ? Theme.accent : .plain)
      for (line, text) in summary(of: lesson, in: context).enumerated() {
        text.draw(on: &canvas, in: rows.line(top + 1 + line))
      }
    }
    drawProblems(course.problems, on: &canvas, in: rows, context)
  }

  /// What cannot be read stands below what can.
  private func drawProblems(
    _ problems: [Course.Problem], on canvas: inout Canvas, in rows: Rect, _ context: ScreenContext
  ) {
    var row = listTop(of: course?.entries.count ?? 0, in: context)
    for problem in problems where row < rows.rows {
      row =
        canvas.writeWrapped(
          problem.error.explanation[context.language], in: rows.splitRows(row).rest,
          style: Theme.error) + row + 1
    }
  }

  /// In few rows the lessons themselves stand where the heading would.
  private func hasListHeading(in context: ScreenContext) -> Bool {
    problem != nil || context.area.rows >= 6
  }

  private func summary(of lesson: Lesson, in context: ScreenContext) -> [StyledLine] {
    let columns = min(Self.widestText, context.area.columns - 4) - 5
    let prose = ProseLayout(glyphs: context.capabilities.glyphs)
    return lesson.summary.flatMap { block -> [StyledLine] in
      guard case .paragraph(let text) = block else { return [] }
      return prose.lines(text, columns: max(1, columns)).map { $0.indented(by: 5) }
    }
  }

  /// The row of a lesson's title, from the top of the list.
  private func listTop(of index: Int, in context: ScreenContext) -> Int {
    (course?.entries ?? []).prefix(index).reduce(0) { top, entry in
      let lines = entry.lesson(in: context.language).map { summary(of: $0, in: context).count }
      return top + (lines ?? 0) + 2
    }
  }

  /// The lesson under a place of the canvas.
  func listRow(at point: Point, in context: ScreenContext) -> Int? {
    guard let course, problem == nil else { return nil }
    let top = context.area.row + (hasListHeading(in: context) ? 3 : 0)
    return course.entries.indices.last { top + listTop(of: $0, in: context) <= point.row }
  }
}
