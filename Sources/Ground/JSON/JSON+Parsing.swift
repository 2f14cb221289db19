extension JSON {
  /// The value of a JSON text: UTF-8, one value, white space around it.
  ///
  /// Strict (RFC 8259): no comments, no trailing commas, no NaN, no byte order mark; a key that comes
  /// twice in one object is refused, and so is nesting deeper than `maximumDepth`. The caller limits
  /// the number of bytes.
  ///
  /// - Parameter hasSystemText: takes the lone surrogates `\udc80` to `\udcff` for bytes of a file's name
  ///   (``SystemText``), as they are written.
  public init(
    parsing bytes: some Sequence<UInt8>, maximumDepth: Int = 64, hasSystemText: Bool = false
  ) throws(JSONError) {
    let bytes = Array(bytes)
    var parser = JSONParser(
      bytes: bytes, maximumDepth: maximumDepth, hasSystemText: hasSystemText)
    self = try parser.document()
  }

  public init(parsing text: String, maximumDepth: Int = 64) throws(JSONError) {
    try self.init(parsing: text.utf8, maximumDepth: maximumDepth)
  }
}

/// Recursive descent over the bytes of one text.
struct JSONParser {
  private let bytes: [UInt8]
  private let maximumDepth: Int
  private let hasSystemText: Bool
  private var position = 0

  init(bytes: [UInt8], maximumDepth: Int, hasSystemText: Bool) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    self.hasSystemText = hasSystemText
  }

  mutating func document() throws(JSONError) -> JSON {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw unexpected(.endOfText) }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    switch peek {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
    default: throw unexpected(.value)
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    guard depth < maximumDepth else { throw JSONError(.tooDeep(maximumDepth), at: position) }
    position += 1
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      skipSpace()
      let start = position
      guard peek == UInt8(ascii: "\"") else { throw unexpected(.key) }
      let key = try string()
      guard keys.insert(key).inserted else { throw JSONError(.duplicateKey(key), at: start) }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw unexpected(.character(":")) }
      skipSpace()
      members.append(JSON.Member(key, try value(depth: depth + 1)))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw unexpected(.separator(close: "}")) }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    guard depth < maximumDepth else { throw JSONError(.tooDeep(maximumDepth), at: position) }
    position += 1
    var items: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      skipSpace()
      items.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(items) }
      guard take(UInt8(ascii: ",")) else { throw unexpected(.separator(close: "]")) }
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[position..<end].elementsEqual(word.description.utf8) else {
      throw unexpected(.value)
    }
    position = end
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    let isNegative = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      try digits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let value = Int(text), !(isNegative && value == 0) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw JSONError(.numberOutOfRange, at: start)
    }
    return .number(value)
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw unexpected(.digit) }
  }

  private mutating func string() throws(JSONError) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while true {
      guard let byte = peek else { throw unexpected(.character("\"")) }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw JSONError(.invalidUTF8, at: start)
        }
        return string
      case UInt8(ascii: "\\"):
        try escape(into: &text)
      case 0..<0x20: throw JSONError(.controlCharacter(byte), at: position)
      default:
        text.append(byte)
        position += 1
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    let start = position
    position += 1
    guard let byte = peek else { throw unexpected(.escape) }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try fourHexadecimalDigits()
      if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
        let low = try fourHexadecimalDigits()
        guard (0xDC00..<0xE000).contains(low) else { throw JSONError(.loneSurrogate, at: start) }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      if hasSystemText, (0xDC80...0xDCFF).contains(code) {
        text.append(contentsOf: SystemText.text(of: [UInt8(code - 0xDC00)]).utf8)
        return
      }
      guard let scalar = Unicode.Scalar(code) else { throw JSONError(.loneSurrogate, at: start) }
      text.append(contentsOf: String(Character(scalar)).utf8)
    default:
      position = start
      throw unexpected(.escape)
    }
  }

  private mutating func fourHexadecimalDigits() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected(.escape)
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private func unexpected(_ expected: JSONError.Expected) -> JSONError {
    JSONError(.unexpected(found: peek, expected: expected), at: position)
  }
}
