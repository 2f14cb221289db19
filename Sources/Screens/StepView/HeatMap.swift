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
  /// The pixels of a value, both ways.
  var scale = 1
  /// What cells beside each other in one row hold.
  var contents: (_ row: Int, _ columns: Range<Int>) -> [GridCell.Content]

  /// The room that the whole plane takes.
  func size(on capabilities: Capabilities) -> Size {
    // What is larger than this fits nowhere; sizes from outside may be the largest numbers.
    let (rows, columns) = (min(rows.count, 1 << 20) * scale, min(columns.count, 1 << 20) * scale)
    return Self.drawsHalfBlocks(capabilities)
      ? Size(columns: columns, rows: (rows + 1) / 2) : Size(columns: 2 * columns, rows: rows)
  }

  /// The cell at a place of the canvas: of two in one place the upper one.
  func index(at point: Point, in rect: Rect, capabilities: Capabilities) -> GridIndex? {
    guard Self.drawsHalfBlocks(capabilities) else { return shaded.index(at: point, in: rect) }
    guard rect.contains(point) else { return nil }
    let shown = visible(in: rect)
    let index = GridIndex(
      row: shown.rows.lowerBound + 2 * (point.row - rect.row) / scale,
      column: shown.columns.lowerBound + (point.column - rect.column) / scale)
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
    let plane = shown.rows.map { contents($0, shown.columns) }
    let marked = [ring(around: window, in: shown), ring(around: cursorWindow, in: shown)]
    let height = shown.rows.count * scale
    for y in stride(from: 0, to: height, by: 2) {
      for x in 0..<shown.columns.count * scale {
        func color(_ y: Int) -> Color? {
          guard y < height else { return nil }
          if marked.contains(where: { $0?.contains(Point(column: x, row: y)) == true }) {
            return .role(.mark)
          }
          guard case .number(let value) = plane[y / scale][x / scale] else { return nil }
          return palette.index(for: value, on: canvas.scheme).map(Color.indexed)
        }
        func isPadding(_ y: Int) -> Bool { y < height && plane[y / scale][x / scale] == .padding }
        canvas[rect.column + x, rect.row + y / 2] = Self.cell(
          upper: color(y), lower: color(y + 1), isPadding: isPadding(y) || isPadding(y + 1))
      }
    }
  }

  /// What of the map is left out, when it is drawn in a rectangle.
  func crop(in rect: Rect, capabilities: Capabilities) -> CroppedEdges {
    let shown = visible(in: rect, capabilities: capabilities)
    return CroppedEdges(showing: shown.rows, shown.columns, of: rows, columns)
  }

  /// What the characters stand for where the map is made of some.
  func legend(on capabilities: Capabilities, format: NumberFormat) -> ShadeLegend? {
    guard capabilities.colors != .indexed256 else { return nil }
    return ShadeLegend(palette, glyphs: capabilities.glyphs, format: format)
  }

  private static func drawsHalfBlocks(_ capabilities: Capabilities) -> Bool {
    capabilities.glyphs == .unicode && capabilities.colors == .indexed256
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

  private var cursorWindow: GridWindow? {
    cursor.map { GridWindow(rows: $0.row..<$0.row + 1, columns: $0.column..<$0.column + 1) }
  }

  /// The pixels just outside a window: what is marked is never covered.
  private struct Ring {
    let rows, columns: Range<Int>

    func contains(_ pixel: Point) -> Bool {
      (rows.lowerBound - 1...rows.upperBound).contains(pixel.row)
        && (columns.lowerBound - 1...columns.upperBound).contains(pixel.column)
        && !(rows.contains(pixel.row) && columns.contains(pixel.column))
    }
  }

  private func ring(
    around window: GridWindow?, in shown: (rows: Range<Int>, columns: Range<Int>)
  ) -> Ring? {
    guard let window else { return nil }
    // Far outside is outside: products of the largest numbers would not fit.
    func pixels(_ range: Range<Int>, _ shown: Range<Int>) -> Range<Int> {
      let near = shown.lowerBound - 2..<shown.upperBound + 2
      let clamped = range.clamped(to: near)
      return (clamped.lowerBound - shown.lowerBound)
        * scale..<(clamped.upperBound - shown.lowerBound) * scale
    }
    return Ring(
      rows: pixels(window.rows, shown.rows), columns: pixels(window.columns, shown.columns))
  }

  private func visible(in rect: Rect) -> (rows: Range<Int>, columns: Range<Int>) {
    let rowFocus = window.map { $0.rows } ?? cursor.map { $0.row..<$0.row + 1 }
    let columnFocus = window.map { $0.columns } ?? cursor.map { $0.column..<$0.column + 1 }
    return (
      NumberGrid.page(of: rows, room: 2 * rect.rows / scale, focus: rowFocus),
      NumberGrid.page(of: columns, room: rect.columns / scale, focus: columnFocus)
    )
  }

  private var shaded: NumberGrid {
    var grid = NumberGrid(
      rows: rows, columns: columns, density: .pixels, palette: palette,
      layout: NumberColumn(format: .english), windows: window.map { [$0] } ?? [], cursor: cursor
    ) { GridCell(contents($0.row, $0.column..<$0.column + 1)[0]) }
    grid.scale = scale
    return grid
  }
}
