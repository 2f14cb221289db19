import CEmbedded

/// A photograph that is part of the program; `Sources/CEmbedded/photos/SOURCES.md` says where each is from.
public enum Photo: String, CaseIterable, Hashable, Sendable {
  case cat, coffee, rocket, astronaut

  /// The file, PNG or JPEG.
  public var bytes: [UInt8] {
    var count = 0
    guard let files = ce_photos(&count) else { return [] }
    for file in UnsafeBufferPointer(start: files, count: count)
    where String(cString: file.path).hasPrefix(rawValue + ".") {
      return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }
    preconditionFailure("a file for each photograph")
  }

  /// Who took it, and under which licence it is here.
  public var credit: String {
    switch self {
    case .cat: "Stefan van der Walt, CC0"
    case .coffee: "Rachel Michetti, CC0"
    case .rocket: "SpaceX, public domain"
    case .astronaut: "NASA, public domain"
    }
  }
}
