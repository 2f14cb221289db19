/// Text files as people's editors write them: the one place where bytes of a file become text.
///
/// UTF-8; a byte order mark at the beginning is skipped, and a line may end as on Windows.
public enum TextFile {
  /// What is read unless a caller knows better: no text that a person writes is larger.
  public static let largestByteCount = 64 << 20

  /// The text of a file, with `\n` at the end of every line.
  ///
  /// - Throws: ``FileError``, also for a file that is no UTF-8.
  public static func read(
    _ path: String, limit: Int = TextFile.largestByteCount
  ) throws(FileError) -> String {
    try text(of: try DurableFile.read(path, limit: limit), from: path)
  }

  /// The text of bytes that were read already.
  ///
  /// - Parameter path: the file's name for errors.
  public static func text(of bytes: [UInt8], from path: String) throws(FileError) -> String {
    let content = withoutByteOrderMark(bytes)
    guard let text = String(validating: content, as: UTF8.self) else {
      throw FileError(.read, path, notText(bytes))
    }
    guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    return text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
  }

  /// The bytes after a byte order mark of UTF-8; all of them where there is none.
  public static func withoutByteOrderMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
  }

  /// The first byte that is no UTF-8, and where it is.
  private static func notText(_ bytes: [UInt8]) -> FileError.Reason {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .utf16 }
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var (place, line) = (0, 1)
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        if encoded.first == UInt8(ascii: "\n") { line += 1 }
        place += encoded.count
      case .error: return .notText(line: line, byte: bytes[place])
      case .emptyInput: return .notText(line: line, byte: 0)
      }
    }
  }
}
