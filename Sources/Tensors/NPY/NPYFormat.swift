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

  /// The numbers of a buffer whose length is a multiple of ``width``.
  func numbers(in buffer: UnsafeRawBufferPointer) -> [Double] {
    stride(from: 0, to: buffer.count, by: width).map { offset in
      var bits: UInt64 = 0
      for byte in 0..<width {
        let place = isBigEndian ? byte : width - 1 - byte
        bits = bits << 8 | UInt64(buffer[offset + place])
      }
      return number(bits)
    }
  }

  private func number(_ bits: UInt64) -> Double {
    switch kind {
    case .unsigned: return Double(bits)
    case .signed:
      let shift = UInt64(64 - 8 * width)
      return Double(Int64(bitPattern: bits << shift) >> Int64(shift))
    case .float:
      switch width {
      case 2: return Self.half(UInt16(bits))
      case 4: return Double(Float(bitPattern: UInt32(bits)))
      default: return Double(bitPattern: bits)
      }
    }
  }

  /// IEEE 754 binary16; Swift's `Float16` is not on every machine.
  private static func half(_ bits: UInt16) -> Double {
    let sign: Double = bits >> 15 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF)
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default:
      return Double(sign: .plus, exponent: exponent - 25, significand: sign * (1_024 + fraction))
    }
  }
}
