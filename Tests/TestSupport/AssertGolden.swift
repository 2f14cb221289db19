import Ground
import Interface
import Playback
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Compares a frame with `Tests/Golden/TARGET/NAME.frame`, TARGET being the folder of the test.
///
/// A missing frame is recorded and FAILS, so that nobody trusts a frame that nobody has looked at;
/// with `CONVSCOPE_RECORD=1` one that differs is recorded too, and fails as well.
public func assertGolden(
  _ canvas: Canvas, _ name: String, filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = goldenFolder(ofTest: filePath)
  let file = folder.appendingPathComponent(name + ".frame")
  let found = GoldenFrame(canvas)
  func record(_ reason: String) {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(found.description.utf8).write(to: file)
      Issue.record(
        "\(name): \(reason), recorded:\n\(found.plainText)", sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(name): cannot record: \(error)", sourceLocation: sourceLocation)
    }
  }
  guard let data = try? Data(contentsOf: file) else {
    record("no golden frame")
    return
  }
  do {
    let kept = try GoldenFrame(parsing: String(decoding: data, as: UTF8.self))
    guard let difference = FrameDifference(expected: kept, found: found) else { return }
    if ProcessInfo.processInfo.environment["CONVSCOPE_RECORD"] == "1" {
      record("the frame differs")
    } else {
      Issue.record(
        "\(name): the frame differs:\n\(difference.explanation)", sourceLocation: sourceLocation)
    }
  } catch {
    Issue.record("\(name).frame: \(error)", sourceLocation: sourceLocation)
  }
}

/// `…/Tests/ScreensTests/Home/HomeTests.swift` keeps its frames in `…/Tests/Golden/ScreensTests`.
private func goldenFolder(ofTest filePath: String) -> URL {
  var folder = URL(fileURLWithPath: filePath).deletingLastPathComponent()
  while folder.deletingLastPathComponent().lastPathComponent != "Tests", folder.path != "/" {
    folder.deleteLastPathComponent()
  }
  return folder.deletingLastPathComponent().appendingPathComponent("Golden")
    .appendingPathComponent(folder.lastPathComponent)
}
