import Ground
import Interface

/// A plane of values too large for numbers: two rows of pixels in a row of cells, with the padding,
/// the cells that are not computed yet, a window and a cursor.
///
/// A plane larger than its room shows the page around the window or the cursor. Terminals without 256
/// colours get a grid of shaded cells instead.
struct HeatMap {
  var rows: Range<Int>
  var columns: Range<Int>
  var palette: Palette
  var window: GridWindow?
  var cursor: GridIndex?
  var content: (GridIndex) -> GridCell.Content

  /// The room that the whole plane takes.
  func size(on capabilities: Capabilities) -> Size {
    Self.drawsHalfBlocks(capabilities)
      ? Size(columns: columns.count, rows: (rows.count + 1) / 2)
      : Size(columns: 2 * columns.count, rows: rows.count)
  }

  /// The cell at a place of the canvas: of two in one place the upper one.
  func index(at point: Point, in rect: Rect, capabilities: Capabilities) -> GridIndex? {
    guard Self.drawsHalfBlocks(capabilities) else { return shaded.index(at: point, in: rect) }
    guard rect.contains(point) else { return nil }
    let shown = visible(in: rect)
    let index = GridIndex(
      row: shown.rows.lowerBound + 2 * (point.row - rect.row),
      column: shown.columns.lowerBound + point.column - rect.column)
    return shown.rows.contains(index.row) && shown.columns.contains(index.column) ? index : nil
  }

  /// The part that is drawn in a rectangle.
  func visible(in rect: Rect, capabilities: Capabilities) -> (rows: Range<Int>, columns: Range<Int>)
  {
    guard Self.drawsHalfBlocks(capabilities) else {
      let viewport = shaded.viewport(in: rect)
      return (viewport.rows, viewport.columns)
    }
    return visible(in: rect)
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    guard Self.drawsHalfBlocks(canvas.capabilities) else {
      return shaded.draw(on: &canvas, in: rect)
    }
    let shown = visible(in: rect)
    for row in stride(from: shown.rows.lowerBound, to: shown.rows.upperBound, by: 2) {
      for column in shown.columns {
        let upper = color(at: GridIndex(row: row, column: column), on: canvas.scheme)
        let lower =
          row + 1 < shown.rows.upperBound
          ? color(at: GridIndex(row: row + 1, column: column), on: canvas.scheme) : nil
        canvas[
          rect.column + column - shown.columns.lowerBound,
          rect.row + (row - shown.rows.lowerBound) / 2
        ] = Self.cell(upper: upper, lower: lower, isPadding: isPadding(row: row, column: column))
      }
    }
  }

  /// What the characters stand for where the map is made of some.
  func legend(on capabilities: Capabilities, format: NumberFormat) -> ShadeLegend? {
    guard capabilities.colors != .indexed256 else { return nil }
    return ShadeLegend(palette, glyphs: capabilities.glyphs, format: format)
  }

  private static func drawsHalfBlocks(_ capabilities: Capabilities) -> Bool {
    capabilities.glyphs == .unicode && capabilities.colors == .indexed256
  }

  /// The colour of a pixel: that of its value, or of the frame around the window or the cursor.
  private func color(at index: GridIndex, on scheme: ColorScheme) -> Color? {
    if isMarked(index) { return .role(.mark) }
    guard case .number(let value) = content(index) else { return nil }
    return palette.index(for: value, on: scheme).map(Color.indexed)
  }

  private static func cell(
    upper: Color?, lower: Color?, isPadding: @autoclosure () -> Bool
  ) -> Cell {
    switch (upper, lower) {
    case (let upper?, let lower?):
      Cell("▀", Style(foreground: upper, background: lower))
    case (let upper?, nil): Cell("▀", Style(foreground: upper))
    case (nil, let lower?): Cell("▄", Style(foreground: lower))
    case (nil, nil): isPadding() ? Cell("·", Theme.dim) : .blank
    }
  }

  private func isPadding(row: Int, column: Int) -> Bool {
    content(GridIndex(row: row, column: column)) == .padding
      || (row + 1 < rows.upperBound && content(GridIndex(row: row + 1, column: column)) == .padding)
  }

  /// The ring just outside the window, and just outside the cursor: what is marked is never covered.
  private func isMarked(_ index: GridIndex) -> Bool {
    func isAround(_ rows: Range<Int>, _ columns: Range<Int>) -> Bool {
      (rows.lowerBound - 1...rows.upperBound).contains(index.row)
        && (columns.lowerBound - 1...columns.upperBound).contains(index.column)
        && !(rows.contains(index.row) && columns.contains(index.column))
    }
    if let cursor, isAround(cursor.row..<cursor.row + 1, cursor.column..<cursor.column + 1) {
      return true
    }
    return window.map { isAround($0.rows, $0.columns) } ?? false
  }

  private func visible(in rect: Rect) -> (rows: Range<Int>, columns: Range<Int>) {
    let rowFocus = window.map { $0.rows } ?? cursor.map { $0.row..<$0.row + 1 }
    let columnFocus = window.map { $0.columns } ?? cursor.map { $0.column..<$0.column + 1 }
    return (
      NumberGrid.page(of: rows, room: 2 * rect.rows, focus: rowFocus),
      NumberGrid.page(of: columns, room: rect.columns, focus: columnFocus)
    )
  }

  private var shaded: NumberGrid {
    NumberGrid(
      rows: rows, columns: columns, density: .pixels, palette: palette,
      layout: NumberColumn(format: .english), windows: window.map { [$0] } ?? [], cursor: cursor
    ) { GridCell(content($0)) }
  }
}
