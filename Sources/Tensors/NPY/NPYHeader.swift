/// The header of a `.npy` file: a Python dictionary of `descr`, `fortran_order` and `shape`.
struct NPYHeader {
  let format: NPYFormat
  let isFortranOrder: Bool
  let sizes: [Int]

  init(parsing bytes: ArraySlice<UInt8>) throws(NPYError) {
    var scanner = Scanner(bytes: bytes)
    var description: String?
    var order: Bool?
    var sizes: [Int]?
    try scanner.expect("{")
    while !scanner.take("}") {
      let key = try scanner.string()
      try scanner.expect(":")
      switch key {
      case "descr" where description == nil: description = try scanner.description()
      case "fortran_order" where order == nil: order = try scanner.boolean()
      case "shape" where sizes == nil: sizes = try scanner.tuple()
      default: throw .header
      }
      if !scanner.take(",") {
        try scanner.expect("}")
        break
      }
    }
    guard scanner.isAtEnd, let description, let order, let sizes else { throw .header }
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
  var isAtEnd: Bool {
    bytes[position...].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else {
      return false
    }
    position += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(NPYError) {
    guard take(character) else { throw .header }
  }

  mutating func string() throws(NPYError) -> String {
    for quote: Unicode.Scalar in ["'", "\""] where take(quote) {
      guard let end = bytes[position...].firstIndex(of: UInt8(ascii: quote)) else { throw .header }
      defer { position = end + 1 }
      return String(decoding: bytes[position..<end], as: UTF8.self)
    }
    throw .header
  }

  /// The type string; a list of fields is a structured array, which has no one number a place.
  mutating func description() throws(NPYError) -> String {
    if take("[") { throw .format("[…]") }
    return try string()
  }

  mutating func boolean() throws(NPYError) -> Bool {
    switch word(while: { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }) {
    case "True": return true
    case "False": return false
    default: throw .header
    }
  }

  mutating func tuple() throws(NPYError) -> [Int] {
    var sizes: [Int] = []
    try expect("(")
    while !take(")") {
      let digits = word(while: { (0x30...0x39).contains($0) })
      guard !digits.isEmpty, sizes.count < 32 else { throw .header }
      // Python 2 wrote long integers with an L.
      _ = take("L")
      guard let size = Int(digits) else { throw .header }
      sizes.append(size)
      if !take(",") {
        try expect(")")
        break
      }
    }
    return sizes
  }

  private mutating func word(while isPart: (UInt8) -> Bool) -> String {
    skipSpace()
    let part = bytes[position...].prefix(while: isPart)
    position = part.endIndex
    return String(decoding: part, as: UTF8.self)
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex,
      bytes[position] == 0x20 || (0x09...0x0D).contains(bytes[position])
    {
      position += 1
    }
  }
}
