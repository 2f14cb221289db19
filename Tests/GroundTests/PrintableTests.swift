import Ground
import Testing

@Suite struct PrintableTests {
  @Test(arguments: [
    ("plain", "plain"), ("Tiếng Việt 飛行機 👩‍🔬", "Tiếng Việt 飛行機 👩‍🔬"),
    ("\u{1B}[31mred", #"\x1b[31mred"#), ("a\u{7}\u{8}\u{B}\u{C}\0b", #"a\x07\x08\x0b\x0c\x00b"#),
    ("a\r\nb\tc", #"a\r\nb\tc"#), ("\u{7F}", #"\x7f"#), ("\u{9B}2J\u{85}", #"\u{9b}2J\u{85}"#),
    ("\u{202E}txt.exe\u{2066}", #"\u{202e}txt.exe\u{2066}"#),
    ("a\u{2028}b\u{2029}", #"a\u{2028}b\u{2029}"#),
    ("\u{FEFF}a\u{200B}", #"\u{feff}a\u{200b}"#), ("\u{E0041}", #"\u{e0041}"#),
  ])
  func `what a terminal must not get raw is written out`(text: String, shown: String) {
    #expect(text.printable == shown)
  }

  @Test func `every control character is written out, and lines can be kept`() {
    for value in UInt32(0)...0x9F {
      guard let scalar = Unicode.Scalar(value), !(0x20..<0x7F).contains(value) else { continue }
      let text = "a\(String(scalar))b"
      #expect(text.printable.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "\(value)")
      #expect(text.printable.count > 3, "\(value)")
      #expect((text.printableLines == text) == (scalar == "\n"), "\(value)")
    }
  }

  @Test func `widths are those of what is shown`() {
    #expect(TextWidth.width(of: "a\u{1B}b") == 6)
    #expect(TextWidth.padded("飛行機", to: 8) == "飛行機  ")
    #expect(TextWidth.padded("飛行機", to: 8, .trailing) == "  飛行機")
    #expect(TextWidth.padded("\u{9B}", to: 8) == #"\u{9b}  "#)
    #expect(TextWidth.padded("wider", to: 2) == "wider")
  }

  @Test func `JSON holds no control character raw, and reads back`() throws {
    let text = "\u{1B}\u{7F}\u{9B}\u{202E}\u{2028}\u{E0041}é"
    let json = JSON.string(text)
    #expect(json.description == #""\u001b\u007f\u009b\u202e\u2028\udb40\udc41é""#)
    #expect(try JSON(parsing: json.description) == json)
  }
}
