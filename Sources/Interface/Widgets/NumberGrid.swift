/// A place in a grid, counted as the numbers are: padding has negative rows and columns.
public struct GridIndex: Hashable, Sendable {
  public var row: Int
  public var column: Int

  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A rectangle of cells in a grid: a kernel over its input, a receptive field.
public struct GridWindow: Hashable, Sendable {
  public var rows: Range<Int>
  public var columns: Range<Int>
  public var style: Style

  public init(rows: Range<Int>, columns: Range<Int>, style: Style = Theme.mark) {
    self.rows = rows
    self.columns = columns
    self.style = style
  }
}

/// One cell of a number grid.
public struct GridCell: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    case number(Double)
    /// Outside the input.
    case padding
    /// Not computed yet.
    case empty
    case text(String)
  }

  public enum Emphasis: Hashable, Sendable {
    case none, strong, dim
    /// The one that was chosen.
    case winner
  }

  public var content: Content
  public var emphasis: Emphasis

  public init(_ content: Content, emphasis: Emphasis = .none) {
    self.content = content
    self.emphasis = emphasis
  }
}

/// The edges of a grid or a map at which something of it is left out.
public struct CroppedEdges: OptionSet, Hashable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let left = CroppedEdges(rawValue: 1)
  public static let right = CroppedEdges(rawValue: 2)
  public static let top = CroppedEdges(rawValue: 4)
  public static let bottom = CroppedEdges(rawValue: 8)

  public init(
    showing shownRows: Range<Int>, _ shownColumns: Range<Int>, of rows: Range<Int>,
    _ columns: Range<Int>
  ) {
    self = []
    if shownColumns.lowerBound > columns.lowerBound { insert(.left) }
    if shownColumns.upperBound < columns.upperBound { insert(.right) }
    if shownRows.lowerBound > rows.lowerBound { insert(.top) }
    if shownRows.upperBound < rows.upperBound { insert(.bottom) }
  }

  /// `◂▸▴▾`
  public var marks: String {
    [(CroppedEdges.left, "◂"), (.right, "▸"), (.top, "▴"), (.bottom, "▾")]
      .filter { contains($0.0) }.map(\.1).joined()
  }
}

extension Canvas {
  /// Marks the edges of a frame beyond which there is more of what stands in it.
  public mutating func mark(_ crop: CroppedEdges, onFrame rect: Rect) {
    guard rect.columns >= 3, rect.rows >= 3 else { return }
    let (row, column) = (rect.row + rect.rows / 2, rect.column + rect.columns / 2)
    // The title begins the top line and the footer the bottom one: the marks stand near their ends.
    let end = max(column, rect.endColumn - 3)
    if crop.contains(.left) { self[rect.column, row] = Cell("◂", Theme.mark) }
    if crop.contains(.right) { self[rect.endColumn - 1, row] = Cell("▸", Theme.mark) }
    if crop.contains(.top) { self[end, rect.row] = Cell("▴", Theme.mark) }
    if crop.contains(.bottom) { self[end, rect.endRow - 1] = Cell("▾", Theme.mark) }
  }
}

/// Numbers in cells on a palette: the input with its padding, a kernel, an output that fills.
///
/// Windows are drawn as frames around their cells, the cursor between two bars. A grid larger than
/// its room shows the part around its first window, or its cursor, and turns pages rather than
/// creep; ``viewport(in:)`` tells which part, ``index(at:in:)`` finds the cell under the mouse.
public struct NumberGrid {
  /// How close the cells stand.
  public enum Density: Hashable, Sendable, CaseIterable {
    /// A line between any two rows, where windows have their edges.
    case spacious
    /// Rows without a line between; windows have edges left and right alone.
    case compact
    /// A heat map, two columns a cell, numbers left out; windows are drawn onto its cells.
    case pixels
  }

  /// The part of the grid that is drawn.
  public struct Viewport: Hashable, Sendable {
    public var rows: Range<Int>
    public var columns: Range<Int>
    /// Whether nothing is left out.
    public var isWhole: Bool { crop.isEmpty }
    /// The edges beyond which there is more.
    public var crop: CroppedEdges
  }

  public var rows: Range<Int>
  public var columns: Range<Int>
  public var density: Density
  /// So many times larger than a cell needs to be, both ways: for room to spare.
  public var scale = 1
  public var palette: Palette
  /// The room for the numbers, made from all that may appear, so that nothing shifts while cells fill.
  public var layout: NumberColumn
  public var windows: [GridWindow]
  public var cursor: GridIndex?
  /// How far the part that is drawn is moved beyond the first cells of a window that finds no room.
  public var scroll = GridIndex(row: 0, column: 0)
  public var cell: (GridIndex) -> GridCell

