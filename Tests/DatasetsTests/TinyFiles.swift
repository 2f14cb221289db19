import Ground

/// Hand-made files of each format, small enough to write down.
enum TinyFiles {
  /// Four bytes, the most significant first.
  static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  static func images(
    count: UInt32 = 3, rows: UInt32 = 2, columns: UInt32 = 2, pixels: [UInt8] = Array(1...12),
    magic: UInt32 = 0x803
  ) -> [UInt8] {
    [magic, count, rows, columns].flatMap(bigEndian) + pixels
  }

  static func labels(_ labels: [UInt8] = [0, 2, 1], count: UInt32? = nil, magic: UInt32 = 0x801)
    -> [UInt8]
  {
    bigEndian(magic) + bigEndian(count ?? UInt32(labels.count)) + labels
  }

  static func cifarRecord(label: UInt8, fill: UInt8) -> [UInt8] {
    [label] + Array(repeating: fill, count: 3072)
  }

  /// `images()` as gzip wrote it: 28 bytes unpacked, its CRC and length at the end.
  static let gzippedImages: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x63, 0x60, 0xe0, 0x60, 0x66, 0x60,
    0x60, 0x00, 0x61, 0x26, 0x10, 0x66, 0x64, 0x62, 0x66, 0x61, 0x65, 0x63, 0xe7, 0xe0, 0xe4, 0xe2,
    0xe6, 0x01, 0x00, 0x53, 0x4b, 0x40, 0xc6, 0x1c, 0x00, 0x00, 0x00,
  ]
}
