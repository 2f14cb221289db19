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
  func keep(_ frame: GoldenFrame, as name: String) throws {
    try Data(frame.description.utf8).write(
      to: URL(fileURLWithPath: file(name)), options: .atomic)
  }

  private func file(_ name: String) -> String { path + "/" + name + ".frame" }
}
