import Ground

/// The folder of one run: checkpoints `step-00000938`, and the link `latest` to the newest.
struct RunFolder: Hashable, Sendable {
  /// Absolute, without links.
  let path: String

  static let latestName = "latest"

  /// The folder of a new run at a path that a person chose.
  ///
  /// - Throws: ``CheckpointError`` for a folder that is not empty, `FileError` where none can be made or
  ///   nothing can be written.
  static func create(at path: String) throws -> RunFolder {
    try DurableFile.createFolder(path)
    let folder = try RunFolder(existing: path)
    guard try folder.entries().isEmpty else { throw CheckpointError.folderNotEmpty(path) }
    try folder.requireWritable()
    return folder
  }

  /// A new folder under `runs` with a readable name that no other run has: `NAME`, or `NAME-2` …
  static func create(under runs: String, named name: String) throws -> RunFolder {
    try DurableFile.createFolder(runs)
    for number in 1...9999 {
      let path = number == 1 ? "\(runs)/\(name)" : "\(runs)/\(name)-\(number)"
      if path.withSystemPath({ mkdir($0, 0o777) }) == 0 {
        let folder = try RunFolder(existing: path)
        try folder.requireWritable()
        return folder
      }
      guard errno == EEXIST else { throw FileError(.createFolder, path, .system(errno)) }
    }
    throw FileError(.createFolder, "\(runs)/\(name)", .system(EEXIST))
  }

  init(existing path: String) throws(FileError) {
    self.path = try FileSystem.resolved(path)
  }

  /// The checkpoint that a person means by a checkpoint's path or a run's folder, and its run.
  ///
  /// - Throws: ``CheckpointError/notCheckpoint(_:)``, or `FileError` where nothing is.
  static func locate(_ path: String) throws -> (checkpoint: String, run: RunFolder) {
    let resolved = try FileSystem.resolved(path)
    let latest = "\(resolved)/\(latestName)"
    let checkpoint: String
    if FileSystem.isFile("\(resolved)/\(Checkpoint.stateName)") {
      checkpoint = resolved
    } else if let target = try? FileSystem.resolved(latest),
      FileSystem.isFile("\(target)/\(Checkpoint.stateName)")
    {
      checkpoint = target
    } else {
      throw CheckpointError.notCheckpoint(path)
    }
    return (checkpoint, try RunFolder(existing: DurableFile.folder(of: checkpoint)))
  }

  /// The names in the folder, sorted.
  func entries() throws(FileError) -> [String] { try FileSystem.entries(of: path) }

  /// Makes the link `latest` name a checkpoint; at every moment it names the old one or the new one.
  func link(latest name: String) throws(FileError) {
    let temporary = "\(path)/.\(Self.latestName).\(getpid()).tmp"
    temporary.withSystemPath { _ = unlink($0) }
    let linked = name.withSystemPath { name in temporary.withSystemPath { symlink(name, $0) } }
    guard linked == 0 else {
      throw FileError(.write, "\(path)/\(Self.latestName)", .system(errno))
    }
    let renamed = temporary.withSystemPath { temporary in
      "\(path)/\(Self.latestName)".withSystemPath { rename(temporary, $0) }
    }
    guard renamed == 0 else {
      let code = errno
      temporary.withSystemPath { _ = unlink($0) }
      throw FileError(.rename, "\(path)/\(Self.latestName)", .system(code))
    }
    try DurableFile.synchronizeFolder(path)
  }

  /// A name for a checkpoint that is not taken: `step-00000938`, then `step-00000938-2` …
  ///
  /// A run that goes on from an older checkpoint never touches the newer ones.
  func freeName(step: Int) -> String {
    let digits = String(step)
    let name = "step-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    var candidate = name
    var number = 2
    while FileSystem.exists("\(path)/\(candidate)") {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }

  /// Removes a folder of ours and the files in it; what is not there is as good as removed.
  static func removeFlatFolder(_ path: String) {
    for name in (try? FileSystem.entries(of: path)) ?? [] {
      "\(path)/\(name)".withSystemPath { _ = unlink($0) }
    }
    path.withSystemPath { _ = rmdir($0) }
  }

  /// Finds out before training whether something can be written; permission bits alone do not tell.
  private func requireWritable() throws(FileError) {
    let probe = "\(path)/.\(getpid()).probe"
    guard probe.withSystemPath({ mkdir($0, 0o777) }) == 0 else {
      throw FileError(.createFolder, path, .system(errno))
    }
    probe.withSystemPath { _ = rmdir($0) }
  }
}
