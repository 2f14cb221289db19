import Ground

/// One plane of a feature map as lines of text, at most 80 columns wide: cells in brackets are read or
/// made, `·` is padding, numbers line up on the point.
struct Grid {
  /// The rows and columns that are shown, with the focus among them.
  let rows: Range<Int>
  let columns: Range<Int>
  /// The lines, without spaces at their ends.
  let text: String

  /// - Parameters:
  ///   - rows, columns: of the plane; padding included, they may be negative.
  ///   - focus: the cell around which a large plane is cut.
  ///   - value: the number of a cell, `nil` for padding.
  ///   - isMarked: whether brackets stand around it.
  init(
    rows: Range<Int>, columns: Range<Int>, focus: (row: Int, column: Int), language: Language,
    value: (Int, Int) -> Double?, isMarked: (Int, Int) -> Bool
  ) {
    self.rows = Self.excerpt(of: rows, around: focus.row, limit: 16)
    let candidates = Self.excerpt(of: columns, around: focus.column, limit: 24)
    let places = self.rows.flatMap { row in candidates.map { (row, $0) } }
    let decimals = Self.decimals(for: places.compactMap(value))
    func number(_ row: Int, _ column: Int) -> String {
      value(row, column).map { language.numbers.fixed($0, decimals: decimals) } ?? "·"
    }
    let hasMarks = places.contains(where: isMarked)
    let width = (places.map { number($0.0, $0.1).count }.max() ?? 0) + (hasMarks ? 2 : 0)
    let gap = hasMarks ? " " : "  "
    let limit = max(1, (80 - Self.indent.count + gap.count) / (width + gap.count))
    self.columns = Self.excerpt(of: columns, around: focus.column, limit: min(limit, 24))
    let shown = self.columns
    text = self.rows.map { row in
      let cells = shown.map { column in
        let text = number(row, column)
        let cell = !hasMarks ? text : isMarked(row, column) ? "[\(text)]" : " \(text) "
        return String(repeating: " ", count: max(0, width - cell.count)) + cell
      }
      var line = Self.indent + cells.joined(separator: gap)
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  private static let indent = "  "

  /// At most `limit` of the indices, with the focus among them.
  static func excerpt(of indices: Range<Int>, around focus: Int, limit: Int) -> Range<Int> {
    guard indices.count > limit else { return indices }
    let first = min(max(focus - limit / 2, indices.lowerBound), indices.upperBound - limit)
    return first..<(first + limit)
  }

  /// As many as give the largest four digits, six at most; fewer where all the numbers end before.
  private static func decimals(for numbers: [Double]) -> Int {
    let finite = numbers.filter(\.isFinite)
    var largest = finite.map(\.magnitude).max() ?? 0
    var decimals = 3
    while largest >= 10, decimals > 0 {
      largest /= 10
      decimals -= 1
    }
    while largest < 1, decimals < 6 {
      largest *= 10
      decimals += 1
    }
    var scale = 1.0
    for enough in 0..<decimals {
      if finite.allSatisfy({ $0 * scale == ($0 * scale).rounded() }) { return enough }
      scale *= 10
    }
    return decimals
  }
}
