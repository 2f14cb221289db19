import Ground

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
        line: 1, expected: "a text that can be read", found: error.finding.english)
    }
    return try GoldenFrame(parsing: text)
  }

  /// Keeps a frame; the file is whole or as it was.
  func keep(_ frame: GoldenFrame, as name: String) throws(GoldenFolderError) {
    do {
      try DurableFile.write(Array(frame.description.utf8), to: file(name))
    } catch {
      throw GoldenFolderError(file: file(name))
    }
  }

  private func file(_ name: String) -> String { path + "/" + name + ".frame" }
}

/// A golden frame that cannot be written: bad input, since the folder came from outside.
public struct GoldenFolderError: Error, Hashable, Sendable {
  /// Path of the file.
  public let file: String

  /// One sentence: file, what was found, what was expected.
  public var sentence: TapeSentence {
    TapeSentence(
      "\(file): cannot write the golden frame, expected a folder that can be written to",
      "\(file): không ghi được khung hình chuẩn, cần một thư mục ghi được")
  }
}
