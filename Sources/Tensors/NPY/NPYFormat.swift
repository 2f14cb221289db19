import Ground

/// How a `.npy` file writes its numbers: NumPy's type strings such as `<f4`.
struct NPYFormat {
  enum Kind { case float, signed, unsigned }

  let kind: Kind
  /// Bytes a number: 1, 2, 4 or 8.
  let width: Int
  let isBigEndian: Bool

  /// `nil` for what is no real number of a machine's width: complex, object, text, dates.
  init?(_ description: String) {
    var letters = Substring(description)
    var order: Character = "="
    if let first = letters.first, "<>=|".contains(first) {
      order = first
      letters = letters.dropFirst()
    }
    switch letters {
    case "f2", "f4", "f8": kind = .float
    case "i1", "i2", "i4", "i8": kind = .signed
    case "u1", "u2", "u4", "u8": kind = .unsigned
    default: return nil
    }
    guard let width = letters.last?.wholeNumberValue, order != "|" || width == 1 else {
      return nil
    }
    self.width = width
    isBigEndian = order == ">"
  }

  /// Writes `count` numbers from the beginning of `bytes` into `numbers` from `place` on.
  func write(
    _ bytes: UnsafeRawBufferPointer, count: Int, to numbers: UnsafeMutableBufferPointer<Double>,
    at place: Int
  ) {
    func each<Bits: FixedWidthInteger>(_: Bits.Type, _ number: (Bits) -> Double) {
      for index in 0..<count {
        let bits = bytes.loadUnaligned(
          fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
        numbers.initializeElement(
          at: place + index,
          to: number(isBigEndian ? Bits(bigEndian: bits) : Bits(littleEndian: bits)))
      }
    }
    switch (kind, width) {
    case (.unsigned, 1): each(UInt8.self) { Double($0) }
    case (.unsigned, 2): each(UInt16.self) { Double($0) }
    case (.unsigned, 4): each(UInt32.self) { Double($0) }
    case (.unsigned, _): each(UInt64.self) { Double($0) }
    case (.signed, 1): each(Int8.self) { Double($0) }
    case (.signed, 2): each(Int16.self) { Double($0) }
    case (.signed, 4): each(Int32.self) { Double($0) }
    case (.signed, _): each(Int64.self) { Double($0) }
    case (.float, 2): each(UInt16.self) { Double(Float(halfBits: $0)) }
    case (.float, 4): each(UInt32.self) { Double(Float(bitPattern: $0)) }
    case (.float, _): each(UInt64.self) { Double(bitPattern: $0) }
    }
  }
}
