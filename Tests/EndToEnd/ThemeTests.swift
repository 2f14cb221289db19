import Ground
import Interface
import TerminalEmulation
import Testing

/// Colours for a dark and for a light background.
@Suite struct ThemeTests {
  // The colours of the value 1 of a signed palette that ends there.
  private static let onDark = (16, 222)
  private static let onLight = (231, 94)

  private func fixture(
    _ environment: [String: String] = [:]
  ) throws -> (terminal: PseudoTerminal, number: Point) {
    let terminal = try PseudoTerminal(Binary.fixture, environment: environment)
    try terminal.wait(for: "ticks 0")
    return (terminal, try terminal.wait(for: "19"))
  }

  private func asks(_ terminal: PseudoTerminal) -> Bool {
    String(decoding: terminal.screen.bytes, as: UTF8.self).contains("\u{1b}]11;?")
  }

  @Test(arguments: ["\u{1b}\\", "\u{7}"])
  func `the background that the terminal reports chooses the colours, early or late`(
    end: String
  ) throws {
    let (terminal, number) = try fixture()
    #expect(asks(terminal))
    #expect(terminal.screen.colors(at: number) == Self.onDark)
    for (report, colors) in [
      ("rgb:ffff/ffff/ffff", Self.onLight), ("rgb:00/2b/36", Self.onDark),
      ("#fdf6e3", Self.onLight), ("rgb:nonsense", Self.onLight),
    ] {
      terminal.send("\u{1b}]11;\(report)\(end)")
      try terminal.wait(until: "\(report) has its colours") {
        $0.colors(at: number) == colors
      }
    }
    // No answer counts as a key.
    terminal.send("a")
    try terminal.wait(for: "2 key character(\"a\")")
  }

  @Test func `COLORFGBG counts until the terminal has answered`() throws {
    let (terminal, number) = try fixture(["COLORFGBG": "0;default;15"])
    #expect(terminal.screen.colors(at: number) == Self.onLight)
    terminal.send("\u{1b}]11;rgb:0000/0000/0000\u{7}")
    try terminal.wait(until: "its colours are dark ones") { $0.colors(at: number) == Self.onDark }
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "linux"], ["TERM": "vt220"]])
  func `who has no colours, or would write the question out, is not asked`(
    environment: [String: String]
  ) throws {
    let (terminal, _) = try fixture(environment)
    #expect(!asks(terminal))
  }

  @Test func `answers that come after the end are not typed into the shell`() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: ["-c", "\"$0\"; IFS= read -r line; echo \"<$line>\" | od -c", Binary.fixture])
    // Nothing is read from the terminal, and so nothing answered, before the key is there.
    terminal.send("q")
    usleep(150_000)
    try terminal.wait(for: "ended: finished")
    terminal.send("text\r")
    try terminal.wait(for: "<   t   e   x   t   >")
  }

  @Test(arguments: [("dark", 253, 16), ("light", 16, 231)])
  func `a theme that was asked for is painted, whatever the terminal's own is`(
    name: String, text: Int, background: Int
  ) throws {
    for report in ["rgb:ffff/ffff/ffff", "rgb:0000/0000/0000"] {
      let terminal = try PseudoTerminal(
        Binary.convscope,
        arguments: [
          "--theme", name, "--no-animation", "step", "conv", "--input", "arange:3x3", "--kernel",
          "[[0,1],[2,3]]",
        ], environment: ["COLORFGBG": "7;0"])
      let equation = try terminal.wait(for: "= 0·0")
      terminal.send("\u{1b}]11;\(report)\u{7}\u{1b}[C")
      try terminal.wait(for: "step 2")
      #expect(!asks(terminal))
      #expect(terminal.screen.colors(at: equation) == (text, background))
      // To the last corner.
      #expect(
        terminal.screen.colors(at: Point(column: 79, row: 22)).background == background)
      terminal.send("q")
      #expect(try terminal.waitForEnd() == 0)
      terminal.expectRestored()
    }
  }

  @Test func `an unknown theme is refused with those that there are`() throws {
    let run = try CommandRun(["--theme", "blue", "show", "lenet"])
    #expect(run.status == 2)
    #expect(run.standardError == "convscope: --theme: found \"blue\", expected dark or light\n")
  }
}
