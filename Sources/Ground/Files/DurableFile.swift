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
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw FileError(.write, path, .system(errno)) }
    var failure: Int32?
    for piece in pieces where failure == nil { failure = append(piece, to: file) }
    if failure == nil, synchronize(file) != 0 { failure = errno }
    if close(file) != 0, failure == nil { failure = errno }
    if failure == nil, systemRename(temporary, path) != 0 { failure = errno }
    if let failure {
      unlink(temporary)
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
    guard mkdir(path, 0o777) != 0 else { return try synchronizeFolder(folder(of: path)) }
    switch errno {
    case EEXIST:
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        throw FileError(.createFolder, path, .system(EEXIST))
      }
    case ENOENT where folder(of: path) != path:
      try createFolder(folder(of: path))
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        throw FileError(.createFolder, path, .system(errno))
      }
      try synchronizeFolder(folder(of: path))
    case let code: throw FileError(.createFolder, path, .system(code))
    }
  }

  /// Makes the names in a folder survive a crash; does nothing for what is no folder.
  public static func synchronizeFolder(_ path: String) throws(FileError) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
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
  /// - Parameter limit: the most bytes to take; half of the machine's memory unless given.
  /// - Throws: ``FileError``, before any memory is taken for what is no file or too large.
  public static func read(
    _ path: String, limit: Int = MachineMemory.limit
  ) throws(FileError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw FileError(.read, path, .system(errno)) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileError(.read, path, .system(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(.read, path, .notAFile) }
    let size = Int(status.st_size)
    guard size <= limit else { throw FileError(.read, path, .largerThan(limit)) }
    var failure: FileError.Reason?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size, failure == nil {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
        let count = systemRead(file, rest.baseAddress, rest.count)
        if count > 0 {
          filled += count
        } else if count == 0 {
          failure = .cutShort
        } else if errno != EINTR {
          failure = .system(errno)
        }
      }
    }
    if let failure { throw FileError(.read, path, failure) }
    return bytes
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
  rename(source, destination)
}
private func systemRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}
private func systemWrite(_ file: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, buffer, count)
}
