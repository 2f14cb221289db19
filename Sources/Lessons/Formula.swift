/// Equations are written as Unicode text; this is their form where only ASCII can be shown.
public enum Formula {
  /// The lines with every sign spelt in ASCII: `Σ` becomes `sum`, `·` becomes `*`.
  ///
  /// A sign that grows pushes every line apart at its column, so limits stay under their sums.
  public static func ascii(_ lines: [String]) -> [String] {
    let columns = lines.map { Array($0) }
    let width = columns.map(\.count).max() ?? 0
    var spelt = Array(repeating: "", count: lines.count)
    for column in 0..<width {
      let cells = columns.map { $0.count > column ? spelling(of: $0[column]) : "" }
      let widest = cells.map(\.count).max() ?? 0
      for row in lines.indices {
        let blank = String(repeating: " ", count: widest - cells[row].count)
        spelt[row] += columns[row].count > column ? cells[row] + blank : ""
      }
    }
    return spelt.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }
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
