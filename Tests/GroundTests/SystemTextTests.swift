import Ground
import Testing

@Suite struct SystemTextTests {
  @Test func `any bytes are kept, and no two names are taken for one`() {
    var state = UInt64(7)
    func random() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    for length in 0..<400 {
      let bytes = (0..<length % 9).map { _ in random() }
      #expect(SystemText.bytes(of: SystemText.text(of: bytes)) == bytes, "\(bytes)")
    }
    for text in ["", "a/b", "Tiếng Việt", "\u{F700}\u{F7FF}\u{F780}", "👩‍🔬"] {
      let bytes = Array(text.utf8)
      #expect(SystemText.bytes(of: SystemText.text(of: bytes)) == bytes)
    }
    // Cut off, overlong, a surrogate, too large.
    for bytes: [UInt8] in [
      [0x61, 0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF, 0x2F, 0x80],
    ] {
      #expect(SystemText.bytes(of: SystemText.text(of: bytes)) == bytes, "\(bytes)")
    }
  }

  @Test func `bytes that are no text are shown by their numbers`() {
    #expect(SystemText.text(of: [0x61, 0xFF, 0x62]).printable == #"a\xffb"#)
    #expect(SystemText.text(of: Array("é".utf8)) == "é")
  }

  @Test func `a name that is no UTF-8 is written, listed and read like any other`() throws {
    let folder = try TemporaryFolder()
    let name = SystemText.text(of: [0x61, 0xFF, 0xC3, 0x2E, 0x62])
    let inside = "\(folder.path)/\(name)/x"
    try DurableFile.createFolder(inside)
    try DurableFile.write([1, 2], to: "\(inside)/\(name)")
    #expect(try FileSystem.entries(of: folder.path) == [name])
    #expect(try FileSystem.entries(of: inside) == [name])
    #expect(FileSystem.isFolder(inside))
    #expect(FileSystem.size(of: "\(inside)/\(name)") == 2)
    #expect(try DurableFile.read("\(inside)/\(name)") == [1, 2])
    #expect(try FileSystem.resolved("\(inside)/../x").hasSuffix("/\(name)/x"))
    try DurableFile.rename("\(inside)/\(name)", to: "\(inside)/\(name)2")
    #expect(try FileSystem.entries(of: inside) == [name + "2"])
  }

  @Test func `a name with a NUL names nothing`() throws {
    let folder = try TemporaryFolder()
    try DurableFile.write([1], to: "\(folder.path)/a")
    let path = "\(folder.path)/a\0b"
    #expect(throws: FileError(.read, path, .system(ENOENT))) { try DurableFile.read(path) }
  }

  @Test func `JSON keeps a name that is no UTF-8 as Python does`() throws {
    let name = SystemText.text(of: [0x61, 0xFF])
    let json = JSON.string(name)
    #expect(json.description == #""a\udcff""#)
    #expect(try JSON(parsing: json.bytes, hasSystemText: true) == json)
    #expect(throws: JSONError(.loneSurrogate, at: 2)) { try JSON(parsing: json.bytes) }
  }
}
