import Ground
import Interface
import TestSupport
import Testing

@Suite struct TextTests {
  @Test func `text wraps between words, by display width`() {
    #expect(Text.wrapped("a convolution slides", to: 8) == ["a", "convolut", "ion", "slides"])
    #expect(Text.wrapped("tích chập\n\nhạt nhân", to: 9) == ["tích chập", "", "hạt nhân"])
    #expect(Text.wrapped("日本語", to: 4) == ["日本", "語"])
    #expect(Text.wrapped("", to: 4) == [""])
    #expect(Text.wrapped("  in dent", to: 5) == ["  in", "dent"])
  }

  @Test func `no wrapped line is wider than asked`() {
    let text = "Một tích chập 3x3 trượt qua ảnh; 日本語 kernel-with-a-very-long-name."
    for columns in 2...40 {
      for line in Text.wrapped(text, to: columns) {
        #expect(TextWidth.width(of: line) <= columns)
      }
    }
  }

  @Test func `decomposed Vietnamese is as wide as composed`() {
    #expect(TextWidth.width(of: "ti\u{0301}ch cha\u{0323}\u{0302}p") == 9)
  }

  @Test func `text that is cut ends in an ellipsis`() {
    #expect(Text.clipped("kernel", to: 6) == "kernel")
    #expect(Text.clipped("kernel", to: 4) == "ker…")
    #expect(Text.clipped("日本語", to: 4) == "日…")
    #expect(Text.clipped("kernel", to: 0) == "")
  }

  @Test func `Vietnamese loses its marks in ASCII`() {
    #expect(AsciiGlyphs.text("Tích chập, đệm, Ề → ×") == "Tich chap, dem, E > x")
    #expect(AsciiGlyphs.text("日") == "??")
  }

  @Test func `drawing over half of a wide character removes the other half`() {
    for column in 0..<3 {
      var canvas = Canvas(size: Size(columns: 4, rows: 1))
      canvas.write("日本", at: Point(column: 0, row: 0))
      canvas.write("x", at: Point(column: column, row: 0))
      #expect(canvas.cells.indices.allSatisfy { canvas.cells[$0].character != nil || $0 > 0 })
      for index in canvas.cells.indices where canvas.cells[index].character == nil {
        #expect(canvas.cells[index - 1].character.map(TextWidth.width(of:)) == 2)
      }
    }
  }

  @Test func `drawing outside the canvas is clipped`() {
    let canvas = rendered(columns: 3, rows: 1) { canvas, _ in
      canvas.write("abcdef", at: Point(column: -2, row: 0))
      canvas.write("x", at: Point(column: 0, row: 9))
      canvas.frame(Rect(column: -5, row: -5, columns: 100, rows: 3))
      canvas.fill(Rect(column: 2, row: 0, columns: .max / 4, rows: 5), with: "#")
    }
    #expect(canvas.plainText == "cd#")
  }
}
