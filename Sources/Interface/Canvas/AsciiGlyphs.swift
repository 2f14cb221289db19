import Ground
import CUTF8Proc

/// Plain ASCII for terminals that have nothing else: one column for one column.
public enum AsciiGlyphs {
  /// A text in ASCII: `tích chập` becomes `tich chap`; a character of two columns becomes `??`.
  public static func text(_ text: String) -> String {
    var result = ""
    for character in TextWidth.normalized(text.printableLines) {
      let width = TextWidth.width(of: character)
      guard width > 0 || character == "\n" else { continue }
      guard let standIn = standIn(for: character) else { continue }
      result.append(standIn)
      if width == 2 { result.append("?") }
    }
    return result
  }

  /// The stand-in for one cell. The right half of a wide character (`nil`) gets one too, since
  /// nothing covers it any more.
  static func standIn(for character: Character?) -> Character? {
    guard let character else { return "?" }
    if character.isASCII { return character }
    if let known = table[character] { return known }
    return withoutMarks(character) ?? "?"
  }

  private static let table: [Character: Character] = {
    var table: [Character: Character] = [:]
    func map(_ glyphs: String, to standIn: Character) {
      for glyph in glyphs { table[glyph] = standIn }
    }
    map("─━═╸╺╴╶╼╾–—−‐‑┄┈", to: "-")
    map("│┃║╎┊", to: "|")
    map("┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╰╯┠┨┯┷", to: "+")
    map("·•∙⋅…", to: ".")
    map("×✕✗⨯", to: "x")
    map("→▶▸›»❯⇒", to: ">")
    map("←◀◂‹«⇐", to: "<")
    map("↑▲▴⇑", to: "^")
    map("↓▼▾⇓", to: "v")
    map("█▉▊▋▓■▪◼", to: "#")
    map("▍▌", to: "]")
    map("▐", to: "[")
    map("░▎▏□▫", to: ":")
    map("▀", to: "\"")
    map("▄▁▂▃", to: "_")
    map("●◉", to: "*")
    map("○◯∘", to: "o")
    map("⊕✚▒", to: "+")
    map("✓✔", to: "*")
    map("‘’", to: "'")
    map("“”", to: "\"")
    map("≤", to: "<")
    map("≥", to: ">")
    map("≈", to: "~")
    map("∞", to: "8")
    map("ΣΔ∂∇∈", to: "?")
    map("đ", to: "d")
    map("Đ", to: "D")
    return table
  }()

  /// The first scalar of the decomposed character, where it is ASCII: `ệ` gives `e`.
  private static func withoutMarks(_ character: Character) -> Character? {
    var scalar = character.unicodeScalars.first?.value ?? 0
    while scalar >= 128 {
      var parts: [utf8proc_int32_t] = [0, 0, 0, 0, 0, 0, 0, 0]
      var boundary: Int32 = 0
      let count = utf8proc_decompose_char(
        utf8proc_int32_t(bitPattern: scalar), &parts, parts.count,
        utf8proc_option_t(UTF8PROC_DECOMPOSE.rawValue), &boundary)
      guard count > 0, let first = parts.first, first >= 0, UInt32(first) != scalar else {
        return nil
      }
      scalar = UInt32(first)
    }
    return Unicode.Scalar(scalar).map(Character.init)
  }
}
