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

  /// `count` numbers as float32, rounded to the nearest; `nil` for a type that is no float of 16 bits or more.
  ///
  /// - Precondition: `bytes` holds exactly `count` elements, little-endian.
  func float32Values(_ bytes: UnsafeRawBufferPointer, count: Int) -> [Float]? {
    precondition(bytes.count == count * bits / 8, "the header has been checked against the buffer")
    func load<Bits: FixedWidthInteger>(_ index: Int, _: Bits.Type) -> Bits {
      Bits(
        littleEndian: bytes.loadUnaligned(
          fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self))
    }
    switch self {
    case .float32:
      return (0..<count).map { Float(bitPattern: load($0, UInt32.self)) }
    case .float64:
      return (0..<count).map { Float(Double(bitPattern: load($0, UInt64.self))) }
    case .bfloat16:
      // The upper half of a float32.
      return (0..<count).map { Float(bitPattern: UInt32(load($0, UInt16.self)) << 16) }
    case .float16:
      return (0..<count).map { Float(halfBits: load($0, UInt16.self)) }
    default: return nil
    }
  }
}
