import Ground
import Testing

@Suite struct TextFileTests {
  private func text(_ bytes: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    try DurableFile.write(bytes, to: folder.path + "/text")
    return try TextFile.read(folder.path + "/text")
  }

  @Test func `a byte order mark at the beginning is skipped, one later is not`() throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(try text(mark + Array("Size 80x24".utf8)) == "Size 80x24")
    #expect(try text(mark) == "")
    #expect(try text([]) == "")
    #expect(try text(mark + mark) == "\u{FEFF}")
  }

  @Test func `lines may end as on Windows`() throws {
    #expect(try text(Array("a\r\n\r\nb\n\r\n".utf8)) == "a\n\nb\n\n")
  }

  @Test func `what is no UTF-8 is named with its line`() {
    func reason(_ bytes: [UInt8]) -> FileError.Reason? {
      let error = #expect(throws: FileError.self) { try TextFile.text(of: bytes, from: "f") }
      return error?.reason
    }
    #expect(reason([0x61, 0x0A, 0xE9, 0x62]) == .notText(line: 2, byte: 0xE9))
    #expect(reason([0x61, 0xC3]) == .notText(line: 1, byte: 0xC3))
    #expect(reason([0xFF, 0xFE, 0x61, 0x00]) == .utf16)
    #expect(
      FileError(.read, "f", .notText(line: 2, byte: 0xE9)).explanation.english
        == "f: cannot read the file: line 2: found the byte 0xE9, expected UTF-8 text")
  }
}
