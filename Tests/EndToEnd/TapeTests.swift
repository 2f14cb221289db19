import Foundation
import Testing

/// Every tape under `Tests/Tapes`, played by the real binary against the frames beside it.
struct TapeTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Tapes").path

  private static let tapes = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".tape") }
    .sorted()

  @Test func `there are tapes to play`() {
    #expect(!Self.tapes.isEmpty)
  }

  @Test(arguments: tapes) func `a tape shows what it expects`(tape: String) throws {
    // Debian's Fashion-MNIST may be missing where its package is not to be had.
    let text = try String(contentsOfFile: "\(Self.folder)/\(tape)", encoding: .utf8)
    if text.contains("# needs fashion-mnist"),
      !FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist")
    {
      return
    }
    let result = try CommandRun(["play", "--headless", "\(Self.folder)/\(tape)"])
    #expect(result.status == 0, "\(result.standardError)")
  }
}
