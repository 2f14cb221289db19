import Interface

/// How a frame differs from the one that was kept.
public struct FrameDifference: Hashable, Sendable {
  public let expected: GoldenFrame
  public let found: GoldenFrame

  /// - Returns: `nil` where the two are equal.
  public init?(expected: GoldenFrame, found: GoldenFrame) {
    guard expected != found else { return nil }
    self.expected = expected
    self.found = found
  }

  /// The first rows that differ, each with a mark under what does, and the styles.
  public var explanation: String {
    guard expected.size == found.size else {
      return "the size is \(found.size.columns)x\(found.size.rows), "
        + "the kept frame has \(expected.size.columns)x\(expected.size.rows)\n"
    }
    let rows = (0..<found.size.rows).filter { expected.row($0) != found.row($0) }
    var text = ""
    for row in rows.prefix(Self.shownRows) { text += explanation(ofRow: row) }
    if rows.count > Self.shownRows { text += "and \(rows.count - Self.shownRows) rows more\n" }
    return text
  }

  private static let shownRows = 6

  private func explanation(ofRow row: Int) -> String {
    let pairs = Array(zip(expected.row(row), found.row(row)))
    var text = ""
    if pairs.contains(where: { $0.character != $1.character }) {
      // A wide character takes two columns of the terminal, so the marks line up.
      let marks = String(pairs.map { $0.character == $1.character ? " " : "^" })
      text += """
        row \(row)
          kept |\(expected.text(row: row))|
          now  |\(found.text(row: row))|
                \(marks)

        """
    }
    if let column = pairs.firstIndex(where: { $0.style != $1.style }) {
      let (kept, now) = pairs[column]
      let count = pairs.count { $0.style != $1.style }
      text +=
        "row \(row): \(count) \(count == 1 ? "style" : "styles") differ, first in column \(column): "
        + "kept \(kept.style.words), now \(now.style.words)\n"
    }
    return text
  }
}
