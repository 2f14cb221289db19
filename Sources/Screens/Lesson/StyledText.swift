import Ground
import Interface
import Lessons

/// One line of a page: pieces of text, each in its style.
struct StyledLine: Hashable, Sendable {
  struct Piece: Hashable, Sendable {
    var text: String
    var style: Style
  }

  var pieces: [Piece]
  /// Blank columns before the first piece.
  var indent: Int

  init(_ pieces: [Piece] = [], indent: Int = 0) {
    self.pieces = pieces
    self.indent = indent
  }

  init(_ text: String, _ style: Style = .plain, indent: Int = 0) {
    self.init([Piece(text: text, style: style)], indent: indent)
  }

  static let blank = StyledLine()

  var width: Int { pieces.reduce(indent) { $0 + TextWidth.width(of: $1.text) } }

  var text: String { String(repeating: " ", count: indent) + pieces.map(\.text).joined() }

  func indented(by columns: Int) -> StyledLine {
    StyledLine(pieces, indent: indent + columns)
  }

  /// Adds text, to the last piece where the style is the same.
  mutating func append(_ text: String, style: Style) {
    if pieces.last?.style == style {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append(Piece(text: text, style: style))
    }
  }

  func draw(on canvas: inout Canvas, in line: Rect) {
    var column = line.column + indent
    for piece in pieces {
      column = canvas.write(
        piece.text, at: Point(column: column, row: line.row), style: piece.style, clip: line)
    }
  }
}

/// Prose of a lesson as lines of a width.
struct ProseLayout {
  let glyphs: Capabilities.Glyphs
  /// What the whole paragraph adds to every piece.
  var attributes: Attributes = []

  /// Lines of at most so many columns, broken between words; what is marked as code is kept
  /// together where it fits a line at all.
  ///
  /// - Parameter start: what the first line begins with.
  func lines(
    _ prose: Prose, columns: Int, after start: StyledLine.Piece? = nil
  ) -> [StyledLine] {
    var lines: [StyledLine] = []
    var line = StyledLine(start.map { [$0] } ?? [])
    var width = line.width
    var isFirst = start != nil
    func breakLine() {
      lines.append(line)
      line = StyledLine()
      width = 0
    }
    for word in words(of: prose) {
      let wordWidth = word.reduce(0) { $0 + TextWidth.width(of: $1.text) }
      if width > 0, width + 1 + wordWidth > columns { breakLine() }
      if width > 0, !isFirst {
        line.append(" ", style: word[0].style == line.pieces.last?.style ? word[0].style : .plain)
        width += 1
      }
      isFirst = false
      for piece in word {
        for character in piece.text {
          let next = TextWidth.width(of: character)
          if width + next > columns, width > 0 { breakLine() }
          line.append(String(character), style: piece.style)
          width += next
        }
      }
    }
    lines.append(line)
    return lines
  }

  /// Pieces between which a line may break; none of them is empty.
  private func words(of prose: Prose) -> [[StyledLine.Piece]] {
    var words: [[StyledLine.Piece]] = []
    var word: [StyledLine.Piece] = []
    func finish() {
      if !word.isEmpty { words.append(word) }
      word = []
    }
    for run in prose.runs {
      let text = TextWidth.shown(
        glyphs == .ascii ? Formula.ascii(inline: run.text) : run.text)
      let style = style(of: run.manner)
      if run.manner.contains(.code) {
        word.append(StyledLine.Piece(text: text, style: style))
        continue
      }
      let parts = text.split(separator: " ", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { finish() }
        if !part.isEmpty { word.append(StyledLine.Piece(text: String(part), style: style)) }
      }
    }
    finish()
    return words
  }

  private func style(of manner: Prose.Manner) -> Style {
    var style = manner.contains(.code) ? Theme.code : .plain
    if manner.contains(.emphasis) { style.attributes.insert(.italic) }
    if manner.contains(.strong) { style.attributes.insert(.bold) }
    style.attributes.formUnion(attributes)
    return style
  }
}
