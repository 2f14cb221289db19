import Tensors

/// One plane of a feature map as lines of text: cells in brackets are read or made, `·` is padding.
struct Grid {
  let rows: Range<Int>
  let columns: Range<Int>
  private let lines: [String]

  /// - Parameters:
  ///   - rows, columns: of the plane; padding included, they may be negative.
  ///   - value: the number of a cell, `nil` for padding.
  ///   - isMarked: whether brackets stand around it.
  init(
    rows: Range<Int>, columns: Range<Int>, language: Language, value: (Int, Int) -> Double?,
    isMarked: (Int, Int) -> Bool
  ) {
    self.rows = rows
    self.columns = columns
    let hasMarks = rows.contains { row in columns.contains { isMarked(row, $0) } }
    let cells = rows.map { row in
      columns.map { column in
        let text = value(row, column).map { language.text($0, significant: 4) } ?? "·"
        return !hasMarks ? text : isMarked(row, column) ? "[\(text)]" : " \(text) "
      }
    }
    let width = cells.joined().map(\.count).max() ?? 0
    let gap = hasMarks ? " " : "  "
    lines = cells.map { row in
      row.map { String(repeating: " ", count: width - $0.count) + $0 }.joined(separator: gap)
    }
  }

  /// The lines without spaces at their ends.
  var text: String {
    lines.map { line in
      var end = line[...]
      while end.hasSuffix(" ") { end.removeLast() }
      return "  " + end
    }.joined(separator: "\n")
  }

  /// At most `limit` of the indices, with the focus among them.
  static func excerpt(of indices: Range<Int>, around focus: Int, limit: Int) -> Range<Int> {
    guard indices.count > limit else { return indices }
    let first = min(max(focus - limit / 2, indices.lowerBound), indices.upperBound - limit)
    return first..<(first + limit)
  }
}
