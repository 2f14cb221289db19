extension Dataset {
  /// 16 hexadecimal digits that stand for the data in a checkpoint: shape, labels and pixels, not names.
  ///
  /// A resumed run must see the same pictures in the same order; this tells a swapped or changed data
  /// set, not a forged one. FNV-1a's loop over little-endian 64-bit words instead of bytes, with a fold
  /// after each product: `h = (h ^ word) * 0x100000001b3; h ^= h >> 32`. Every step is one-to-one in
  /// the word, so changing a single word always changes the result. The words are: rank and sizes of
  /// the shape, number of classes, number of pictures, then labels and pixels, each filled up to whole words with zeros.
  /// A change of this recipe makes checkpoints unresumable; a test holds it fixed.
  public var digest: String {
    var hash = WordHash()
    hash.combine(UInt64(shape.rank))
    for size in shape.sizes { hash.combine(UInt64(size)) }
    hash.combine(UInt64(classCount))
    hash.combine(UInt64(count))
    // As many bytes a label as the classes take.
    hash.combine(
      bytes: classCount <= 256
        ? labels.map { UInt8(truncatingIfNeeded: $0) }
        : labels.flatMap { label in
          (0..<4).map { UInt8(truncatingIfNeeded: label >> (8 * $0)) }
        })
    hash.combine(bytes: pixels)
    let digits = String(hash.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// The loop of ``Dataset/digest``.
private struct WordHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ word: UInt64) {
    value = (value ^ word) &* 0x100_0000_01b3
    value ^= value >> 32
  }

  mutating func combine(bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      let whole = bytes.count / 8 * 8
      for offset in stride(from: 0, to: whole, by: 8) {
        combine(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      }
      var last: UInt64 = 0
      for offset in whole..<bytes.count {
        last |= UInt64(bytes[offset]) << UInt64(8 * (offset - whole))
      }
      if whole < bytes.count { combine(last) }
    }
  }
}
