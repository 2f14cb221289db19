/// Standard input as bytes, for `-` in the place of a file's name.
public enum StandardInput {
  /// All bytes until its end; a terminal is refused, whose keys a screen may be waiting for.
  ///
  /// - Parameter limit: the most bytes to take; half of the machine's memory unless given.
  /// - Throws: ``FileError`` under the name `-`.
  public static func read(limit: Int = MachineMemory.limit) throws(FileError) -> [UInt8] {
    guard isatty(0) == 0 else { throw FileError(.read, "-", .terminal) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { systemRead(0, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(.read, "-", .system(errno)) }
      if count == 0 { return bytes }
      guard count <= limit - bytes.count else { throw FileError(.read, "-", .largerThan(limit)) }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}

// The system's function, which the member of the same name would hide.
private func systemRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}
