/// Text from outside made safe to show: the one place that decides what a terminal must not get raw.
///
/// A file's name, a class, a tensor or a lesson may hold anything. What would move a cursor, begin an
/// escape sequence, break a line or turn the reading direction around is written out instead, so that a
/// person sees that it is there: `\x1b`, `\u{202e}`, and `\xff` for a byte that is no UTF-8.
extension String {
  /// The text on one line, everything unsafe written out.
  public var printable: String { printable(keepingLineFeeds: false) }

  /// The text with its line feeds, everything else that is unsafe written out.
  public var printableLines: String { printable(keepingLineFeeds: true) }

  private func printable(keepingLineFeeds: Bool) -> String {
    func isKept(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isPrintable || (keepingLineFeeds && scalar == "\n")
    }
    // Nearly all text is ASCII, and all of what is not has nothing to hide.
    let isPlain = utf8.allSatisfy {
      (0x20..<0x7F).contains($0) || (keepingLineFeeds && $0 == UInt8(ascii: "\n"))
    }
    if isPlain || unicodeScalars.allSatisfy(isKept) { return self }
    var text = ""
    for scalar in unicodeScalars {
      if isKept(scalar) {
        text.unicodeScalars.append(scalar)
      } else {
        text += scalar.writtenOut
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows the character and does nothing else.
  ///
  /// Not for control characters (C0, DEL, C1), separators of lines and paragraphs, marks of the
  /// reading direction, characters that are there and cannot be seen, and bytes that are no text.
  var isPrintable: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F: false
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: false
    case 0x180E, 0x200B, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: false
    default: SystemText.byte(of: self) == nil
    }
  }

  /// `\n`, `\x1b`, `\u{9b}`
  fileprivate var writtenOut: String {
    if let byte = SystemText.byte(of: self) { return "\\x" + String(byte, radix: 16) }
    switch self {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(value, radix: 16)
      guard isASCII else { return "\\u{\(digits)}" }
      return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }
  }
}
