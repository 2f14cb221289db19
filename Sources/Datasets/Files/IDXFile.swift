import Ground
import Tensors

/// LeCun's IDX format: a big-endian header, then bytes; plain or gzip.
///
/// Images: magic number 0x00000803, count, rows, columns, then N x H x W bytes. Labels: magic number
/// 0x00000801, count, then N bytes. <http://yann.lecun.com/exdb/mnist/>
enum IDXFile {
  struct ImageHeader: Hashable {
    var count: Int
    var rows: Int
    var columns: Int
    var pictureBytes: Int { rows * columns }
    var shape: Shape { [1, rows, columns] }
    var sizes: [Int] { [count, rows, columns] }

    /// All pictures, with their labels.
    var price: MemoryPrice {
      MemoryPrice(sizes, bytesEach: 1) + MemoryPrice([count], bytesEach: 2)
    }

    /// One picture, as bytes and as numbers, found by the labels of all.
    var pricePerSample: MemoryPrice {
      MemoryPrice([rows, columns], bytesEach: 1 + MemoryLayout<Double>.size)
        + MemoryPrice([count], bytesEach: 2)
    }
  }

  static let imageMagic: UInt32 = 0x0000_0803
  static let labelMagic: UInt32 = 0x0000_0801

  static func readImageHeader(from file: inout InflatingFile) throws(DatasetError) -> ImageHeader {
    let fields = try readHeader(from: &file, magic: imageMagic, fields: 3)
    let header = ImageHeader(count: fields[0], rows: fields[1], columns: fields[2])
    guard header.count > 0 else { throw .noPictures(file: file.path) }
    guard header.rows > 0, header.columns > 0 else {
      throw .emptyPicture(file: file.path, rows: header.rows, columns: header.columns)
    }
    // The sizes can be multiplied from here on.
    guard header.price.bytes != nil, header.pricePerSample.bytes != nil else {
      throw .tooLarge(
        file: file.path, sizes: header.sizes,
        MemoryExcess(bytes: nil, limit: ProcessMemory.limit))
    }
    return header
  }

  /// Refuses what takes too much memory, before any is taken.
  static func require(
    _ price: MemoryPrice, file: String, sizes: [Int]
  ) throws(DatasetError) {
    do {
      try price.require()
    } catch { throw .tooLarge(file: file, sizes: sizes, error) }
  }

  static func readImages(path: String) throws(DatasetError) -> (
    header: ImageHeader, pixels: [UInt8]
  ) {
    var file = try InflatingFile(path: path)
    let header = try readImageHeader(from: &file)
    try require(header.price, file: path, sizes: header.sizes)
    let pixels = try file.read(header.count * header.pictureBytes)
    try file.expectEnd()
    return (header, pixels)
  }

  /// The labels, which must be as many as the pictures when their number is known.
  static func readLabels(path: String, expected: Int? = nil) throws(DatasetError) -> [UInt8] {
    var file = try InflatingFile(path: path)
    let count = try readHeader(from: &file, magic: labelMagic, fields: 1)[0]
    if let expected, count != expected {
      throw .labelCount(file: path, found: count, expected: expected)
    }
    try require(MemoryPrice([count], bytesEach: 1), file: path, sizes: [count])
    let labels = try file.read(count)
    try file.expectEnd()
    return labels
  }

  private static func readHeader(
    from file: inout InflatingFile, magic: UInt32, fields: Int
  ) throws(DatasetError) -> [Int] {
    let found = try file.read(4)
    guard bigEndian(found[0..<4]) == magic else {
      // What people have in the place of a file is named as what it is.
      if let kind = FileKind(file: file.path), kind != .gzip, kind != .idx {
        throw .otherKind(file: file.path, kind)
      }
      throw .magicNumber(file: file.path, found: bigEndian(found[0..<4]), expected: magic)
    }
    let bytes = try file.read(4 * fields)
    return (0..<fields).map { Int(bigEndian(bytes[4 * $0..<4 * $0 + 4])) }
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }
}
