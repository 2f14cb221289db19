import Ground
import Interface

/// Frames as the bytes that an ANSI terminal of 256 colours shows them by: only what has changed.
struct AnsiWriter {
  private var shown: Canvas?
  private var style: Style?

  /// The bytes that turn what is shown into this frame; empty where nothing has changed.
  mutating func bytes(for canvas: Canvas) -> String {
    var text = ""
    if shown?.size != canvas.size {
      text += "\u{1b}[?25l\u{1b}[0m\u{1b}[2J"
      style = .plain
      shown = canvas.blank(size: canvas.size)
    }
    guard let before = shown else { return text }
    for row in 0..<canvas.size.rows {
      // Where the terminal's cursor is after the last character of this row.
      var cursor: Int?
      for column in 0..<canvas.size.columns {
        let index = row * canvas.size.columns + column
        let cell = canvas.cells[index]
        guard cell != before.cells[index], let character = cell.character else { continue }
        if cursor != column { text += "\u{1b}[\(row + 1);\(column + 1)H" }
        if style != cell.style {
          text += Self.codes(for: cell.style)
          style = cell.style
        }
        text.append(character)
        cursor = column + TextWidth.width(of: character)
      }
    }
    shown = canvas
    return text
  }

  /// The bytes that give the terminal back: no colours, the cursor shown on a line of its own below.
  mutating func close() -> String {
    let rows = shown?.size.rows ?? 1
    (shown, style) = (nil, nil)
    return "\u{1b}[0m\u{1b}[\(rows);1H\u{1b}[?25h\r\n"
  }

  /// A frame as lines of text with their colours, for a terminal that shows them where it stands.
  static func lines(of canvas: Canvas) -> String {
    var text = ""
    for row in 0..<canvas.size.rows {
      let cells = (0..<canvas.size.columns).map { canvas[$0, row] }
      let end = (cells.lastIndex { $0 != .blank } ?? -1) + 1
      var style = Style.plain
      for cell in cells[..<end] {
        guard let character = cell.character else { continue }
        if style != cell.style { text += codes(for: cell.style) }
        style = cell.style
        text.append(character)
      }
      text += style == .plain ? "\n" : "\u{1b}[0m\n"
    }
    return text
  }

  private static func codes(for style: Style) -> String {
    var codes = ["0"]
    let attributes: [(Attributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
    ]
    for (attribute, code) in attributes where style.attributes.contains(attribute) {
      codes.append(code)
    }
    if case .indexed(let index) = style.foreground { codes.append("38;5;\(index)") }
    if case .indexed(let index) = style.background { codes.append("48;5;\(index)") }
    return "\u{1b}[" + codes.joined(separator: ";") + "m"
  }
}
