extension JSON: CustomStringConvertible {
  /// The text on one line, without spaces; UTF-8. What JSON asks for is escaped, and what a terminal must
  /// not get raw.
  public var description: String { String(decoding: bytes, as: UTF8.self) }

  /// The beginning of the text: what was found, in a sentence.
  public var excerpt: String {
    let text = description
    return text.count > 40 ? text.prefix(40) + "…" : text
  }

  /// The text as UTF-8, on one line and without a line feed at its end.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  /// Appends the text to a buffer.
  ///
  /// Numbers read back exactly: a whole one below 2⁵³ is written as `19`, any other with the fewest
  /// digits that give the same `Double`. NaN and the infinities become `null`.
  public func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): Self.write(value, to: &bytes)
    case .number(let value): Self.write(value, to: &bytes)
    case .string(let value): Self.write(value, to: &bytes)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        item.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ number: Double, to bytes: inout [UInt8]) {
    guard number.isFinite else {
      bytes.append(contentsOf: "null".utf8)
      return
    }
    let isNegativeZero = number == 0 && number.sign == .minus
    if number.magnitude < 0x1p53, number == number.rounded(.towardZero), !isNegativeZero {
      write(Int(number), to: &bytes)
    } else {
      var text = number.description
      text.withUTF8 { bytes.append(contentsOf: $0) }
    }
  }

  /// Digits without a string in between: outputs have millions of numbers.
  private static func write(_ number: Int, to bytes: inout [UInt8]) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = number.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private static func write(_ string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: scalar))
      case "\n": bytes.append(contentsOf: #"\n"#.utf8)
      case "\r": bytes.append(contentsOf: #"\r"#.utf8)
      case "\t": bytes.append(contentsOf: #"\t"#.utf8)
      case _ where scalar.isPrintable: bytes.append(contentsOf: String(scalar).utf8)
      default:
        // A byte of a file's name that is no UTF-8: the lone surrogate by which Python knows it, too.
        let byte = SystemText.byte(of: scalar).map { [0xDC00 + UInt16($0)] }
        for unit in byte ?? Array(String(scalar).utf16) { writeEscape(unit, to: &bytes) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// `\u009b`
  private static func writeEscape(_ unit: UInt16, to bytes: inout [UInt8]) {
    let digits = String(unit, radix: 16)
    bytes.append(
      contentsOf: (#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
  }
}
