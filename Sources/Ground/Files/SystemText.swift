/// Text of the operating system: names of files, arguments, variables. Bytes that are mostly UTF-8, held
/// in a `String` without loss.
///
/// Linux lets a name be any bytes. Those that are no UTF-8 are held as characters of a private range, one a
/// byte, so that a path can be joined and kept as any text and still opens the file that was meant.
/// ``Swift/String/printable`` shows them as `\xff`. (Python does the same with lone surrogates, PEP 383,
/// which a Swift string cannot hold.)
public enum SystemText {
  /// U+F780 to U+F7FF stand for the bytes 0x80 to 0xFF.
  private static let first: UInt32 = 0xF780 - 0x80

  /// The text of some bytes; no two sequences of bytes give the same text.
  public static func text(of bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { byte(of: $0) != nil })
    {
      return text
    }
    var text = ""
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    // The parser reads ahead; where it stops it says how many bytes were no text.
    var place = bytes.startIndex
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        let end = bytes.index(place, offsetBy: encoded.count)
        // A character of the range itself is kept as its three bytes, so that nothing is ambiguous.
        if byte(of: scalar) == nil {
          text.unicodeScalars.append(scalar)
        } else {
          append(bytes[place..<end], to: &text)
        }
        place = end
      case .error(let length):
        let end = bytes.index(place, offsetBy: length)
        append(bytes[place..<end], to: &text)
        place = end
      case .emptyInput: return text
      }
    }
  }

  /// The bytes that a text stands for: those of ``text(of:)`` again, the UTF-8 of any other text.
  public static func bytes(of text: String) -> [UInt8] {
    guard text.unicodeScalars.contains(where: { byte(of: $0) != nil }) else {
      return Array(text.utf8)
    }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if let byte = byte(of: scalar) {
        bytes.append(byte)
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
      }
    }
    return bytes
  }

  /// The text of a C string.
  public static func text(ofCString characters: UnsafePointer<CChar>) -> String {
    text(of: UnsafeRawBufferPointer(start: characters, count: strlen(characters)))
  }

  /// The byte that a character stands for, where it stands for one.
  static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    (first + 0x80...first + 0xFF).contains(scalar.value) ? UInt8(scalar.value - first) : nil
  }

  private static func append(_ bytes: some Sequence<UInt8>, to text: inout String) {
    for byte in bytes {
      if let scalar = Unicode.Scalar(first + UInt32(byte)) { text.unicodeScalars.append(scalar) }
    }
  }
}

extension String {
  /// Calls `body` with the path as the system takes it: bytes with a NUL at the end.
  ///
  /// A text that holds a NUL names no file: `body` gets the empty path, which none has.
  public func withSystemPath<Result, Failure: Error>(
    _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var bytes = SystemText.bytes(of: self).map { CChar(bitPattern: $0) }
    if bytes.contains(0) { bytes = [] }
    bytes.append(0)
    return try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in
      guard let base = buffer.baseAddress else { preconditionFailure("an array with a NUL") }
      return try body(base)
    }
  }
}
