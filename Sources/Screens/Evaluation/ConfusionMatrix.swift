import Ground
import Interface
import Tensors

/// The confusion matrix as a heat map with numbers: a row for each true class, a column for each
/// class that the network said.
///
/// Right answers are on the blue side and mistakes on the orange one; a mistake is as strong as its
/// share among the largest mistakes. Where not all classes find room, it scrolls with the cursor.
struct ConfusionMatrix {
  let counts: [[Int]]
  let names: [String]
  let cursor: ConfusionCell
  let format: NumberFormat

  /// What of the matrix is shown, and where.
  struct Arrangement: Hashable {
    /// The room of the cells, below the header and right of the names.
    let cells: Rect
    let cellColumns: Int
    let rows: Range<Int>
    let columns: Range<Int>
  }

  func arrangement(in rect: Rect) -> Arrangement {
    let widest = counts.joined().max() ?? 0
    let least = max(3, "\(widest)".count + 1, "\(counts.count - 1)".count + 1)
    let nameWidth = (names.indices.map { TextWidth.width(of: rowLabel(of: $0)) }.max() ?? 0) + 1
    // Numbers come before whole names.
    let label = max(4, min(nameWidth, rect.columns - least * counts.count))
    let room = rect.splitRows(1).rest.splitColumns(label).rest
    let width = max(least, min(7, room.columns / max(1, counts.count)))
    return Arrangement(
      cells: room, cellColumns: width,
      rows: window(around: cursor.truth, count: room.rows),
      columns: window(around: cursor.said, count: room.columns / width))
  }

  private func window(around index: Int, count: Int) -> Range<Int> {
    let shown = min(max(0, count), counts.count)
    let first = min(max(0, index - shown / 2), counts.count - shown)
    return first..<first + shown
  }

  func cell(at point: Point, in rect: Rect) -> ConfusionCell? {
    let layout = arrangement(in: rect)
    guard layout.cells.contains(point) else { return nil }
    let truth = layout.rows.lowerBound + point.row - layout.cells.row
    let said =
      layout.columns.lowerBound + (point.column - layout.cells.column) / layout.cellColumns
    guard layout.rows.contains(truth), layout.columns.contains(said) else { return nil }
    return ConfusionCell(truth: truth, said: said)
  }

  /// - Parameter isFocused: whether the cursor is shown in reverse.
  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let layout = arrangement(in: rect)
    let largest = largestMistake
    for (line, truth) in layout.rows.enumerated() {
      let row = layout.cells.line(line)
      canvas.write(
        rowLabel(of: truth),
        in: Rect(
          column: rect.column, row: row.row, columns: row.column - rect.column - 1, rows: 1),
        style: truth == cursor.truth ? Theme.title : .plain)
      let total = counts[truth].reduce(0, +)
      for (place, said) in layout.columns.enumerated() {
        let count = counts[truth][said]
        let column = row.column + place * layout.cellColumns
        var style = style(
          share: total == 0 ? 0 : Double(count) / Double(total), isRight: truth == said,
          largest: largest, on: canvas)
        if truth == cursor.truth, said == cursor.said, isFocused {
          style.attributes.formUnion([.reverse, .bold])
        }
        canvas.write(
          text(of: count, columns: layout.cellColumns),
          at: Point(column: column, row: row.row), style: style, clip: row)
      }
    }
    for (place, said) in layout.columns.enumerated() {
      canvas.write(
        Text.padded("\(said)", to: layout.cellColumns, alignment: .right),
        at: Point(column: layout.cells.column + place * layout.cellColumns, row: rect.row),
        style: said == cursor.said ? Theme.title : Theme.dim, clip: rect)
    }
  }

  /// The number and the name, which may be the number itself.
  private func rowLabel(of index: Int) -> String {
    let number = Text.padded("\(index)", to: 2, alignment: .right)
    return names[index] == "\(index)" ? number : number + " " + names[index]
  }

  /// The largest share of a class that was taken for one other.
  private var largestMistake: Double {
    var largest = 0.0
    for (truth, row) in counts.enumerated() {
      let total = row.reduce(0, +)
      for (said, count) in row.enumerated() where said != truth && total > 0 {
        largest = max(largest, Double(count) / Double(total))
      }
    }
    return largest
  }

  private func style(
    share: Double, isRight: Bool, largest: Double, on canvas: Canvas
  ) -> Style {
    guard share > 0 else { return Theme.dim }
    var style = Palette.signed(limit: isRight ? 1 : largest)
      .style(for: isRight ? -share : share, on: canvas.capabilities, scheme: canvas.scheme)
    if isRight { style.attributes.insert(.bold) }
    return style
  }

  private func text(of count: Int, columns: Int) -> String {
    guard count > 0 else { return Text.padded("·", to: columns, alignment: .right) }
    let grouped = format.integer(count)
    let text = grouped.count < columns ? grouped : "\(count)"
    return Text.padded(text, to: columns, alignment: .right)
  }
}
