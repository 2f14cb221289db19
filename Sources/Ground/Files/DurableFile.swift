/// Files that are whole or not there: written to a temporary name, synced, renamed, the folder synced.
public enum DurableFile {
  /// Writes a file so that after a crash at any moment the old one or the new one is there, whole.
  ///
  /// - Throws: ``FileError``; the temporary file is gone then, and an older file untouched.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try write(pieces: [bytes], to: path)
  }

  /// Writes pieces one after another, as ``write(_:to:)`` does, without joining them in memory.
  public static func write(pieces: [[UInt8]], to path: String) throws(FileError) {
    let temporary = "\(path).\(getpid()).tmp"
    // What a crashed process of the same number left behind is in the way of O_EXCL.
    temporary.withSystemPath { _ = unlink($0) }
    let file = temporary.withSystemPath {
      open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
    guard file >= 0 else { throw FileError(.write, path, .system(errno)) }
    var failure: Int32?
    for piece in pieces where failure == nil { failure = append(piece, to: file) }
    if failure == nil, synchronize(file) != 0 { failure = errno }
    if close(file) != 0, failure == nil { failure = errno }
    if failure == nil, systemRename(temporary, path) != 0 { failure = errno }
    if let failure {
      temporary.withSystemPath { _ = unlink($0) }
      throw FileError(.write, path, .system(failure))
    }
    try synchronizeFolder(folder(of: path))
  }

  /// Puts a finished file or folder under its final name and syncs the folder that holds it.
  ///
  /// Syncs `source` first if it is a folder. An older file, or an older empty folder, is replaced.
  public static func rename(_ source: String, to destination: String) throws(FileError) {
    try synchronizeFolder(source)
    guard systemRename(source, destination) == 0 else {
      throw FileError(.rename, destination, .system(errno))
    }
    try synchronizeFolder(folder(of: destination))
  }

  /// Creates a folder and those above it that are missing; one that exists already is no error.
  public static func createFolder(_ path: String) throws(FileError) {
    guard !makeFolder(path) else { return try synchronizeFolder(folder(of: path)) }
    switch errno {
    case EEXIST:
      guard FileSystem.isFolder(path) else {
        throw FileError(.createFolder, path, .system(EEXIST))
      }
    case ENOENT where folder(of: path) != path:
      try createFolder(folder(of: path))
      guard makeFolder(path) || errno == EEXIST else {
        throw FileError(.createFolder, path, .system(errno))
      }
      try synchronizeFolder(folder(of: path))
    case let code: throw FileError(.createFolder, path, .system(code))
    }
  }

  /// Makes the names in a folder survive a crash; does nothing for what is no folder.
  public static func synchronizeFolder(_ path: String) throws(FileError) {
    let folder = path.withSystemPath { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard folder >= 0 else {
      if errno == ENOTDIR { return }
      throw FileError(.write, path, .system(errno))
    }
    defer { close(folder) }
    // Some file systems cannot sync a folder and say EINVAL: nothing is left to be done there.
    if synchronize(folder) != 0, errno != EINVAL {
      throw FileError(.write, path, .system(errno))
    }
  }

  /// The bytes of a file.
  ///
  /// - Parameter limit: the most bytes to take; half of what the process may have unless given.
  /// - Throws: ``FileError``, before any memory is taken for what is no file or too large.
  public static func read(
    _ path: String, limit: Int = ProcessMemory.limit
  ) throws(FileError) -> [UInt8] {
    try ByteReader(path).readAll(limit: limit)
  }

  /// The folder that holds a file: `runs` for `runs/a`, `.` for `a`, `/` for `/a`.
  public static func folder(of path: String) -> String {
    var end = path.utf8.endIndex
    let slash = UInt8(ascii: "/")
    func trimSlashes() {
      while end > path.utf8.startIndex, path.utf8[path.utf8.index(before: end)] == slash {
        end = path.utf8.index(before: end)
      }
    }
    trimSlashes()
    if end == path.utf8.startIndex { return path.isEmpty ? "." : "/" }
    guard let last = path.utf8[..<end].lastIndex(of: slash) else { return "." }
    end = last
    trimSlashes()
    return end == path.utf8.startIndex ? "/" : String(path[..<end])
  }

  private static func makeFolder(_ path: String) -> Bool {
    path.withSystemPath { mkdir($0, 0o777) } == 0
  }

  /// Appends all bytes; the error number where that fails.
  private static func append(_ bytes: [UInt8], to file: Int32) -> Int32? {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        let count = systemWrite(file, rest.baseAddress, rest.count)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }

  private static func synchronize(_ file: Int32) -> Int32 {
    while true {
      let result = fsync(file)
      if result == 0 || errno != EINTR { return result }
    }
  }
}

// The system's functions, which a member of the same name would hide.
private func systemRename(_ source: String, _ destination: String) -> Int32 {
  source.withSystemPath { source in destination.withSystemPath { rename(source, $0) } }
}
private func systemWrite(_ file: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, buffer, count)
}
