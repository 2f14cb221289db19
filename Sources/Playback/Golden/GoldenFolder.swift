import Ground
import Interface

/// The golden frames beside a tape: `NAME.frame`.
public struct GoldenFolder: Hashable, Sendable {
  /// Path of the folder.
  public let path: String

  public init(path: String) { self.path = path }

  /// The frame that was kept under a name; `nil` where there is none.
  func frame(named name: String) throws(GoldenFrameError) -> GoldenFrame? {
    guard FileSystem.exists(file(name)) else { return nil }
    let text: String
    do {
      text = try TextFile.read(file(name))
    } catch {
      throw GoldenFrameError(
        line: 1, expected: Bilingual("a text that can be read", "một văn bản đọc được"),
        found: error.finding.english)
    }
    return try GoldenFrame(parsing: text)
  }

  /// Keeps a frame; the file is whole or as it was.
  ///
  /// - Returns: what that has changed.
  func keep(_ frame: GoldenFrame, as name: String) throws(TapeFileError) -> WrittenFile {
    let file = file(name)
    let isThere = FileSystem.exists(file)
    let isSame = isThere && (try? self.frame(named: name)) == frame
    try write(Array(frame.description.utf8), to: file)
    return WrittenFile(path: file, change: isSame ? .none : isThere ? .changed : .new)
  }

  /// Writes the picture of a screen beside the tape.
  func write(_ shot: Shot, of canvas: Canvas) throws(TapeFileError) -> WrittenFile {
    let file = path + "/" + shot.fileName
    let isThere = FileSystem.exists(file)
    try write(shot.bytes(of: canvas), to: file)
    return WrittenFile(path: file, change: isThere ? .changed : .new)
  }

  private func write(_ bytes: [UInt8], to file: String) throws(TapeFileError) {
    do {
      try DurableFile.write(bytes, to: file)
    } catch {
      throw TapeFileError(file: file)
    }
  }

  private func file(_ name: String) -> String { path + "/" + name + ".frame" }
}

/// A file that a tape has written.
public struct WrittenFile: Hashable, Sendable {
  public enum Change: Hashable, Sendable { case new, changed, none }

  public let path: String
  public let change: Change

  public init(path: String, change: Change) {
    self.path = path
    self.change = change
  }

  /// One line: the file, and what became of it.
  public var sentence: Bilingual {
    switch change {
    case .new: Bilingual("wrote \(path) (new)", "đã ghi \(path) (mới)")
    case .changed: Bilingual("wrote \(path) (changed)", "đã ghi \(path) (có thay đổi)")
    case .none: Bilingual("wrote \(path) (as it was)", "đã ghi \(path) (vẫn như cũ)")
    }
  }
}

/// A file beside a tape that cannot be written: bad input, since the folder came from outside.
public struct TapeFileError: Error, Hashable, Sendable {
  /// Path of the file.
  public let file: String

  /// One sentence: file, what was found, what was expected.
  public var sentence: Bilingual {
    Bilingual(
      "\(file): cannot be written, expected a folder that can be written to",
      "\(file): không ghi được, cần một thư mục ghi được")
  }
}
