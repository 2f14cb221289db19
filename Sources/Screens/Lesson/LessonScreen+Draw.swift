import Ground
import Interface
import Lessons

extension LessonScreen {
  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    guard let page = currentPage(in: context), let flow = flow(in: context) else {
      drawList(on: &canvas, in: context)
      return
    }
    let area = context.area
    canvas.write(
      page.title, in: area.line(0).inset(columns: 2, rows: 0),
      style: Style(foreground: .role(.accent), attributes: [.bold, .underline]))
    let room = textArea(in: context)
    let size = sceneSize(in: context)
    let inside = Size(columns: size.columns - 2, rows: size.rows - 2)
    var pictures = scenes.mapValues { $0.picture(size: inside, of: canvas, in: context) }
    for (scene, problem) in sceneProblems {
      pictures[scene] = LessonScene.notice(
        problem.explanation[context.language], size: inside, of: canvas, style: Theme.error)
    }
    let scroll = visibleScroll(in: context)
    let visible = flow.rows.dropFirst(scroll).prefix(room.rows)
    for (line, row) in visible.enumerated() {
      switch row {
      case .line(let text): text.draw(on: &canvas, in: room.line(line))
      case .scene(let scene, let row):
        drawRow(
          row, of: scene, pictures[scene], size: size, on: &canvas,
          at: Point(column: room.column, row: room.row + line), context)
      }
    }
    drawScrollMarks(
      above: scroll > 0, below: scroll < flow.rows.count - room.rows, on: &canvas, in: room, context
    )
  }

  /// Where the rows of the page stand.
  func textArea(in context: ScreenContext) -> Rect {
    let area = context.area
    let title = area.rows >= 8 ? 2 : 1
    return area.splitRows(title).rest.inset(columns: 2, rows: 0)
  }

  /// Columns and rows of a scene with its frame: what the text leaves, within reason.
  func sceneSize(in context: ScreenContext) -> Size {
    let room = textArea(in: context)
    let columns = min(room.columns, 110)
    guard let page = currentPage(in: context), !page.scenes.isEmpty else {
      return Size(columns: columns, rows: 0)
    }
    let text = makeFlow(page, sceneRows: 0, in: context).rows.count
    let free = (room.rows - text) / page.scenes.count
    let most = min(max(free, 11), 19, max(3, room.rows))
    let inside = Size(columns: columns - 2, rows: most - 2)
    let rows = scenes.values.map { $0.rows(in: inside, context: context) }.max()
    return Size(columns: columns, rows: (rows ?? inside.rows) + 2)
  }

  func flow(in context: ScreenContext) -> PageFlow? {
    currentPage(in: context).map {
      makeFlow($0, sceneRows: sceneSize(in: context).rows, in: context)
    }
  }

  func scrollLimit(in context: ScreenContext) -> Int {
    max(0, (flow(in: context)?.rows.count ?? 0) - textArea(in: context).rows)
  }

  /// Rows of the page left out at the top: as many as were scrolled, and what brings a scene that was entered
  /// into sight.
  func visibleScroll(in context: ScreenContext) -> Int {
    isInScene
      ? scroll(showing: chosenScene, in: context) : min(scroll, scrollLimit(in: context))
  }

  /// The scroll nearest to the present one with which a scene is in sight, its top first.
  func scroll(showing scene: Int, in context: ScreenContext) -> Int {
    let limit = scrollLimit(in: context)
    guard let rows = flow(in: context)?.rows(ofScene: scene) else { return min(scroll, limit) }
    let room = textArea(in: context).rows
    let shown = max(min(scroll, rows.lowerBound), min(rows.upperBound - room, rows.lowerBound))
    return min(max(0, shown), limit)
  }

  /// The scene under a place of the canvas.
  func scene(at point: Point, in context: ScreenContext) -> Int? {
    let room = textArea(in: context)
    guard room.contains(point), let flow = flow(in: context) else { return nil }
    let index = visibleScroll(in: context) + point.row - room.row
    guard flow.rows.indices.contains(index), case .scene(let scene, _) = flow.rows[index],
      point.column < room.column + sceneSize(in: context).columns
    else { return nil }
    return scene
  }

  /// Lines are never wider than the eye follows.
  static let widestText = 92

  private func makeFlow(_ page: Page, sceneRows: Int, in context: ScreenContext) -> PageFlow {
    let mine = answers.filter { $0.key.page == self.page }
    return PageFlow(
      page, columns: min(textArea(in: context).columns, Self.widestText), sceneRows: sceneRows,
      glyphs: context.capabilities.glyphs, language: context.language,
      answers: Dictionary(uniqueKeysWithValues: mine.map { ($0.key.number, $0.value) }))
  }

  /// One row of a scene: its frame, or a row of its picture between the sides of the frame.
  private func drawRow(
    _ row: Int, of scene: Int, _ picture: Canvas?, size: Size, on canvas: inout Canvas,
    at point: Point, _ context: ScreenContext
  ) {
    let isEntered = isInScene && scene == chosenScene
    var framed = canvas.blank(size: size)
    let inside = Size(columns: size.columns - 2, rows: size.rows - 2)
    let cut = scenes[scene]?.cutNotice(in: inside, context: context)
    let key =
      isEntered || scene != chosenScene || scenes[scene] == nil
      ? nil : "Enter " + LessonText.intoScene[context.language]
    framed.frame(
      framed.bounds, title: LessonText.scene.filled("\(scene + 1)", in: context.language),
      footer: [key, cut].compactMap(\.self).joined(separator: " · "),
      weight: isEntered ? .heavy : .light,
      style: isEntered ? Theme.focusedFrame : Theme.frame, titleStyle: .plain)
    for column in 0..<size.columns {
      let isInside = (1..<size.columns - 1).contains(column) && (1..<size.rows - 1).contains(row)
      canvas[point.column + column, point.row] =
        isInside ? picture?[column - 1, row - 1] ?? .blank : framed[column, row]
    }
  }

  /// Says in the right margin that there is more above or below.
  private func drawScrollMarks(
    above: Bool, below: Bool, on canvas: inout Canvas, in room: Rect, _ context: ScreenContext
  ) {
    guard !room.isEmpty else { return }
    let column = context.area.endColumn - 1
    if above { canvas[column, room.row] = Cell("▲", Theme.accent) }
    if below { canvas[column, room.endRow - 1] = Cell("▼", Theme.accent) }
  }
}
