import Interface

/// A frame kept as text to compare with: every cell's character and style (docs/golden-frames.md).
public struct GoldenFrame: Hashable, Sendable {
  public let size: Size
  /// Row by row.
  public let cells: [Cell]

  public init(_ canvas: Canvas) {
    size = canvas.size
    cells = canvas.cells
  }

  init(size: Size, cells: [Cell]) {
    self.size = size
    self.cells = cells
  }

  /// One row's characters; a wide one stands for both its cells.
  public func text(row: Int) -> String {
    guard (0..<size.rows).contains(row) else { return "" }
    return String(self.row(row).compactMap(\.character))
  }

  /// The frame's rows as a person sees them, without the spaces at their ends.
  public var plainText: String {
    (0..<size.rows).map { row in
      var line = text(row: row)
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.columns..<(row + 1) * size.columns]
  }
}

extension GoldenFrame: CustomStringConvertible {
  /// The content of a `.frame` file.
  public var description: String {
    var letters = StyleLetters()
    var text = ""
    var styles = ""
    for row in 0..<size.rows {
      text += "|" + self.text(row: row) + "|\n"
      styles += "|" + String(self.row(row).map { letters.letter(for: $0.style) }) + "|\n"
    }
    let key = letters.styles.map { "\($0.letter) \($0.style.words)\n" }.joined()
    return """
      \(Self.header)
      size \(size.columns)x\(size.rows)
      text
      \(text)styles
      \(styles)key
      \(key)
      """
  }

  static let header = "convscope frame 1"
}

/// Gives each style a letter, in the order in which they appear; the plain one is a dot.
private struct StyleLetters {
  private(set) var styles: [(letter: Character, style: Style)] = []
  private var known: [Style: Character] = [.plain: "."]

  mutating func letter(for style: Style) -> Character {
    if let letter = known[style] { return letter }
    let letter = Self.letter(number: styles.count)
    known[style] = letter
    styles.append((letter, style))
    return letter
  }

  /// a…z, A…Z, 0…9, and then, for frames of very many colours, Hangul.
  private static func letter(number: Int) -> Character {
    let simple = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    if number < simple.count { return simple[number] }
    let scalar = Unicode.Scalar(UInt32(0xAC00 + number - simple.count))
    return scalar.map(Character.init) ?? "?"
  }
}
