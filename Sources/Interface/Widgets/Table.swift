import Ground

/// Rows of text in columns under their titles, with one row selected and the others scrolling by.
public struct Table: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public var title: String
    public var alignment: TextAlignment
    /// Columns with a higher number go first when the table is too wide; 0 never goes.
    public var dispensability: Int

    public init(_ title: String, alignment: TextAlignment = .left, dispensability: Int = 0) {
      self.title = title
      self.alignment = alignment
      self.dispensability = dispensability
    }
  }

  public var columns: [Column]
  public var rows: [[String]]
  public var selected: Int?

  public init(columns: [Column], rows: [[String]], selected: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.selected = selected
  }

  /// The widths of the columns at their full size.
  public var widths: [Int] {
    columns.indices.map { column in
      rows.reduce(TextWidth.width(of: columns[column].title)) {
        column < $1.count ? max($0, TextWidth.width(of: $1[column])) : $0
      }
    }
  }

  /// The rows that are shown in a rectangle: those around the selected one.
  public func visibleRows(in rect: Rect) -> Range<Int> {
    let room = max(0, rect.rows - 1)
    guard rows.count > room else { return 0..<rows.count }
    guard room > 0 else { return 0..<0 }
    let start = min(max(0, (selected ?? 0) - room / 2), rows.count - room)
    return start..<start + room
  }

  /// The row under a place of the canvas, when the table is drawn in this rectangle.
  public func row(at point: Point, in rect: Rect) -> Int? {
    guard rect.contains(point), point.row > rect.row else { return nil }
    let visible = visibleRows(in: rect)
    let row = visible.lowerBound + point.row - rect.row - 1
    return visible.contains(row) ? row : nil
  }

  /// Draws the titles in the first row and the rows below them; what is too wide is cut on its right.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let widths = self.widths
    let shown = columnsFitting(rect.columns, widths: widths)
    write(columns.map(\.title), shown, widths, on: &canvas, in: rect.line(0), style: Theme.title)
    for (line, row) in visibleRows(in: rect).enumerated() {
      let place = rect.line(line + 1)
      write(rows[row], shown, widths, on: &canvas, in: place, style: .plain)
      if row == selected { canvas.addAttributes(.reverse, in: place) }
    }
  }

  private func columnsFitting(_ room: Int, widths: [Int]) -> [Int] {
    var shown = Array(columns.indices)
    while shown.reduce(-2, { $0 + widths[$1] + 2 }) > room {
      guard
        let first = shown.filter({ columns[$0].dispensability > 0 })
          .max(by: { columns[$0].dispensability < columns[$1].dispensability })
      else { break }
      shown.removeAll { $0 == first }
    }
    return shown
  }

  private func write(
    _ row: [String], _ shown: [Int], _ widths: [Int], on canvas: inout Canvas, in rect: Rect,
    style: Style
  ) {
    var column = rect.column
    for index in shown where column < rect.endColumn {
      let width = min(widths[index], rect.endColumn - column)
      canvas.write(
        index < row.count ? row[index] : "",
        in: Rect(column: column, row: rect.row, columns: width, rows: 1),
        alignment: columns[index].alignment, style: style)
      column += width + 2
    }
  }
}
