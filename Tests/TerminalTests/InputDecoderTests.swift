import Interface
import Testing

@testable import Terminal

@Suite struct InputDecoderTests {
  private func codes(_ text: String) -> [InputDecoder.Code] { text.utf8.map { .byte($0) } }

  @Test func `a character may come in parts`() {
    var decoder = InputDecoder()
    let bytes = codes("ệ")
    #expect(decoder.decode([bytes[0]]).isEmpty)
    #expect(decoder.decode([bytes[1]]).isEmpty)
    #expect(decoder.decode([bytes[2]]) == [.key(.character("ệ"))])
  }

  @Test func `invalid UTF-8 costs no key after it`() {
    for junk: [UInt8] in [
      [0xFF], [0xC3], [0x80], [0xE1, 0xBB], [0xF0, 0x9F, 0x98], [0xC0, 0xAF],
    ] {
      var decoder = InputDecoder()
      let events = decoder.decode(junk.map { .byte($0) } + codes("aệ"))
      #expect(events == [.key(.character("a")), .key(.character("ệ"))])
    }
  }

  @Test func `an unknown sequence is swallowed whole, an Esc before a key is a key`() {
    var decoder = InputDecoder()
    #expect(decoder.decode(codes("\u{1b}[1;5Ca")) == [.key(.character("a"))])
    #expect(decoder.decode(codes("\u{1b}Oxa")) == [.key(.character("a"))])
    #expect(decoder.decode(codes("\u{1b}q")) == [.key(.escape), .key(.character("q"))])
    #expect(decoder.decode(codes("\u{1b}\u{1b}")) == [.key(.escape), .key(.escape)])
    #expect(decoder.decode(codes("\u{1b}[")) == [])
  }

  @Test func `a paste may come in parts and holds no keys`() {
    var decoder = InputDecoder()
    #expect(decoder.decode([.pasteBegin] + codes("a\r\nb") + [.key(.up), .unknown]) == [])
    #expect(decoder.isPasting)
    #expect(
      decoder.decode(codes("\u{1b}q") + [.pasteEnd] + codes("c")) == [
        .paste("a\nb\u{1b}q"), .key(.character("c")),
      ])
    #expect(!decoder.isPasting)
    #expect(decoder.decode([.pasteBegin, .pasteEnd, .pasteEnd]) == [])
  }

  @Test func `a paste without an end cannot fill the memory`() {
    var decoder = InputDecoder()
    _ = decoder.decode([.pasteBegin])
    let part = codes(String(repeating: "x", count: 300_000))
    for _ in 0..<5 { _ = decoder.decode(part) }
    #expect(
      decoder.endPaste() == [.paste(String(repeating: "x", count: InputDecoder.longestPaste))])
  }

  @Test func `no bytes crash the decoder`() {
    var state: UInt64 = 1
    var decoder = InputDecoder()
    for _ in 0..<2000 {
      let codes = (0..<20).map { _ -> InputDecoder.Code in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        let byte = UInt8(state >> 56)
        return byte == 7 ? .pasteBegin : byte == 8 ? .pasteEnd : .byte(byte)
      }
      _ = decoder.decode(codes)
    }
  }
}
