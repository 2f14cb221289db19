/// A place on the canvas, from the top left corner, which is (0, 0).
public struct Point: Hashable, Sendable {
  public var column: Int
  public var row: Int

  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// Columns and rows.
public struct Size: Hashable, Sendable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A rectangle of cells; one without cells has a width or a height of 0, never less.
public struct Rect: Hashable, Sendable {
  public var column: Int
  public var row: Int
  public var columns: Int
  public var rows: Int

  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  public var isEmpty: Bool { columns == 0 || rows == 0 }

  /// The first column to the right of it.
  public var endColumn: Int { column + columns }

  /// The first row below it.
  public var endRow: Int { row + rows }

  public func contains(_ point: Point) -> Bool {
    (column..<endColumn).contains(point.column) && (row..<endRow).contains(point.row)
  }

  /// What is left inside a frame of this thickness.
  public func inset(columns: Int = 1, rows: Int = 1) -> Rect {
    Rect(
      column: column + columns, row: row + rows,
      columns: self.columns - 2 * columns, rows: self.rows - 2 * rows)
  }

  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top,
      columns: min(endColumn, other.endColumn) - left, rows: min(endRow, other.endRow) - top)
  }

  /// One row of it, counted from its top; an empty rectangle below its last row.
  public func line(_ index: Int) -> Rect {
    guard (0..<rows).contains(index) else {
      return Rect(column: column, row: row + index, columns: 0, rows: 0)
    }
    return Rect(column: column, row: row + index, columns: columns, rows: 1)
  }

  /// Cuts the first rows off; the rest may be empty.
  public func splitRows(_ count: Int) -> (top: Rect, rest: Rect) {
    let cut = min(max(0, count), rows)
    return (
      Rect(column: column, row: row, columns: columns, rows: cut),
      Rect(column: column, row: row + cut, columns: columns, rows: rows - cut)
    )
  }

  /// Cuts the last rows off.
  public func splitLastRows(_ count: Int) -> (rest: Rect, bottom: Rect) {
    let parts = splitRows(rows - min(max(0, count), rows))
    return (parts.top, parts.rest)
  }

  /// Cuts the first columns off; the rest may be empty.
  public func splitColumns(_ count: Int) -> (left: Rect, rest: Rect) {
    let cut = min(max(0, count), columns)
    return (
      Rect(column: column, row: row, columns: cut, rows: rows),
      Rect(column: column + cut, row: row, columns: columns - cut, rows: rows)
    )
  }

  /// Parts of its width, side by side with a gap between; what does not divide goes to the first.
  public func dividedColumns(into count: Int, gap: Int = 0) -> [Rect] {
    guard count > 0 else { return [] }
    let free = max(0, columns - gap * (count - 1))
    var parts: [Rect] = []
    var start = column
    for index in 0..<count {
      let width = free / count + (index < free % count ? 1 : 0)
      parts.append(
        Rect(column: start, row: row, columns: min(width, max(0, endColumn - start)), rows: rows))
      start += width + gap
    }
    return parts
  }

  /// The rectangle moved.
  public func offset(columns: Int = 0, rows: Int = 0) -> Rect {
    Rect(
      column: column + columns, row: row + rows, columns: self.columns, rows: self.rows)
  }
}
