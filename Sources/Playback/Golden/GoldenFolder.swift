import Ground

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The golden frames beside a tape: `NAME.frame`.
public struct GoldenFolder: Hashable, Sendable {
  /// Path of the folder.
  public let path: String

  public init(path: String) { self.path = path }

  /// The frame that was kept under a name; `nil` where there is none.
  func frame(named name: String) throws(GoldenFrameError) -> GoldenFrame? {
    guard let data = FileManager.default.contents(atPath: file(name)) else { return nil }
    return try GoldenFrame(parsing: String(decoding: data, as: UTF8.self))
  }

  /// Keeps a frame; the file is whole or as it was.
  func keep(_ frame: GoldenFrame, as name: String) throws(GoldenFolderError) {
    do {
      try Data(frame.description.utf8).write(
        to: URL(fileURLWithPath: file(name)), options: .atomic)
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
