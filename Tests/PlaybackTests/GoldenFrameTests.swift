import Ground
import Interface
import Playback
import TestSupport
import Testing

@Suite struct GoldenFrameTests {
  private let canvas = rendered(columns: 12, rows: 3) { canvas, _ in
    canvas.write("日 |ệ|", at: Point(column: 1, row: 0), style: Theme.accent)
    canvas.fill(Rect(column: 0, row: 1, columns: 12, rows: 1), style: Theme.selection)
  }

  @Test func `a frame reads back as it was written`() throws {
    let frame = GoldenFrame(canvas)
    #expect(try GoldenFrame(parsing: frame.description) == frame)
    #expect(
      frame.description == """
        convscope frame 1
        size 12x3
        text
        | 日 |ệ|     |
        |            |
        |            |
        styles
        |.aaaaaa.....|
        |bbbbbbbbbbbb|
        |............|
        key
        a fg 214 bold
        b reverse

        """)
  }

  @Test func `frames of very many styles read back too`() throws {
    let canvas = rendered(columns: 64, rows: 16) { canvas, rect in
      for index in 0..<1024 {
        canvas[index % 64, index / 64] = Cell(
          "x",
          Style(
            foreground: .indexed(UInt8(index % 256)),
            background: index < 512 ? .standard : .indexed(UInt8(index / 4 % 256)),
            attributes: index % 512 < 256 ? [] : .italic))
      }
    }
    let frame = GoldenFrame(canvas)
    #expect(try GoldenFrame(parsing: frame.description) == frame)
  }

  @Test func `a difference names row, column and styles`() throws {
    var other = canvas
    other.write("z", at: Point(column: 4, row: 2), style: Theme.dim)
    let difference = try #require(
      FrameDifference(expected: GoldenFrame(canvas), found: GoldenFrame(other)))
    #expect(difference.explanation.english.contains("row 2\n"))
    #expect(difference.explanation.english.contains("first in column 4: kept plain, now dim"))
    #expect(FrameDifference(expected: GoldenFrame(canvas), found: GoldenFrame(canvas)) == nil)
  }

  @Test(arguments: [
    ("", 1), ("convscope frame 1\nsize 1x", 2), ("convscope frame 1\nsize 1x1\ntext\nx", 4),
    ("convscope frame 1\nsize 1x1\ntext\n|ab|", 4),
    ("convscope frame 1\nsize 1x1\ntext\n|a|\nstyles\n|q|\nkey\n", 6),
    ("convscope frame 1\nsize 1x1\ntext\n|a|\nstyles\n|q|\nkey\nq loud", 8),
    ("convscope frame 1\nsize 99999999x99999999\ntext", 2),
  ])
  func `a damaged file is refused with its line`(content: String, line: Int) {
    #expect { try GoldenFrame(parsing: content) } throws: { error in
      (error as? GoldenFrameError)?.line == line
    }
  }
}
