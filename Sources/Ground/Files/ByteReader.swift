/// Bytes read in order, as many as are asked for: of a file, of standard input, or bytes at hand.
///
/// What a file declares about itself can so be read, and judged, before memory is taken for the rest.
public final class ByteReader {
  /// The name for errors: a path, or `-`.
  public let name: String
  /// The bytes in all; `nil` for a pipe, which does not say.
  public let size: Int?
  /// The bytes read so far.
  public private(set) var position = 0

  private enum Source {
    case descriptor(Int32, closes: Bool)
    case bytes([UInt8])
  }
  private let source: Source
  /// What ``peek(_:)`` has taken from the source already.
  private var ahead: [UInt8] = []

  /// A plain file.
  ///
  /// - Throws: ``FileError`` for what is not there, may not be read or is no file: a folder, a pipe.
  public init(_ path: String) throws(FileError) {
    let file = path.withSystemPath { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard file >= 0 else { throw FileError(.read, path, .system(errno)) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw FileError(.read, path, .notAFile)
    }
    name = path
    size = Int(status.st_size)
    source = .descriptor(file, closes: true)
  }

  /// A file of the kernel's, which says 0 bytes and has more.
  init(special path: String) throws(FileError) {
    let file = path.withSystemPath { open($0, O_RDONLY | O_CLOEXEC) }
    guard file >= 0 else { throw FileError(.read, path, .system(errno)) }
    name = path
    size = nil
    source = .descriptor(file, closes: true)
  }

  /// Bytes at hand, under a name for errors.
  public init(_ bytes: [UInt8], name: String) {
    self.name = name
    size = bytes.count
    source = .bytes(bytes)
  }

  private init(name: String, descriptor: Int32) {
    self.name = name
    size = nil
    source = .descriptor(descriptor, closes: false)
  }

  deinit {
    if case .descriptor(let file, closes: true) = source { close(file) }
  }

  /// Standard input, for `-` in the place of a file's name; a terminal is refused, whose keys a screen
  /// may be waiting for.
  public static func standardInput() throws(FileError) -> ByteReader {
    guard isatty(0) == 0 else { throw FileError(.read, "-", .terminal) }
    return ByteReader(name: "-", descriptor: 0)
  }

  /// What a person names: a path, or `-` for standard input.
  public static func named(_ path: String) throws(FileError) -> ByteReader {
    path == "-" ? try standardInput() : try ByteReader(path)
  }

  /// The next bytes: as many as were asked for, or fewer where the end comes first.
  ///
  /// The caller has held `count` against what may be taken.
  public func read(_ count: Int) throws(FileError) -> [UInt8] {
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(FileError) {
        filled = try read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The next bytes, which are read again by what follows; fewer where the end comes first.
  public func peek(_ count: Int) throws(FileError) -> [UInt8] {
    if ahead.count < count {
      let start = position
      let bytes = try read(count)
      (ahead, position) = (bytes, start)
    }
    return Array(ahead.prefix(count))
  }

  /// Fills the buffer, or less of it where the end comes first; how much.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var filled = min(buffer.count, ahead.count)
    ahead.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<filled]))
    }
    ahead.removeFirst(filled)
    switch source {
    case .bytes(let bytes):
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let start = position + filled
      let count = max(0, min(rest.count, bytes.count - start))
      bytes.withUnsafeBytes {
        rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
      }
      filled += count
    case .descriptor(let file, _):
      while filled < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let count = systemRead(file, rest.baseAddress, rest.count)
        if count < 0 {
          guard errno == EINTR else { throw FileError(.read, name, .system(errno)) }
        } else if count == 0 {
          break
        } else {
          filled += count
        }
      }
    }
    position += filled
    return filled
  }

  /// All that is left.
  ///
  /// - Parameter limit: the most bytes to take.
  /// - Throws: ``FileError``, before any memory is taken where the size is known.
  public func readAll(limit: Int = ProcessMemory.limit) throws(FileError) -> [UInt8] {
    if let size {
      let left = size - position
      guard left <= limit else { throw FileError(.read, name, .largerThan(limit)) }
      let bytes = try read(left)
      guard bytes.count == left else { throw FileError(.read, name, .cutShort) }
      return bytes
    }
    var bytes: [UInt8] = []
    while true {
      let chunk = try read(1 << 16)
      if chunk.isEmpty { return bytes }
      guard chunk.count <= limit - bytes.count else {
        throw FileError(.read, name, .largerThan(limit))
      }
      bytes.append(contentsOf: chunk)
    }
  }
}

// The system's function, which a member of the same name would hide.
private func systemRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}
