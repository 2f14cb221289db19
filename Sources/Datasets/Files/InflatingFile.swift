import CZlib
import Ground

/// A file read from its beginning to its end, unpacked on the way when it is gzip.
///
/// Nothing is unpacked but what is asked for, so a small file cannot fill the memory.
struct InflatingFile: ~Copyable {
  let path: String
  /// An upper bound of the unpacked bytes: those of a plain file; deflate packs 1,032 into one at best.
  let mostBytes: Int
  /// The unpacked bytes read so far.
  private(set) var position = 0
  private let file: gzFile

  init(path: String) throws(DatasetError) {
    guard let size = FileSystem.size(of: path) else {
      throw .unreadable(
        file: path,
        reason: FileSystem.isFolder(path)
          ? Bilingual("it is a folder", "đây là một thư mục")
          : Bilingual("there is no such file", "không có tệp này"))
    }
    let descriptor = path.withSystemPath { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .unreadable(file: path, reason: .systemError(errno)) }
    guard let file = gzdopen(descriptor, "rb") else {
      close(descriptor)
      throw .unreadable(file: path, reason: .systemError(ENOMEM))
    }
    gzbuffer(file, 1 << 18)
    self.path = path
    self.file = file
    let (bound, overflow) = size.multipliedReportingOverflow(by: gzdirect(file) == 1 ? 1 : 1032)
    mostBytes = overflow ? .max : bound
  }

  deinit { gzclose(file) }

  /// Reads the next bytes.
  ///
  /// - Throws: ``DatasetError`` when the file ends before that, counted from its beginning, or its
  ///   compressed data is damaged.
  mutating func read(_ count: Int) throws(DatasetError) -> [UInt8] {
    try checkLength(of: count)
    var failure: DatasetError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(DatasetError) {
        filled = try fill(UnsafeMutableRawBufferPointer(buffer))
      } catch { failure = error }
    }
    if let failure { throw failure }
    guard bytes.count == count else {
      throw .cutShort(file: path, found: position, expected: position + count - bytes.count)
    }
    return bytes
  }

  /// Unpacks the next bytes and lets them go.
  mutating func skip(_ count: Int) throws(DatasetError) {
    try checkLength(of: count)
    var left = count
    while left > 0 { left -= try read(min(left, 1 << 18)).count }
  }

  /// Checks that nothing follows, and with it the length and checksum that gzip keeps at its end.
  mutating func expectEnd() throws(DatasetError) {
    let end = position
    var extra: UInt8 = 0
    let found = try withUnsafeMutableBytes(of: &extra) { buffer throws(DatasetError) in
      try fill(buffer)
    }
    guard found == 0 else { throw .tooLong(file: path, expected: end) }
    // gzip's own end is missing.
    guard status == Z_OK else { throw .damagedCompression(file: path, place: position) }
  }

  /// Refuses a count that the file cannot hold before memory is taken for it.
  private func checkLength(of count: Int) throws(DatasetError) {
    let (end, overflow) = position.addingReportingOverflow(count)
    // What is small is read, so that the sentence can say how much there was.
    guard !overflow, end <= mostBytes || count <= 1 << 18 else {
      throw .cutShort(file: path, found: mostBytes, expected: overflow ? .max : end)
    }
  }

  /// Reads until the buffer is full or the file ends; the number of bytes read.
  private mutating func fill(
    _ buffer: UnsafeMutableRawBufferPointer
  ) throws(DatasetError) -> Int {
    var filled = 0
    while filled < buffer.count, let base = buffer.baseAddress {
      let step = gzread(file, base + filled, UInt32(min(buffer.count - filled, 1 << 30)))
      if step == 0 { break }
      guard step > 0 else { throw failure() }
      filled += Int(step)
      position += Int(step)
    }
    // A stream that stops in the middle says so (Z_BUF_ERROR); the caller knows how much was to come.
    guard status == Z_OK || status == Z_BUF_ERROR else { throw failure() }
    return filled
  }

  private var status: Int32 {
    var code: Int32 = Z_OK
    gzerror(file, &code)
    return code
  }

  private func failure() -> DatasetError {
    let reason = errno
    return status == Z_ERRNO
      ? .unreadable(file: path, reason: .systemError(reason))
      : .damagedCompression(file: path, place: position)
  }
}

extension Bilingual {
  /// What the system says about a file, by its error number.
  fileprivate static func systemError(_ code: Int32) -> Bilingual {
    switch code {
    case EACCES: return Bilingual("permission denied", "không có quyền đọc")
    case EISDIR: return Bilingual("it is a folder", "đây là một thư mục")
    default:
      let text = String(cString: strerror(code))
      return Bilingual(text, text)
    }
  }
}
