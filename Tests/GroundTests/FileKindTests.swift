import Ground
import Testing

@Suite struct FileKindTests {
  @Test(arguments: [
    ("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n", FileKind.gitLFSPointer),
    ("<!DOCTYPE html>\n<html>", .webPage), ("\n  <HTML lang=en>", .webPage),
    ("\u{FEFF}<!doctype HTML>", .webPage), ("<?xml version=\"1.0\"?>", .webPage),
    ("{\"a\": 1}", .json), ("GGUF", .gguf), ("BZh9", .bzip2), ("", .empty),
  ])
  func `texts and their kin are told by how they begin`(text: String, kind: FileKind) {
    #expect(FileKind(Array(text.utf8)) == kind)
  }

  @Test func `binary formats are told by their signatures`() {
    func zip(_ member: String) -> [UInt8] {
      [0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 22) + [UInt8(member.utf8.count), 0, 0, 0]
        + Array(member.utf8) + [0x80, 2]
    }
    #expect(FileKind(zip("archive/data.pkl")) == .pyTorch)
    #expect(FileKind(zip("resnet18/data.pkl")) == .pyTorch)
    #expect(FileKind(zip("arr_0.npy")) == .numPyArchive)
    #expect(FileKind(zip("word/document.xml")) == .zip)
    #expect(FileKind([0x50, 0x4B, 3, 4]) == .zip)
    #expect(FileKind([0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC]) == .pickle)
    #expect(FileKind([0x80, 4, 0x95]) == .pickle)
    #expect(FileKind([0x1F, 0x8B, 8]) == .gzip)
    #expect(FileKind([0, 0, 8, 3, 0, 0]) == .idx)
    #expect(FileKind([0x89] + Array("HDF\r\n".utf8)) == .hdf5)
    #expect(FileKind([0x93] + Array("NUMPY".utf8)) == .numPy)
    #expect(FileKind([0x40, 0, 0, 0, 0, 0, 0, 0] + Array("{\"a\"".utf8)) == .safetensors)
    #expect(FileKind(Array(repeating: 0, count: 257) + Array("ustar".utf8)) == .tar)
    #expect(FileKind([1, 2, 3]) == nil)
    for kind in FileKind.allCases {
      #expect(!kind.name.english.isEmpty && !kind.name.vietnamese.isEmpty)
    }
  }
}
