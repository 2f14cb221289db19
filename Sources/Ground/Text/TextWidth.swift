import CUTF8Proc

/// How many columns a text takes in a terminal.
public enum TextWidth {
  /// Where a text stands in its column.
  public enum Alignment: Hashable, Sendable { case leading, trailing }

  /// The columns of one grapheme: 0 for control characters, 2 for wide ones, else 1.
  public static func width(of character: Character) -> Int {
    if let ascii = character.asciiValue { return ascii >= 32 && ascii < 127 ? 1 : 0 }
    var width = 0
    for scalar in character.unicodeScalars {
      width = max(width, Int(utf8proc_charwidth(utf8proc_int32_t(scalar.value))))
    }
    return min(width, 2)
  }

  /// The columns of a text as it is shown on one line (``shown(_:)``).
  public static func width(of text: String) -> Int {
    shown(text).reduce(0) { $0 + width(of: $1) }
  }

  /// The text as it is shown: on one line, safe to print, in NFC.
  public static func shown(_ text: String) -> String { normalized(text.printable) }

  /// The text in NFC: Vietnamese comes both composed and decomposed.
  public static func normalized(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 128 }) { return text }
    let bytes = Array(text.utf8)
    var composed: UnsafeMutablePointer<UInt8>?
    let length = bytes.withUnsafeBufferPointer {
      utf8proc_map(
        $0.baseAddress, $0.count, &composed,
        utf8proc_option_t(UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue))
    }
    guard length >= 0, let composed else { return text }
    defer { free(composed) }
    return String(decoding: UnsafeBufferPointer(start: composed, count: length), as: UTF8.self)
  }

  /// The text with spaces added up to a width, as the cells of a printed table need; a wider one stays.
  public static func padded(
    _ text: String, to columns: Int, _ alignment: Alignment = .leading
  ) -> String {
    let text = shown(text)
    let space = String(repeating: " ", count: max(0, columns - width(of: text)))
    return alignment == .leading ? text + space : space + text
  }
}
