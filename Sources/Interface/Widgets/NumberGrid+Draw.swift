import Ground

extension NumberGrid {
  /// Draws the part that fits.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    let viewport = viewport(in: rect)
    for row in viewport.rows {
      for column in viewport.columns {
        let index = GridIndex(row: row, column: column)
        draw(
          cell(index), on: &canvas, in: place(of: index, in: rect, viewport: viewport))
      }
    }
    for window in windows.reversed() {
      draw(window, on: &canvas, in: rect, viewport: viewport)
    }
    if let cursor, viewport.rows.contains(cursor.row), viewport.columns.contains(cursor.column) {
      let room = Rect(
        column: rect.column, row: rect.row,
        columns: density == .pixels ? 2 * scale * viewport.columns.count : rect.columns,
        rows: rect.rows)
      drawCursor(on: &canvas, at: place(of: cursor, in: rect, viewport: viewport), in: room)
    }
  }

  private func draw(_ cell: GridCell, on canvas: inout Canvas, in place: Rect) {
    var style = Style.plain
    if case .number(let value) = cell.content {
      style = palette.style(for: value, on: canvas.capabilities, scheme: canvas.scheme)
    }
    switch cell.emphasis {
    case .none: break
    case .strong: style.attributes.insert(.bold)
    case .winner: style.attributes.formUnion([.bold, .underline])
    // What is passed over has no colour either: on that it could not be read.
    case .dim: style = Theme.dim
    }
    switch cell.content {
    case .empty:
      canvas.fill(place, style: style)
    case .padding:
      canvas.fill(place)
      let line = textRoom(in: place)
      let dot = density == .pixels ? 0 : max(0, layout.before - 1)
      canvas.write(
        "·", at: Point(column: line.column + dot, row: line.row), style: Theme.dim, clip: place)
    case .text(let text):
      canvas.fill(place, style: style)
      canvas.write(text, in: textRoom(in: place), alignment: .right, style: style)
    case .number(let value):
      canvas.fill(place, style: style)
      if density != .pixels {
        canvas.write(layout.text(value), in: textRoom(in: place), style: style)
      } else if canvas.capabilities.colors != .indexed256 {
        let shade = Shade.character(for: value, on: palette, glyphs: canvas.capabilities.glyphs)
        canvas.fill(place, with: shade, style: style)
      }
    }
  }

  /// The middle of a cell, as wide as a number.
  private func textRoom(in place: Rect) -> Rect {
    let line = numberLine(of: place)
    guard density != .pixels else { return line }
    return Rect(
      column: line.column + max(0, place.columns - layout.width) / 2, row: line.row,
      columns: min(layout.width, line.columns), rows: 1)
  }

  private func draw(
    _ window: GridWindow, on canvas: inout Canvas, in rect: Rect, viewport: Viewport
  ) {
    let shownRows = window.rows.clamped(to: viewport.rows)
    let shownColumns = window.columns.clamped(to: viewport.columns)
    guard !shownRows.isEmpty, !shownColumns.isEmpty else { return }
    let first = place(
      of: GridIndex(row: shownRows.lowerBound, column: shownColumns.lowerBound),
      in: rect, viewport: viewport)
    let last = place(
      of: GridIndex(row: shownRows.upperBound - 1, column: shownColumns.upperBound - 1),
      in: rect, viewport: viewport)
    // An edge that lies outside the viewport is not drawn: the window goes on there.
    let edges = Edges(
      left: shownColumns.lowerBound == window.columns.lowerBound,
      right: shownColumns.upperBound == window.columns.upperBound,
      top: shownRows.lowerBound == window.rows.lowerBound,
      bottom: shownRows.upperBound == window.rows.upperBound)
    switch density {
    case .spacious:
      drawFrame(
        on: &canvas, edges: edges, style: window.style,
        rect: Rect(
          column: first.column - 1, row: first.row - 1,
          columns: last.endColumn - first.column + 2,
          rows: last.endRow - first.row + 2))
    case .compact:
      drawBrackets(
        on: &canvas, edges: edges, style: window.style,
        rect: Rect(
          column: first.column - 1, row: first.row, columns: last.endColumn - first.column + 2,
          rows: last.endRow - first.row))
    case .pixels:
      let marks = Rect(
        column: first.column - 1, row: first.row,
        columns: last.endColumn - first.column + 2, rows: last.endRow - first.row)
      let room = Rect(
        column: rect.column, row: rect.row, columns: 2 * scale * viewport.columns.count,
        rows: rect.rows)
      for row in marks.row..<marks.endRow {
        if edges.left { mark("[", on: &canvas, marks.column, row, room) }
        if edges.right { mark("]", on: &canvas, marks.endColumn - 1, row, room) }
      }
    }
  }

  /// Draws the sides of a frame, closed at its ends as the brackets of a matrix are, where rows leave no line
  /// for more. What is not there whole has open ends.
  private func drawBrackets(on canvas: inout Canvas, edges: Edges, style: Style, rect: Rect) {
    let glyphs = FrameWeight.heavy.glyphs
    let isWhole = edges.top && edges.bottom && edges.left && edges.right
    for row in rect.row..<rect.endRow {
      let isTop = isWhole && row == rect.row
      let isBottom = isWhole && row == rect.endRow - 1
      let (left, right) =
        isTop == isBottom
        ? (glyphs.vertical, glyphs.vertical)
        : isTop
          ? (glyphs.topLeft, glyphs.topRight) : (glyphs.bottomLeft, glyphs.bottomRight)
      if edges.left { canvas[rect.column, row] = Cell(left, style) }
      if edges.right { canvas[rect.endColumn - 1, row] = Cell(right, style) }
    }
  }

  private struct Edges {
    var left, right, top, bottom: Bool
  }

  /// Draws a heavy frame over what is there.
  private func drawFrame(on canvas: inout Canvas, edges: Edges, style: Style, rect: Rect) {
    let glyphs = FrameWeight.heavy.glyphs
    let lastRow = rect.endRow - 1
    let lastColumn = rect.endColumn - 1
    if rect.rows == 1, edges.top, edges.bottom {
      // A window of one row has no room for corners.
      if edges.left { put("[", on: &canvas, rect.column, rect.row, style) }
      if edges.right { put("]", on: &canvas, lastColumn, rect.row, style) }
      return
    }
    for column in rect.column...lastColumn {
      if edges.top { put(glyphs.horizontal, on: &canvas, column, rect.row, style) }
      if edges.bottom { put(glyphs.horizontal, on: &canvas, column, lastRow, style) }
    }
    for row in rect.row...lastRow {
      if edges.left { put(glyphs.vertical, on: &canvas, rect.column, row, style) }
      if edges.right { put(glyphs.vertical, on: &canvas, lastColumn, row, style) }
    }
    if edges.top, edges.left { put(glyphs.topLeft, on: &canvas, rect.column, rect.row, style) }
    if edges.top, edges.right { put(glyphs.topRight, on: &canvas, lastColumn, rect.row, style) }
    if edges.bottom, edges.left { put(glyphs.bottomLeft, on: &canvas, rect.column, lastRow, style) }
    if edges.bottom, edges.right {
      put(glyphs.bottomRight, on: &canvas, lastColumn, lastRow, style)
    }
  }

  private func put(
    _ glyph: Character, on canvas: inout Canvas, _ column: Int, _ row: Int, _ style: Style
  ) {
    var style = style
    style.attributes.insert(.bold)
    canvas[column, row] = Cell(glyph, style)
  }

  /// Marks the half of a pixel beside what is marked, so that no pixel is covered whole.
  private func mark(
    _ glyph: Character, on canvas: inout Canvas, _ column: Int, _ row: Int, _ room: Rect
  ) {
    guard room.contains(Point(column: column, row: row)) else { return }
    canvas[column, row] = Cell(glyph, Theme.mark)
  }

  private func drawCursor(on canvas: inout Canvas, at place: Rect, in rect: Rect) {
    canvas.addAttributes(
      density == .pixels ? .bold : [.bold, .underline],
      in: density == .pixels ? place : textRoom(in: place))
    for row in place.row..<place.endRow {
      mark("[", on: &canvas, place.column - 1, row, rect)
      mark("]", on: &canvas, place.endColumn, row, rect)
    }
  }
}
