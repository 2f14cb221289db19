import Ground
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
  public var explanation: Bilingual {
    Bilingual(Language.english.difference(self), Language.vietnamese.difference(self))
  }
}

extension Language {
  fileprivate func difference(_ difference: FrameDifference) -> String {
    let (expected, found) = (difference.expected, difference.found)
    guard expected.size == found.size else {
      return say(
        "the size is \(found.size.columns)x\(found.size.rows), "
          + "the kept frame has \(expected.size.columns)x\(expected.size.rows)\n",
        "kích thước là \(found.size.columns)x\(found.size.rows), "
          + "khung hình đã lưu là \(expected.size.columns)x\(expected.size.rows)\n")
    }
    let rows = (0..<found.size.rows).filter { expected.row($0) != found.row($0) }
    var text = ""
    for row in rows.prefix(Self.shownRows) { text += self.row(row, expected, found) }
    let more = rows.count - Self.shownRows
    if more > 0 { text += say("and \(more) rows more\n", "và \(more) hàng nữa\n") }
    return text
  }

  private static let shownRows = 6

  private func row(_ row: Int, _ expected: GoldenFrame, _ found: GoldenFrame) -> String {
    let pairs = Array(zip(expected.row(row), found.row(row)))
    var text = ""
    if pairs.contains(where: { $0.character != $1.character }) {
      // A wide character takes two columns of the terminal, so the marks line up.
      let marks = String(pairs.map { $0.character == $1.character ? " " : "^" })
      text += """
        \(say("row", "hàng")) \(row)
          \(say("kept", "cũ  ")) |\(expected.text(row: row))|
          \(say("now ", "nay ")) |\(found.text(row: row))|
                \(marks)

        """
    }
    if let column = pairs.firstIndex(where: { $0.style != $1.style }) {
      let (kept, now) = pairs[column]
      let count = pairs.count { $0.style != $1.style }
      text += say(
        "row \(row): \(count) \(count == 1 ? "style differs" : "styles differ"), "
          + "first in column \(column): kept \(kept.style.words), now \(now.style.words)\n",
        "hàng \(row): \(count) ô khác kiểu chữ, đầu tiên ở cột \(column): "
          + "cũ \(kept.style.words), nay \(now.style.words)\n")
    }
    return text
  }

  private func say(_ english: String, _ vietnamese: String) -> String {
    Bilingual(english, vietnamese)[self]
  }
}
