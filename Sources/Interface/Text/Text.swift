import Ground

/// Where a line of text stands in the room it has.
public enum TextAlignment: Hashable, Sendable { case left, center, right }

/// Wrapping, cutting and padding by display width, which is not the number of characters.
public enum Text {
  /// The text, or as much of it as fits with a `…` at its end.
  public static func clipped(_ text: String, to columns: Int) -> String {
    guard columns > 0 else { return "" }
    let text = TextWidth.shown(text)
    guard TextWidth.width(of: text) > columns else { return text }
    var kept = ""
    var width = 0
    for character in text {
      let next = TextWidth.width(of: character)
      guard width + next <= columns - 1 else { break }
      kept.append(character)
      width += next
    }
    return kept + "…"
  }

  /// The text with spaces added up to a width; a text wider than that is cut.
  public static func padded(
    _ text: String, to columns: Int, alignment: TextAlignment = .left
  ) -> String {
    let text = clipped(text, to: columns)
    let free = max(0, columns - TextWidth.width(of: text))
    let before =
      switch alignment {
      case .left: 0
      case .center: free / 2
      case .right: free
      }
    return String(repeating: " ", count: before) + text
      + String(repeating: " ", count: free - before)
  }

  /// The text as lines of at most so many columns, broken between words; a newline breaks too, and
  /// a word wider than a line is broken inside.
  ///
  /// Spaces at the start of a paragraph stay (they indent), those at a break go. There is at least
  /// one line.
  public static func wrapped(_ text: String, to columns: Int) -> [String] {
    guard columns > 0 else { return [""] }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { wrappedParagraph(TextWidth.shown(String($0)), to: columns) }
  }

  private static func wrappedParagraph(_ paragraph: String, to columns: Int) -> [String] {
    let indent = paragraph.prefix { $0 == " " }
    var lines: [String] = []
    var line = String(indent.prefix(columns - 1))
    var width = line.count
    var isLineEmpty = true
    for word in paragraph.dropFirst(indent.count).split(separator: " ") {
      let wordWidth = TextWidth.width(of: String(word))
      if !isLineEmpty, width + 1 + wordWidth <= columns {
        line += " " + word
        width += 1 + wordWidth
        continue
      }
      if !isLineEmpty {
        lines.append(line)
        (line, width) = ("", 0)
      }
      for character in word {
        let next = TextWidth.width(of: character)
        if width + next > columns, width > 0 {
          lines.append(line)
          (line, width) = ("", 0)
        }
        line.append(character)
        width += next
      }
      isLineEmpty = false
    }
    lines.append(line)
    return lines
  }
}
