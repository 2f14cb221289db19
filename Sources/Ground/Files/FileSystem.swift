/// The few questions that are asked about paths: the one place that reads a folder.
public enum FileSystem {
  public static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  /// Pipes and devices are none: reading them could wait for ever.
  public static func isFile(_ path: String) -> Bool { kind(of: path) == S_IFREG }

  /// Whether something has that name, a link that leads nowhere too.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return path.withSystemPath { lstat($0, &status) } == 0
  }

  /// The bytes of a file on disk, or `nil` where there is none.
  public static func size(of path: String) -> Int? {
    guard let status = status(of: path), status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// When a file was written last, in nanoseconds since 1970; `nil` where there is none.
  public static func modificationTime(of path: String) -> Int? {
    guard let status = status(of: path), status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    let (seconds, overflow) = Int(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? nil : seconds.addingReportingOverflow(Int(time.tv_nsec)).partialValue
  }

  /// The names in a folder, without `.` and `..`, in an order that is the same on every machine.
  public static func entries(of folder: String) throws(FileError) -> [String] {
    guard let stream = folder.withSystemPath({ opendir($0) }) else {
      throw FileError(.readFolder, folder, .system(errno))
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
          SystemText.text(ofCString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The path without links, `.` and `..`.
  public static func resolved(_ path: String) throws(FileError) -> String {
    guard let resolved = path.withSystemPath({ realpath($0, nil) }) else {
      throw FileError(.read, path, .system(errno))
    }
    defer { free(resolved) }
    return SystemText.text(ofCString: resolved)
  }

  private static func kind(of path: String) -> mode_t? {
    status(of: path).map { $0.st_mode & S_IFMT }
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return path.withSystemPath { stat($0, &status) } == 0 ? status : nil
  }
}
