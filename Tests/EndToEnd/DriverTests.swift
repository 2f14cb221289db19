import Ground
import Interface
import Terminal
import TerminalEmulation
import TestSupport
import Testing

/// The terminal's driver, on a small program that shows what reaches it.
@Suite struct DriverTests {
  private func started(
    size: Size = Size(columns: 80, rows: 24), environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(Binary.fixture, size: size, environment: environment)
    try terminal.wait(for: "ticks 0")
    return terminal
  }

  @Test func `a start shows a frame, a quit gives the terminal back`() throws {
    let terminal = try started()
    #expect(terminal.screen.isAlternate)
    #expect(!terminal.screen.isCursorVisible)
    #expect(terminal.isMouseOn)
    #expect(!terminal.areModesAsBefore)
    let number = try terminal.wait(for: "19")
    #expect(terminal.screen.colors(at: number) == (16, 222))
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `keys arrive by name, in UTF-8, and Esc by itself`() throws {
    let terminal = try started()
    for (bytes, name) in [
      ("a", "key character(\"a\")"), ("ệ", "character(\"ệ\")"),
      ("日", "character(\"日\")"), ("\u{1b}OA", "key up"), ("\u{1b}[B", "key down"),
      ("\u{1b}[5~", "key pageUp"), ("\u{1b}[Z", "key shiftTab"), ("\t", "key tab"),
      ("\r", "key enter"), ("\u{7f}", "key backspace"), ("\u{1b}[3~", "key delete"),
      ("\u{1b}OP", "key function(1)"), ("\u{3}", "control(\"c\")"), ("\u{12}", "control(\"r\")"),
      ("\u{1b}[H", "key home"), ("\u{1b}", "key escape"), ("\u{1b}[99;9zb", "character(\"b\")"),
    ] {
      terminal.send(bytes)
      try terminal.wait(for: name)
    }
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
  }

  @Test func `what a terminal says by itself is no key, in one piece or many`() throws {
    let terminal = try started()
    let said = [
      "\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\", "\u{1b}]0;tích chập\u{7}", "\u{1b}P1$r0m\u{1b}\\",
      "\u{1b}_Gi=1;OK\u{1b}\\", "\u{1b}^q\u{7}", "\u{1b}Xq\u{1b}\\", "\u{1b}[I", "\u{1b}[O",
      "\u{1b}[?62;4c", "\u{1b}[24;80R", "\u{1b}[97;3u", "\u{1b}[27;3;97~", "\u{1b}[1;5C",
      "\u{1b}[M#!!", "\u{1b}[<35;5;7M", "\u{1b}Oj", "\u{1b}q", "\u{1b}ệ", "\u{1b}\r",
      "\u{1b}\u{1b}[A",
    ]
    terminal.send(said.joined())
    terminal.send("a")
    // The size came first.
    try terminal.wait(for: "2 key character(\"a\")")
    for text in said {
      // Within a sequence there may be a pause, after its ESC only a short one.
      var bytes = Array(text.utf8)[...]
      terminal.send(bytes: Array(bytes.prefix(3)))
      bytes = bytes.dropFirst(3)
      while !bytes.isEmpty {
        usleep(2000)
        terminal.send(bytes: Array(bytes.prefix(2)))
        bytes = bytes.dropFirst(2)
      }
    }
    terminal.send("b")
    try terminal.wait(for: "3 key character(\"b\")")
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `what never ends is over after a silence`() throws {
    let terminal = try started()
    terminal.send("\u{1b}]52;c;" + String(repeating: "q", count: 300_000))
    // The program would not take this key any sooner.
    usleep(1_300_000)
    terminal.send("a")
    try terminal.wait(for: "2 key character(\"a\")")
  }

  @Test(arguments: ["", "nonsense", "-1", "99999999999999999999"])
  func `an Esc is a key after ESCDELAY, which is short unless it says otherwise`(
    delay: String
  ) throws {
    let terminal = try started(environment: ["ESCDELAY": delay])
    for number in 1...3 {
      terminal.send("\u{1b}")
      try terminal.wait(for: "\(number + 1) key escape")
    }
  }

  @Test func `ESCDELAY gives a slow line its time`() throws {
    let terminal = try started(environment: ["ESCDELAY": "8000"])
    terminal.send("\u{1b}")
    usleep(200_000)
    terminal.send("[")
    usleep(200_000)
    terminal.send("A")
    try terminal.wait(for: "2 key up")
  }

  @Test func `an Esc is not kept waiting by frames that time causes`() throws {
    let terminal = try started()
    terminal.send("t\u{1b}")
    try terminal.wait(for: "key escape")
  }

  @Test func `an invalid byte costs no other key`() throws {
    let terminal = try started()
    // The bytes FF and C3 alone are no UTF-8; sent as they are.
    terminal.send(bytes: [0xFF, 0xC3, UInt8(ascii: "z")])
    try terminal.wait(for: "character(\"z\")")
  }

  @Test func `the mouse reports cells, presses and the wheel`() throws {
    let terminal = try started()
    terminal.send("\u{1b}[<0;5;7M\u{1b}[<0;5;7m")
    try terminal.wait(for: "press at 4,6")
    terminal.send("\u{1b}[<65;1;2M")
    try terminal.wait(for: "wheelDown at 0,1")
    terminal.send("\u{1b}[<64;1;2M")
    try terminal.wait(for: "wheelUp at 0,1")
  }

  @Test func `pasted text is text, never keys`() throws {
    let terminal = try started()
    terminal.send("\u{1b}[200~q quits\rệ\u{1b}[201~")
    try terminal.wait(for: #"paste "q quits\nệ""#)
    terminal.send("k")
    try terminal.wait(for: "character(\"k\")")
  }

  @Test func `a paste that is never closed ends after a silence`() throws {
    let terminal = try started()
    terminal.send("\u{1b}[200~half")
    try terminal.wait(for: #"paste "half""#)
    terminal.send("k")
    try terminal.wait(for: "character(\"k\")")
  }

  @Test func `a new size reaches the program and the screen is drawn anew`() throws {
    let terminal = try started()
    for size in [Size(columns: 100, rows: 30), Size(columns: 40, rows: 12)] {
      terminal.resize(size)
      try terminal.wait(for: "tích chập \(size.columns)x\(size.rows)")
    }
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `a window of one cell does not crash`() throws {
    let terminal = try started()
    // libvterm crashes on a wide character there; the program has none.
    terminal.resize(Size(columns: 1, rows: 1))
    terminal.send("a")
    terminal.resize(Size(columns: 80, rows: 24))
    try terminal.wait(for: "character(\"a\")")
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
  }

  @Test func `ticks and messages from other threads bring frames`() throws {
    let terminal = try started()
    terminal.send("t")
    try terminal.wait(for: "ticks 20")
    terminal.send("m")
    try terminal.wait(for: "delivered")
  }

  /// Of the real-time signals, which are alike, the first, one more and the last.
  static let endings = EndingSignals.all.filter { $0 < 32 || [34, 41, 64].contains($0) }

  @Test func `every signal that ends a process is known`() {
    // 32 and 33 are the C library's own.
    let ends = Set<Int32>(1...64).subtracting([32, 33]).subtracting([
      // Those that crashes send, that cannot be taken, that stop, that are ignored.
      SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN,
      SIGTTOU, SIGCONT, SIGCHLD, SIGURG, SIGWINCH, SIGPIPE,
    ])
    #expect(Set(EndingSignals.all) == ends)
    #expect(EndingSignals.all.count == ends.count)
  }

  @Test(arguments: endings)
  func `a signal gives the terminal back and ends the process by itself`(signal: Int32) throws {
    let terminal = try started()
    terminal.signal(signal)
    #expect(try terminal.waitForEnd() == -Int(signal))
    terminal.expectRestored()
    #expect(terminal.screen.text.contains("ended: signal(\(signal))"))
  }

  @Test func `a signal that was ignored at the start stays ignored`() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", arguments: ["-c", "trap '' USR1; exec \"$0\"", Binary.fixture])
    try terminal.wait(for: "ticks 0")
    terminal.signal(SIGUSR1)
    terminal.send("a")
    try terminal.wait(for: "character(\"a\")")
  }

  @Test func `the quit key ends the process even there`() throws {
    let terminal = try started()
    terminal.send("\u{1c}")
    #expect(try terminal.waitForEnd() == -Int(SIGQUIT))
    terminal.expectRestored()
  }

  @Test(arguments: [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS])
  func `a crash from outside gives the terminal back and is a crash`(signal: Int32) throws {
    let terminal = try started()
    terminal.signal(signal)
    #expect(try terminal.waitForEnd() == -Int(signal))
    terminal.expectRestored()
  }

  @Test(arguments: [("X", SIGSEGV), ("A", SIGABRT)])
  func `a crash from inside gives the terminal back`(key: String, signal: Int32) throws {
    let terminal = try started()
    terminal.send(key)
    #expect(try terminal.waitForEnd() == -Int(signal))
    terminal.expectRestored()
  }

  @Test func `what is said on standard error is seen afterwards, not over the frame`() throws {
    let terminal = try started()
    terminal.send("Ea")
    try terminal.wait(for: "character(\"a\")")
    #expect(!terminal.screen.text.contains("a warning of a library"))
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    #expect(terminal.screen.text.contains("a warning of a library"))
  }

  @Test func `the last words of a crash are seen`() throws {
    let terminal = try started()
    terminal.send("F")
    #expect([-SIGILL, -SIGTRAP].contains(Int32(try terminal.waitForEnd())))
    #expect(terminal.screen.text.contains("said while the screen is shown"))
    terminal.expectRestored()
  }

  @Test func `a terminal that is closed ends the program`() throws {
    let terminal = try started()
    terminal.hangUp()
    #expect(try terminal.waitForEnd() == -Int(SIGHUP))
  }

  @Test func `Ctrl-Z stops with the terminal as it was, and fg goes on`() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: [
        "-c",
        "set -m; stty -a > /dev/null; \"$0\"; stty -a | grep -c -w -e -echo; echo is stopped; "
          + "read line; fg; echo back with $?", Binary.fixture,
      ])
    try terminal.wait(for: "ticks 0")
    terminal.send("\u{1a}")
    try terminal.wait(for: "is stopped")
    #expect(terminal.screen.text.contains("0\nis stopped"))
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.isCursorVisible)
    #expect(!terminal.isMouseOn)
    terminal.send("\r")
    try terminal.wait(for: "ticks 0")
    #expect(terminal.screen.isAlternate)
    #expect(!terminal.screen.isCursorVisible)
    #expect(terminal.isMouseOn)
    terminal.send("a")
    try terminal.wait(for: "character(\"a\")")
    terminal.send("\u{1b}[200~text\u{1b}[201~")
    try terminal.wait(for: #"paste "text""#)
    terminal.send("q")
    try terminal.wait(for: "back with 0")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `NO_COLOR leaves attributes alone`() throws {
    let terminal = try started(environment: ["NO_COLOR": "1"])
    #expect(terminal.screen.colors(at: try terminal.wait(for: "19")) == (-1, -1))
    #expect(terminal.screen.isReverse(at: try terminal.wait(for: "ticks 0")))
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test(arguments: [("xterm", 3), ("vt220", -1), ("linux", 3), ("screen-256color", 222)])
  func `fewer colours are used where there are fewer`(name: String, background: Int) throws {
    let terminal = try started(environment: ["TERM": name])
    #expect(
      terminal.screen.colors(at: try terminal.wait(for: "19")).background == background)
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `without UTF-8 all is ASCII`() throws {
    // libvterm 0.1.4 miscounts a repeated character (REP), which this terminal does not have.
    let terminal = try started(environment: ["LANG": "C", "TERM": "screen-256color"])
    try terminal.wait(for: "tich chap 80x24 --")
    #expect(terminal.screen.bytes.allSatisfy { $0 < 128 })
  }

  @Test func `a UTF-8 locale that is not installed still means UTF-8`() throws {
    let terminal = try started(environment: ["LANG": "xx_YY.UTF-8"])
    try terminal.wait(for: "tích chập 80x24 ──")
  }

  @Test(arguments: [
    ("dumb", "cannotMoveCursor(\"dumb\")"),
    ("no-such-terminal", "nameUnknown(\"no-such-terminal\")"),
    ("", "nameMissing"),
  ])
  func `a terminal that cannot is refused by name`(name: String, error: String) throws {
    let terminal = try PseudoTerminal(Binary.fixture, environment: ["TERM": name])
    #expect(try terminal.waitForEnd() == 2)
    #expect(terminal.screen.text.contains(error))
    #expect(terminal.areModesAsBefore)
  }
}