  public init(
    rows: Range<Int>, columns: Range<Int>, density: Density = .spacious,
    palette: Palette = .none, layout: NumberColumn, windows: [GridWindow] = [],
    cursor: GridIndex? = nil, cell: @escaping (GridIndex) -> GridCell
  ) {
    self.rows = rows
    self.columns = columns
    self.density = density
    self.palette = palette
    self.layout = layout
    self.windows = windows
    self.cursor = cursor
    self.cell = cell
  }

  /// The room that the whole grid takes.
  public var size: Size { size(in: density) }

  /// The room that the whole grid takes in a density.
  public func size(in density: Density) -> Size {
    let pitch = pitch(in: density)
    let edge = edge(in: density)
    // What is larger than this fits nowhere; sizes from outside may be the largest numbers.
    return Size(
      columns: min(columns.count, Self.mostCells) * pitch.columns + edge.columns,
      rows: min(rows.count, Self.mostCells) * pitch.rows + edge.rows)
  }

  /// The part that fits a rectangle.
  public func viewport(in rect: Rect) -> Viewport {
    let pitch = pitch(in: density)
    let edge = edge(in: density)
    let focus =
      windows.first.map { ($0.rows, $0.columns) }
      ?? cursor.map { ($0.row..<$0.row + 1, $0.column..<$0.column + 1) }
    let shownRows = Self.page(
      of: rows, room: (rect.rows - edge.rows) / pitch.rows, focus: focus?.0, scroll: scroll.row)
    let shownColumns = Self.page(
      of: columns, room: (rect.columns - edge.columns) / pitch.columns, focus: focus?.1,
      scroll: scroll.column)
    return Viewport(
      rows: shownRows, columns: shownColumns,
      crop: CroppedEdges(showing: shownRows, shownColumns, of: rows, columns))
  }

  /// The cell at a place of the canvas, when the grid is drawn in this rectangle.
  public func index(at point: Point, in rect: Rect) -> GridIndex? {
    guard rect.contains(point) else { return nil }
    let viewport = viewport(in: rect)
    let pitch = pitch(in: density)
    let row = viewport.rows.lowerBound + (point.row - rect.row) / pitch.rows
    let column = viewport.columns.lowerBound + (point.column - rect.column) / pitch.columns
    guard viewport.rows.contains(row), viewport.columns.contains(column) else { return nil }
    return GridIndex(row: row, column: column)
  }

  /// The cells of the canvas that hold one cell's number; `nil` where it is not shown.
  public func rect(of index: GridIndex, in rect: Rect) -> Rect? {
    let viewport = viewport(in: rect)
    guard viewport.rows.contains(index.row), viewport.columns.contains(index.column) else {
      return nil
    }
    return place(of: index, in: rect, viewport: viewport)
  }

  /// The room of one cell, between the lines where windows have their edges.
  func place(of index: GridIndex, in rect: Rect, viewport: Viewport) -> Rect {
    let pitch = pitch(in: density)
    let edge = edge(in: density)
    return Rect(
      column: rect.column + edge.columns
        + (index.column - viewport.columns.lowerBound) * pitch.columns,
      row: rect.row + edge.rows + (index.row - viewport.rows.lowerBound) * pitch.rows,
      columns: pitch.columns - edge.columns, rows: pitch.rows - edge.rows)
  }

  /// The line of a cell's room on which its number stands.
  func numberLine(of place: Rect) -> Rect { place.line((place.rows - 1) / 2) }

  private func pitch(in density: Density) -> (columns: Int, rows: Int) {
    switch density {
    case .spacious: ((layout.width + 1) * scale, 2 * scale)
    case .compact: ((layout.width + 1) * scale, scale)
    case .pixels: (2 * scale, scale)
    }
  }

  private func edge(in density: Density) -> (columns: Int, rows: Int) {
    switch density {
    case .spacious: (1, 1)
    case .compact: (1, 0)
    case .pixels: (0, 0)
    }
  }

  private static let mostCells = 1 << 20

  /// As much of a range as there is room for, in pages that always hold the whole focus.
  ///
  /// - Parameter scroll: so far beyond the first cell of a focus that finds no room itself.
  public static func page(
    of range: Range<Int>, room: Int, focus: Range<Int>?, scroll: Int = 0
  ) -> Range<Int> {
    let room = max(0, room)
    guard room < range.count else { return range }
    let focus = (focus ?? range).clamped(to: range)
    let last = range.upperBound - room
    guard focus.count < room else {
      let start = min(
        focus.lowerBound + min(max(scroll, 0), focus.count - room), last)
      return start..<start + room
    }
    let step = room - focus.count + (focus.isEmpty ? 0 : 1)
    let page = (focus.lowerBound - range.lowerBound) / max(1, step)
    let start = min(range.lowerBound + page * max(1, step), last)
    return start..<start + room
  }
}
