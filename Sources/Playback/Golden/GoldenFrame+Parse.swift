import Ground
import Interface

/// What is wrong with the text of a `.frame` file.
public struct GoldenFrameError: Error, Hashable, Sendable {
  /// Counted from 1.
  public let line: Int
  public let expected: Bilingual
  public let found: String
}

extension GoldenFrame {
  /// Reads the content of a `.frame` file.
  public init(parsing content: String) throws(GoldenFrameError) {
    var reader = FrameReader(content)
    try reader.expect(Self.header)
    let size = try reader.size()
    try reader.expect("text")
    var texts: [[Character?]] = []
    for _ in 0..<size.rows { texts.append(try reader.textRow(columns: size.columns)) }
    try reader.expect("styles")
    var letters: [(line: Int, row: [Character])] = []
    for _ in 0..<size.rows {
      letters.append((reader.lineNumber, try reader.row(columns: size.columns)))
    }
    try reader.expect("key")
    let key = try reader.key()
    var cells: [Cell] = []
    for (text, styles) in zip(texts, letters) {
      for (character, letter) in zip(text, styles.row) {
        guard let style = key[letter] else {
          throw GoldenFrameError(
            line: styles.line,
            expected: Bilingual("letters of the key", "các chữ cái có trong phần key"),
            found: String(letter))
        }
        cells.append(Cell(character, style))
      }
    }
    self.init(size: size, cells: cells)
  }
}

/// Goes through the lines of a frame file.
private struct FrameReader {
  private let lines: [Substring]
  private var next = 0
  /// Larger frames are no frames of a terminal.
  private static let largestSide = 2000

  init(_ content: String) {
    lines = content.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The line that comes next, counted from 1.
  var lineNumber: Int { next + 1 }

  mutating func line() -> Substring {
    defer { next += 1 }
    return next < lines.count ? lines[next] : ""
  }

  mutating func expect(_ text: String) throws(GoldenFrameError) {
    let number = lineNumber
    let found = line()
    guard found == text else {
      throw GoldenFrameError(line: number, expected: Bilingual(text, text), found: String(found))
    }
  }

  mutating func size() throws(GoldenFrameError) -> Size {
    let number = lineNumber
    let found = line()
    let sides = found.dropFirst("size ".count).split(separator: "x").compactMap { Int($0) }
    guard found.hasPrefix("size "), sides.count == 2,
      sides.allSatisfy({ (0...Self.largestSide).contains($0) })
    else {
      throw GoldenFrameError(
        line: number, expected: Bilingual("size COLUMNSxROWS", "size CỘTxHÀNG"),
        found: String(found))
    }
    return Size(columns: sides[0], rows: sides[1])
  }

  mutating func row() throws(GoldenFrameError) -> Substring {
    let number = lineNumber
    let found = line()
    guard found.count >= 2, found.hasPrefix("|"), found.hasSuffix("|") else {
      throw GoldenFrameError(
        line: number, expected: Bilingual("a row between bars", "một hàng nằm giữa hai dấu |"),
        found: String(found))
    }
    return found.dropFirst().dropLast()
  }

  mutating func row(columns: Int) throws(GoldenFrameError) -> [Character] {
    let number = lineNumber
    let row = Array(try row())
    guard row.count == columns else {
      throw GoldenFrameError(
        line: number, expected: Bilingual("\(columns) letters", "\(columns) chữ cái"),
        found: "\(row.count)")
    }
    return row
  }

  mutating func textRow(columns: Int) throws(GoldenFrameError) -> [Character?] {
    let number = lineNumber
    var cells: [Character?] = []
    for character in try row() {
      cells.append(character)
      if TextWidth.width(of: character) == 2 { cells.append(nil) }
    }
    guard cells.count == columns else {
      throw GoldenFrameError(
        line: number, expected: Bilingual("\(columns) columns", "\(columns) cột"),
        found: "\(cells.count)")
    }
    return cells
  }

  mutating func key() throws(GoldenFrameError) -> [Character: Style] {
    var key: [Character: Style] = [".": .plain]
    while next < lines.count {
      let number = lineNumber
      let words = line().split(separator: " ")
      guard let first = words.first else { continue }
      guard first.count == 1, let letter = first.first,
        let style = Style(words: words.dropFirst())
      else {
        throw GoldenFrameError(
          line: number,
          expected: Bilingual("a letter and its style", "một chữ cái và kiểu chữ của nó"),
          found: words.joined(separator: " "))
      }
      key[letter] = style
    }
    return key
  }
}
