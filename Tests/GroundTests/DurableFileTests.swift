import Foundation
import Ground
import Testing

@Suite final class DurableFileTests {
  private let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("durable-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func `a written file reads back and leaves nothing beside it`() throws {
    let path = folder + "/model"
    try DurableFile.write(Array("first".utf8), to: path)
    try DurableFile.write(pieces: [Array("sec".utf8), [], Array("ond".utf8)], to: path)
    #expect(try DurableFile.read(path) == Array("second".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["model"])
  }

  @Test func `a write that fails keeps what was there`() throws {
    let path = folder + "/model"
    try DurableFile.createFolder(path + "/inside")
    #expect(throws: FileError.self) { try DurableFile.write([1], to: path) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["model"])
  }

  @Test func `a folder that is missing is named`() {
    let path = folder + "/absent/model"
    let error = #expect(throws: FileError.self) { try DurableFile.write([1], to: path) }
    #expect(
      error?.explanation.english
        == "\(path): cannot write the file: there is no such file or folder")
    #expect(
      error?.explanation.vietnamese
        == "\(path): không thể ghi tệp: không có tệp hay thư mục này")
  }

  @Test func `folders are created with those above them, and creating again is no error`() throws {
    let path = folder + "/a/b/c"
    try DurableFile.createFolder(path)
    try DurableFile.createFolder(path + "/")
    try DurableFile.write([7], to: path + "/file")
    #expect(throws: FileError(.createFolder, path + "/file", .system(EEXIST))) {
      try DurableFile.createFolder(path + "/file")
    }
  }

  @Test func `a finished folder is renamed with what it holds`() throws {
    try DurableFile.createFolder(folder + "/unfinished")
    try DurableFile.write([1, 2], to: folder + "/unfinished/model")
    try DurableFile.rename(folder + "/unfinished", to: folder + "/step-10")
    #expect(try DurableFile.read(folder + "/step-10/model") == [1, 2])
    #expect(throws: FileError.self) {
      try DurableFile.rename(folder + "/unfinished", to: folder + "/step-11")
    }
  }

  @Test func `what is no file, absent or too large is refused`() throws {
    #expect(throws: FileError(.read, folder, .notAFile)) { try DurableFile.read(self.folder) }
    #expect(throws: FileError(.read, "/dev/zero", .notAFile)) { try DurableFile.read("/dev/zero") }
    let path = folder + "/model"
    #expect(throws: FileError(.read, path, .system(ENOENT))) { try DurableFile.read(path) }
    try DurableFile.write([1, 2, 3], to: path)
    #expect(throws: FileError(.read, path, .largerThan(2))) {
      try DurableFile.read(path, limit: 2)
    }
    #expect(try DurableFile.read(path, limit: 3) == [1, 2, 3])
  }

  @Test(arguments: [
    ("a", "."), ("runs/a", "runs"), ("runs//a/", "runs"), ("/a", "/"), ("/", "/"), ("", "."),
    ("./a", "."),
  ])
  func `the folder of a path`(path: String, folder: String) {
    #expect(DurableFile.folder(of: path) == folder)
  }
}
