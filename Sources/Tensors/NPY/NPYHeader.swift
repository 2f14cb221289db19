/// The header of a `.npy` file: a Python dictionary of `descr`, `fortran_order` and `shape`.
struct NPYHeader {
  let format: NPYFormat
  let isFortranOrder: Bool
  let sizes: [Int]

  init(parsing bytes: ArraySlice<UInt8>) throws(NPYError) {
    var scanner = Scanner(bytes: bytes)
    var missing = ["descr", "fortran_order", "shape"]
    var (description, order, sizes) = ("", false, [Int]())
    try scanner.expect("{", .openingBrace)
    while !scanner.take("}") {
      let key = try scanner.key(of: missing)
      missing.removeAll { $0 == key }
      try scanner.expect(":", .colon)
      switch key {
      case "descr": description = try scanner.description()
      case "fortran_order": order = try scanner.boolean()
      default: sizes = try scanner.tuple()
      }
      if !scanner.take(",") {
        try scanner.expect("}", .closingBrace(after: key))
        break
      }
    }
    guard scanner.isAtEnd else { throw scanner.wrong(.end) }
    guard missing.isEmpty else { throw .headerLacks(missing) }
    guard let format = NPYFormat(description) else { throw .format(description) }
    self.format = format
    isFortranOrder = order
    self.sizes = sizes
  }
}

/// Reads the few forms of Python that NumPy writes.
private struct Scanner {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// Only white space is left.
  var isAtEnd: Bool { bytes[position...].allSatisfy(Self.isSpace) }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else {
      return false
    }
    position += 1
    return true
  }

  mutating func expect(
    _ character: Unicode.Scalar, _ part: NPYError.Part
  ) throws(NPYError) {
    guard take(character) else { throw wrong(part) }
  }

  /// One of the keys that are not there yet.
  mutating func key(of missing: [String]) throws(NPYError) -> String {
    let part = missing.isEmpty ? NPYError.Part.end : .key(missing)
    skipSpace()
    let start = position
    guard let key = quoted(), missing.contains(key) else {
      position = start
      throw wrong(part)
    }
    return key
  }

  /// The type string; a list of fields is a structured array, which has no one number a place.
  mutating func description() throws(NPYError) -> String {
    if take("[") { throw .format("[…]") }
    guard let text = quoted() else { throw wrong(.typeString) }
    return text
  }

  mutating func boolean() throws(NPYError) -> Bool {
    skipSpace()
    let start = position
    let letters = word(while: { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) })
    switch letters {
    case "True": return true
    case "False": return false
    default:
      position = start
      throw wrong(.boolean)
    }
  }

  mutating func tuple() throws(NPYError) -> [Int] {
    var sizes: [Int] = []
    try expect("(", .openingParenthesis)
    while !take(")") {
      skipSpace()
      let start = position
      let digits = word(while: { (0x30...0x39).contains($0) })
      // NumPy has 64 axes at most.
      guard sizes.count < 64, let size = Int(digits) else {
        position = start
        throw wrong(.size)
      }
      // Python 2 wrote long integers with an L.
      _ = take("L")
      sizes.append(size)
      if !take(",") {
        try expect(")", .closingParenthesis)
        break
      }
    }
    return sizes
  }

  /// What stands here is wrong.
  func wrong(_ expected: NPYError.Part) -> NPYError {
    let rest = bytes[position...].drop(while: Self.isSpace)
    // As far as the next space or comma, and not too much of it.
    let word = rest.prefix(24).prefix { !Self.isSpace($0) && $0 != UInt8(ascii: ",") }
    let found = word.isEmpty ? rest.prefix(1) : word
    return .header(
      place: (rest.isEmpty ? bytes.endIndex : rest.startIndex) - bytes.startIndex,
      found: String(decoding: found, as: UTF8.self), expected: expected)
  }

  /// A text in quotation marks of either kind; `nil` for anything else.
  private mutating func quoted() -> String? {
    for quote: Unicode.Scalar in ["'", "\""] {
      let start = position
      guard take(quote) else { continue }
      guard let end = bytes[position...].firstIndex(of: UInt8(ascii: quote)) else {
        position = start
        return nil
      }
      defer { position = end + 1 }
      return String(decoding: bytes[position..<end], as: UTF8.self)
    }
    return nil
  }

  private mutating func word(while isPart: (UInt8) -> Bool) -> String {
    let part = bytes[position...].prefix(while: isPart)
    position = part.endIndex
    return String(decoding: part, as: UTF8.self)
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex, Self.isSpace(bytes[position]) { position += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
