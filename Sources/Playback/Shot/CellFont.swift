import CEmbedded
import CZlib

/// The letters of pictures, 16x32 pixels each, as `scripts/cell-font` has drawn them.
enum CellFont {
  static let width = 16
  static let height = 32
  private static let recordLength = 4 + width * height / 2

  /// How much of each pixel a letter covers, row by row, 0...15; `nil` for one that is not in the font.
  static func coverage(of scalar: Unicode.Scalar) -> [UInt8]? {
    guard let start = places[scalar.value] else { return nil }
    return records[start..<start + recordLength - 4].flatMap { [$0 >> 4, $0 & 15] }
  }

  private static let records: [UInt8] = {
    let file = ce_cell_font()
    let packed = UnsafeBufferPointer(start: file.bytes, count: file.count)
    guard packed.count > 4 else { return [] }
    let length = packed[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
    var count = uLongf(length)
    return [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
      let source = UnsafeBufferPointer(rebasing: packed[4...])
      let status = uncompress(buffer.baseAddress, &count, source.baseAddress, uLong(source.count))
      filled = status == Z_OK ? Int(count) : 0
    }
  }()

  /// Where the pixels of each character begin.
  private static let places: [UInt32: Int] = {
    var places: [UInt32: Int] = [:]
    for start in stride(from: 0, to: records.count - recordLength + 1, by: recordLength) {
      let code = records[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      places[code] = start + 4
    }
    return places
  }()
}
