import Interface
import Lessons

/// A table of a lesson: columns as wide as their words, narrower where the page is.
struct TableLayout {
  private let table: Lessons.Table
  private let glyphs: Capabilities.Glyphs

  init(_ table: Lessons.Table, glyphs: Capabilities.Glyphs) {
    self.table = table
    self.glyphs = glyphs
  }

  func lines(columns: Int) -> [StyledLine] {
    let widths = widths(columns: columns)
    let total = widths.reduce(-2) { $0 + $1 + 2 }
    let rule = StyledLine(String(repeating: "─", count: max(0, total)), Theme.dim)
    return row(table.header, widths, ProseLayout(glyphs: glyphs, attributes: .bold)) + [rule]
      + table.rows.flatMap { row($0, widths, ProseLayout(glyphs: glyphs)) }
  }

  /// The widths of the columns; the widest gives way first where they do not fit.
  private func widths(columns: Int) -> [Int] {
    let prose = ProseLayout(glyphs: glyphs)
    var widths = table.header.indices.map { column in
      ([table.header] + table.rows).reduce(1) { widest, row in
        guard row.indices.contains(column) else { return widest }
        return max(widest, prose.lines(row[column], columns: columns)[0].width)
      }
    }
    while widths.reduce(-2, { $0 + $1 + 2 }) > columns, let widest = widths.max(), widest > 4 {
      widths[widths.firstIndex(of: widest) ?? 0] -= 1
    }
    return widths
  }

  private func row(_ cells: [Prose], _ widths: [Int], _ prose: ProseLayout) -> [StyledLine] {
    let parts = cells.enumerated().map { column, cell in
      prose.lines(cell, columns: widths[column])
    }
    let height = parts.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var whole = StyledLine()
      var start = 0
      for (column, lines) in parts.enumerated() {
        let cell = line < lines.count ? lines[line] : .blank
        let free = max(0, widths[column] - cell.width)
        let before =
          switch alignment(of: column) {
          case .leading: 0
          case .center: free / 2
          case .trailing: free
          }
        whole.append(
          String(repeating: " ", count: max(0, start + before - whole.width)), style: .plain)
        whole.pieces += cell.pieces
        start += widths[column] + 2
      }
      return whole
    }
  }

  private func alignment(of column: Int) -> Lessons.Table.Alignment {
    table.alignments.indices.contains(column) ? table.alignments[column] : .leading
  }
}
