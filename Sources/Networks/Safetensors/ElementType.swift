import Ground

/// The element types that a safetensors file may hold, by their names there.
enum ElementType: String, Hashable, Sendable {
  case boolean = "BOOL"
  case unsigned8 = "U8"
  case signed8 = "I8"
  case unsigned16 = "U16"
  case signed16 = "I16"
  case unsigned32 = "U32"
  case signed32 = "I32"
  case unsigned64 = "U64"
  case signed64 = "I64"
  case float4 = "F4"
  case float6E2M3 = "F6_E2M3"
  case float6E3M2 = "F6_E3M2"
  case float8E5M2 = "F8_E5M2"
  case float8E4M3 = "F8_E4M3"
  case float8E8M0 = "F8_E8M0"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case float32 = "F32"
  case float64 = "F64"
  case complex64 = "C64"

  var bits: Int {
    switch self {
    case .float4: 4
    case .float6E2M3, .float6E3M2: 6
    case .boolean, .unsigned8, .signed8, .float8E5M2, .float8E4M3, .float8E8M0: 8
    case .unsigned16, .signed16, .float16, .bfloat16: 16
    case .unsigned32, .signed32, .float32: 32
    case .unsigned64, .signed64, .float64, .complex64: 64
    }
  }

  /// Whether ``write(_:count:to:at:)`` knows how to make float32 of it: a float of 16 bits or more.
  var isFloat: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: true
    default: false
    }
  }

  /// Writes `count` numbers from the beginning of `bytes` into `values` from `place` on, rounded to the
  /// nearest float32.
  ///
  /// - Precondition: ``isFloat``; `bytes` holds `count` elements, little-endian.
  func write(
    _ bytes: UnsafeRawBufferPointer, count: Int, to values: UnsafeMutableBufferPointer<Float>,
    at place: Int
  ) {
    precondition(bytes.count >= count * bits / 8, "as many bytes as elements need")
    func each<Bits: FixedWidthInteger>(_: Bits.Type, _ value: (Bits) -> Float) {
      for index in 0..<count {
        let bits = bytes.loadUnaligned(
          fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
        values.initializeElement(at: place + index, to: value(Bits(littleEndian: bits)))
      }
    }
    switch self {
    case .float32: each(UInt32.self) { Float(bitPattern: $0) }
    case .float64: each(UInt64.self) { Float(Double(bitPattern: $0)) }
    // The upper half of a float32.
    case .bfloat16: each(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
    case .float16: each(UInt16.self) { Float(halfBits: $0) }
    default: preconditionFailure("\(rawValue) is no float of 16 bits or more")
    }
  }
}
