import Ground
import Interface
import TerminalEmulation
import TestSupport
import Testing

/// The real program in a terminal.
@Suite struct ScreenTests {
  private func started(
    _ arguments: [String] = [], size: Size = Size(columns: 80, rows: 24),
    environment: [String: String] = [:], showing text: String = "? help"
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      Binary.convscope, arguments: arguments, size: size, environment: environment)
    try terminal.wait(for: text)
    return terminal
  }

  @Test func `the home screen opens without a word on the command line, and q leaves it`() throws {
    let terminal = try started()
    #expect(terminal.screen.isAlternate)
    try terminal.wait(for: "Convolution")
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `what a terminal says by itself neither ends the program nor presses its keys`() throws
  {
    let terminal = try started()
    terminal.send("?")
    try terminal.wait(until: "the help is open") { $0.place(of: "? help") == nil }
    terminal.send(
      "\u{1b}[I\u{1b}[?1;2c\u{1b}]11;rgb:0/0/0\u{7}\u{1b}P>|xterm\u{1b}\\\u{1b}[12;40R\u{1b}q\u{1b}[O"
    )
    // Esc closes the help, and nothing else has.
    terminal.send("\u{1b}[27u")
    try terminal.wait(for: "? help")
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
  }

  @Test func `help opens over every screen and goes again`() throws {
    let terminal = try started()
    terminal.send("?")
    try terminal.wait(until: "the help is open") { $0.place(of: "? help") == nil }
    terminal.send("\u{1b}")
    try terminal.wait(for: "? help")
  }

  @Test func `arrows step through a convolution, forwards and backwards`() throws {
    let terminal = try started(
      ["--no-animation", "step", "conv", "--input", "arange:3x3", "--kernel", "[[0,1],[2,3]]"])
    try terminal.wait(for: "0·0 + 1·1 + 3·2 + 4·3 = 19")
    terminal.send("\u{1b}[C")
    try terminal.wait(for: "= 25")
    terminal.send("\u{1b}[D")
    try terminal.wait(for: "= 19")
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `the mouse goes to the output cell under it`() throws {
    let terminal = try started(
      ["--no-animation", "step", "conv", "--input", "arange:3x3", "--kernel", "[[0,1],[2,3]]"])
    let cell = try terminal.wait(for: "19")
    terminal.send("\u{1b}[C")
    try terminal.wait(for: "= 25")
    terminal.send("\u{1b}[<0;\(cell.column + 1);\(cell.row + 1)M")
    try terminal.wait(for: "= 19")
  }

  @Test func `every size down to one cell is drawn`() throws {
    let terminal = try started()
    for (columns, rows) in [(40, 12), (20, 5), (3, 2), (1, 1), (200, 60)] {
      terminal.resize(Size(columns: columns, rows: rows))
    }
    terminal.resize(Size(columns: 80, rows: 24))
    try terminal.wait(for: "? help")
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test(arguments: [
    SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGXCPU, SIGALRM, SIGPROF, 36,
    SIGSEGV, SIGBUS, SIGABRT,
  ])
  func `a signal gives the terminal back and ends the process by itself`(signal: Int32) throws {
    let terminal = try started()
    terminal.signal(signal)
    #expect(try terminal.waitForEnd() == -Int(signal))
    terminal.expectRestored()
  }

  @Test func `Ctrl-C leaves`() throws {
    let terminal = try started()
    terminal.send("\u{3}")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `Ctrl-Z stops with the terminal as it was, and fg goes on`() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: [
        "-c", "set -m; \"$0\"; echo is stopped; read line; fg; echo back with $?",
        Binary.convscope,
      ])
    try terminal.wait(for: "? help")
    terminal.send("\u{1a}")
    try terminal.wait(for: "is stopped")
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.isCursorVisible)
    #expect(!terminal.isMouseOn)
    #expect(!terminal.isPasteMarked)
    terminal.send("\r")
    try terminal.wait(for: "? help")
    terminal.send("q")
    try terminal.wait(for: "back with 0")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `Vietnamese keeps its marks in UTF-8 and loses them in ASCII`() throws {
    let unicode = try started(["--lang", "vi"], showing: "Tích chập")
    unicode.send("q")
    #expect(try unicode.waitForEnd() == 0)
    // libvterm 0.1.4 miscounts a repeated character (REP), which this terminal does not have.
    let ascii = try started(
      ["--lang", "vi"], environment: ["LANG": "C", "TERM": "screen-256color"],
      showing: "Tich chap")
    ascii.send("q")
    #expect(try ascii.waitForEnd() == 0)
    #expect(ascii.screen.bytes.allSatisfy { $0 < 128 })
  }

  @Test func `NO_COLOR shows no colour`() throws {
    let terminal = try started(environment: ["NO_COLOR": "1"])
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    let text = String(decoding: terminal.screen.bytes, as: UTF8.self)
    #expect(!text.contains("[38;5;") && !text.contains("[48;5;"))
    terminal.expectRestored()
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGUSR1, SIGXCPU])
  func `a signal to live training saves before the process dies by it`(signal: Int32) throws {
    let folder = try TemporaryFolder()
    let run = folder.path + "/run"
    let terminal = try started(
      [
        "train", "lenet-relu", "--data", "digits", "--epochs", "1000", "--threads", "1",
        "--out", run,
      ], environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path],
      showing: "images/s")
    terminal.signal(signal)
    #expect(try terminal.waitForEnd() == -Int(signal))
    terminal.expectRestored()
    #expect(folder.holds("run/latest/model.safetensors"))
  }

  @Test func `whoever leaves a run is told how to go on`() throws {
    let folder = try TemporaryFolder()
    let run = folder.path + "/run"
    let terminal = try started(
      [
        "train", "lenet-relu", "--data", "digits", "--epochs", "1000", "--threads", "1",
        "--out", run,
      ], size: Size(columns: 200, rows: 24),
      environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path], showing: "images/s")
    terminal.send("q")
    try terminal.wait(for: "It is saved first")
    terminal.send("y")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
    let sentence = "Saved. To go on: convscope train --resume \(run)"
    #expect(terminal.screen.place(of: sentence) != nil)
  }
}
