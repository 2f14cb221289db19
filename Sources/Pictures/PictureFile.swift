import Ground

/// A PNG or JPEG picture whose header has been read: its size is known before memory is taken for its pixels.
///
/// Of transparency the colours alone are kept, a palette becomes its colours, and a JPEG stands as its pixels are stored
/// (what a camera notes about turning it is left out, as PyTorch's and Pillow's readers do).
public struct PictureFile {
  public enum Format: Hashable, Sendable, CaseIterable { case png, jpeg }

  public let format: Format
  public let height: Int
  public let width: Int
  /// 1 or 3
  public let channels: Int
  private let bytes: [UInt8]

  /// The most bytes of a file: no picture that people have is larger.
  public static let largestFile = 1 << 29

  /// The format that a name ends with; `nil` for another.
  public static func format(ofName name: String) -> Format? {
    let name = name.lowercased()
    return Format.allCases.first { $0.endings.contains(where: name.hasSuffix) }
  }

  /// Reads the file and its header.
  ///
  /// - Parameter expected: the format that its name tells; a file of another is refused.
  public init(_ reader: ByteReader, expected: Format?) throws(PictureError) {
    let bytes: [UInt8]
    do {
      bytes = try reader.readAll(limit: Self.largestFile)
    } catch { throw .unreadable(error) }
    try self.init(bytes, expected: expected)
  }

  public init(_ bytes: [UInt8], expected: Format?) throws(PictureError) {
    let kind = FileKind(bytes)
    guard let format = Format.allCases.first(where: { $0.kind == kind }) else {
      throw .notPicture(kind, expected: expected)
    }
    if let expected, expected != format { throw .notPicture(kind, expected: expected) }
    let header =
      switch format {
      case .png: try PNGDecoder.header(of: bytes)
      case .jpeg: try JPEGDecoder.header(of: bytes)
      }
    self.format = format
    self.bytes = bytes
    (height, width, channels) = (header.height, header.width, header.isGray ? 1 : 3)
  }

  /// What decoding takes beside the numbers that are made: the file, its pixels, and a JPEG's coefficients.
  public var price: MemoryPrice {
    var price = MemoryPrice([bytes.count], bytesEach: 1)
    // Up to four channels of two bytes.
    price.add([height, width], bytesEach: format == .png ? 8 : 4 + 3 * 2)
    return price
  }

  /// Decodes it; the caller has held ``price`` against what may be taken.
  public func pixels() throws(PictureError) -> Pixels {
    switch format {
    case .png: try PNGDecoder.pixels(of: bytes)
    case .jpeg: try JPEGDecoder.pixels(of: bytes)
    }
  }
}

/// What a header declares.
struct PictureHeader {
  let height: Int
  let width: Int
  let isGray: Bool
}

extension PictureFile.Format {
  var kind: FileKind {
    switch self {
    case .png: .png
    case .jpeg: .jpeg
    }
  }

  var endings: [String] {
    switch self {
    case .png: [".png"]
    case .jpeg: [".jpg", ".jpeg"]
    }
  }
}
