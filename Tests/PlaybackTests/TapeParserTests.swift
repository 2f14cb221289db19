import Ground
import Interface
import Playback
import Testing

@Suite struct TapeParserTests {
  @Test func `every command is read with its arguments`() throws {
    let tape = try Tape(
      parsing: """
        # a comment
        Size 100x30
        Run --lang vi step conv --input arange:5x5 --kernel [[0,1],[2,3]]   # and another

        Key Right 3
        Key q
        Key "#"
        Key 5 2
        Key Ctrl+C
        Key Shift+Tab
        Type "say \\"hi\\" # there"
        Click 3,4
        Wheel up 0,1
        Wheel down 2,1
        Resize 80x24
        Sleep 500ms
        Sleep 1.5s
        Train 100
        Wait "text" 250ms
        Wait text
        Expect "tích chập"
        ExpectNot nothing
        Golden first-frame_1
        Caption "hear, hear"
        Caption
        Shot page_1.svg
        """)
    #expect(tape.size == Size(columns: 100, rows: 30))
    #expect(tape.runLine == 3)
    #expect(
      tape.arguments == [
        "--lang", "vi", "step", "conv", "--input", "arange:5x5", "--kernel", "[[0,1],[2,3]]",
      ])
    #expect(
      tape.lines.map(\.command) == [
        .key(.right, count: 3), .key(.character("q"), count: 1), .key(.character("#"), count: 1),
        .key(.character("5"), count: 2), .key(.control("c"), count: 1), .key(.shiftTab, count: 1),
        .type("say \"hi\" # there"), .click(Point(column: 3, row: 4)),
        .wheel(.wheelUp, Point(column: 0, row: 1)), .wheel(.wheelDown, Point(column: 2, row: 1)),
        .resize(Size(columns: 80, rows: 24)), .sleep(.milliseconds(500)),
        .sleep(.milliseconds(1500)), .train(steps: 100), .wait("text", limit: .milliseconds(250)),
        .wait("text", limit: .seconds(5)), .expect("tích chập"), .expectNot("nothing"),
        .golden("first-frame_1"), .caption("hear, hear"), .caption(""),
        .shot(Shot(name: "page_1", form: .svg)),
      ])
    #expect(tape.lines.first?.number == 5)
    #expect(tape.lines.last?.number == 26)
  }

  @Test func `without Size it is 80x24`() throws {
    #expect(try Tape(parsing: "Run lesson\r\n").size == Size(columns: 80, rows: 24))
  }

  @Test func `what stands between Repeat and End is written out`() throws {
    let tape = try Tape(
      parsing: """
        Run
        Repeat 2
          Key a
          Repeat 3
            Key b
          End
        End
        Key c
        """)
    let lines = tape.lines.map { line -> String in
      guard case .key(.character(let key), _) = line.command else { return "?" }
      return "\(line.number)\(key)"
    }
    #expect(lines == ["3a", "5b", "5b", "5b", "3a", "5b", "5b", "5b", "8c"])
  }

  @Test(arguments: [
    ("Run\nKeys Up", 2, TapeError.Reason.unknownCommand("Keys")),
    ("Run\nkey Up", 2, .unknownCommand("key")),
    ("Run\nKey", 2, .argument(command: "Key", found: "", expected: .key)),
    ("Run\nKey Upp", 2, .argument(command: "Key", found: "Upp", expected: .key)),
    ("Run\nKey F13", 2, .argument(command: "Key", found: "F13", expected: .key)),
    ("Run\nKey Up 0", 2, .argument(command: "Key", found: "0", expected: .count)),
    ("Run\nKey Up -1", 2, .argument(command: "Key", found: "-1", expected: .count)),
    ("Run\nKey Up 2 3", 2, .tooManyArguments(command: "Key", first: "3")),
    (
      "Run\nKey Up 99999999999999999999", 2,
      .argument(command: "Key", found: "99999999999999999999", expected: .count)
    ),
    ("Run\nType", 2, .argument(command: "Type", found: "", expected: .text)),
    ("Run\nType \"open", 2, .unclosedQuote),
    ("Run\nClick 3", 2, .argument(command: "Click", found: "3", expected: .point)),
    ("Run\nClick 3,-4", 2, .argument(command: "Click", found: "3,-4", expected: .point)),
    ("Run\nWheel left 1,1", 2, .argument(command: "Wheel", found: "left", expected: .direction)),
    ("Run\nResize 0x5", 2, .argument(command: "Resize", found: "0x5", expected: .size)),
    ("Run\nResize 80x24x3", 2, .argument(command: "Resize", found: "80x24x3", expected: .size)),
    ("Run\nSleep 5", 2, .argument(command: "Sleep", found: "5", expected: .duration)),
    ("Run\nSleep s", 2, .argument(command: "Sleep", found: "s", expected: .duration)),
    ("Run\nSleep -1s", 2, .argument(command: "Sleep", found: "-1s", expected: .duration)),
    ("Run\nSleep nans", 2, .argument(command: "Sleep", found: "nans", expected: .duration)),
    ("Run\nSleep 1e999s", 2, .argument(command: "Sleep", found: "1e999s", expected: .duration)),
    ("Run\nGolden ../x", 2, .argument(command: "Golden", found: "../x", expected: .name)),
    ("Run\nRun", 2, .secondRun), ("Run\nSize 80x24", 2, .sizeAfterRun),
    ("\nKey Up\nRun", 2, .beforeRun(command: "Key")), ("Size 80x24\n", 2, .runMissing),
    ("", 1, .runMissing), ("Run\nRepeat 2\nKey a", 2, .repeatWithoutEnd),
    ("Run\nKey a\nEnd", 3, .endWithoutRepeat), ("Run\nRepeat 2\nEnd\nEnd", 4, .endWithoutRepeat),
    ("Run\nRepeat 0\nEnd", 2, .argument(command: "Repeat", found: "0", expected: .count)),
    ("Run\nRepeat\nEnd", 2, .argument(command: "Repeat", found: "", expected: .count)),
    ("Run\nEnd 2", 2, .endWithoutRepeat),
    (
      "Run\nRepeat 1000\nRepeat 1000\nKey a\nEnd\nEnd", 2,
      .tooManyCommands(times: 1000, commands: 1000)
    ),
    ("Run\nShot x", 2, .argument(command: "Shot", found: "x", expected: .shot)),
    ("Run\nShot ../x.png", 2, .argument(command: "Shot", found: "../x.png", expected: .shot)),
    ("Run\nShot x.gif", 2, .argument(command: "Shot", found: "x.gif", expected: .shot)),
    ("Run\nCaption a b", 2, .tooManyArguments(command: "Caption", first: "b")),
  ])
  func `what is wrong is named with its line`(text: String, line: Int, reason: TapeError.Reason) {
    #expect {
      try Tape(parsing: text)
    } throws: { error in
      guard let error = error as? TapeError else { return false }
      let sentence = error.sentence(file: "a.tape")
      return error.line == line && error.reason == reason
        && sentence.english.contains("line \(line)") && sentence.vietnamese.contains("dòng \(line)")
    }
  }

  @Test func `no text crashes the parser`() {
    let parts = [
      "Key", "Run", "\"", "'", "\\", "#", " ", "\n", "Up", "9", "x", ",", "ms", "Type", "é", "\0",
    ]
    var state: UInt64 = 7
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1
        text += parts[Int(state >> 33) % parts.count]
      }
      _ = try? Tape(parsing: text)
    }
  }
}
