import Foundation
import Ground

/// A folder that goes with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("convscope-ground-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // Names that are no UTF-8 are beyond Foundation.
    let command = Process()
    command.executableURL = URL(fileURLWithPath: "/bin/rm")
    command.arguments = ["-rf", path]
    if (try? command.run()) != nil { command.waitUntilExit() }
  }

  /// Writes a file, and the folders that it names.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = "\(path)/\(name)"
    try DurableFile.createFolder(DurableFile.folder(of: file))
    try DurableFile.write(Array(text.utf8), to: file)
    return file
  }
}
