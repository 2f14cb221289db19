/// Equations are written as Unicode text; this is their form where only ASCII can be shown.
public enum Formula {
  /// The lines with every sign spelt in ASCII: `Σ` becomes `sum`, `·` becomes `*`.
  ///
  /// A sign that grows pushes what stands to the right of it, in every line, so that limits stay under
  /// their sums; what is written without a space between stays together.
  public static func ascii(_ lines: [String]) -> [String] {
    let cells = lines.map { Array($0) }
    // Where each column of the original begins once the signs before it have grown.
    var starts = [0]
    for column in 0..<(cells.map(\.count).max() ?? 0) {
      let widest = cells.map { $0.count > column ? spelling(of: $0[column]).count : 1 }.max() ?? 1
      starts.append(starts[column] + widest)
    }
    return cells.map { line in
      var spelt = ""
      for (column, sign) in line.enumerated() where sign != " " {
        if column == 0 || line[column - 1] == " " {
          let gap = max(starts[column] - spelt.count, column == 0 ? 0 : 1)
          spelt += String(repeating: " ", count: gap)
        }
        spelt += spelling(of: sign)
      }
      return spelt
    }
  }

  /// Words of a sentence with their signs spelt in ASCII; letters stay as they are, since a terminal
  /// without them takes their marks away itself.
  public static func ascii(inline text: String) -> String {
    String(text.flatMap { spellings[$0] ?? String($0) })
  }

  /// One sign in ASCII; letters with marks keep their letter.
  public static func spelling(of character: Character) -> String {
    if character.isASCII { return String(character) }
    return spellings[character] ?? "?"
  }

  private static let spellings: [Character: String] = [
    "Σ": "sum", "Δ": "D", "·": "*", "×": "x", "−": "-", "–": "-", "→": "->", "←": "<-",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "…": "...", "∈": "in", "⌊": "floor(", "⌋": ")",
    "⎡": "[", "⎢": "[", "⎣": "[", "⎤": "]", "⎥": "]", "⎦": "]", "²": "^2",
  ]
}
