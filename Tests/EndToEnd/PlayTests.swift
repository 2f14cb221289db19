import Ground
import Interface
import TerminalEmulation
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `convscope play`, with its exit statuses.
@Suite struct PlayTests {
  private static let tape = """
    Run --no-animation step conv --input arange:3x3 --kernel [[0,1],[2,3]]
    Expect "= 19"
    Key Right
    Golden second
    Key Left
    Expect "= 19"
    """

  /// Plays a tape in a shell and returns what the terminal shows, the exit status as `status N`.
  private func play(_ tape: String, in folder: TemporaryFolder, _ options: String) throws -> String
  {
    try Data(tape.utf8).write(to: URL(fileURLWithPath: folder.path + "/a.tape"))
    let terminal = try PseudoTerminal(
      "/bin/sh",
      arguments: [
        "-c", "cd '\(folder.path)'; \"$0\" play a.tape \(options); echo status $?",
        Binary.convscope,
      ])
    #expect(try terminal.waitForEnd() == 0)
    return terminal.screen.text
  }

  @Test func `a golden frame is missing, written, met, and not met`() throws {
    let folder = try TemporaryFolder()
    #expect(
      try play(Self.tape, in: folder, "--headless 2>&1 | grep -F help; false").contains("? help"))
    #expect(try play(Self.tape, in: folder, "--headless 2> /dev/null").contains("status 1"))
    #expect(!folder.holds("second.frame"))
    #expect(try play(Self.tape, in: folder, "--headless --update").contains("status 0"))
    #expect(folder.holds("second.frame"))
    #expect(try play(Self.tape, in: folder, "--headless").contains("status 0"))
    let other = Self.tape.replacing("Key Right", with: "Key Right 2")
    let text = try play(other, in: folder, "--headless 2>&1 | head -n 1")
    #expect(text.contains("a.tape, line 4"))
  }

  @Test func `a tape plays in the terminal too, and gives it back`() throws {
    let folder = try TemporaryFolder()
    _ = try play(Self.tape, in: folder, "--headless --update")
    let terminal = try PseudoTerminal(
      Binary.convscope, arguments: ["play", folder.path + "/a.tape", "--speed", "10"])
    try terminal.wait(for: "= 25")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `a recording is written`() throws {
    let folder = try TemporaryFolder()
    _ = try play(Self.tape, in: folder, "--headless --update --record a.cast")
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a.cast"))
    #expect(String(decoding: data, as: UTF8.self).hasPrefix("{\"version\": 2, \"width\": 80"))
    _ = try play(Self.tape, in: folder, "--record b.cast")
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/b.cast")) == data)
  }

  @Test func `a recording ends with the terminal given back`() throws {
    let folder = try TemporaryFolder()
    _ = try play(Self.tape, in: folder, "--headless --update --record a.cast")
    let text = try String(contentsOfFile: folder.path + "/a.cast", encoding: .utf8)
    let screen = try #require(TerminalScreen(size: Size(columns: 80, rows: 24)))
    for line in text.split(separator: "\n").dropFirst() {
      let event = try #require(try JSON(parsing: String(line)).arrayValue)
      if event[1].stringValue == "o" { screen.feed(Array((event[2].stringValue ?? "").utf8)[...]) }
    }
    #expect(screen.isCursorVisible)
    screen.feed(Array("plain".utf8)[...])
    let place = try #require(screen.place(of: "plain"))
    #expect(place == Point(column: 0, row: 23))
    #expect(screen.colors(at: place) == (-1, -1))
    // The last frame stands above it.
    #expect(screen.place(of: "= 19") != nil)
  }

  @Test(arguments: [
    ("Run step conv\nKeyy a", "line 2: unknown command"),
    ("Run step conv --stride 0", "line 1: --stride"),
    ("Run step conv\nTrain 5", "line 2"),
    ("Run step conv\nClick 80,3", "line 2: Click: found the place 80,3"),
    (
      "Run train lenet-relu --data digits --limit 64 --epochs 1 --batch 32\nTrain 1\nTrain 2",
      "line 3: Train: found 2, expected at most 1"
    ), ("Key a", "line 1"), ("", "line 1"),
  ])
  func `a tape that cannot be played is bad input, with its line`(
    tape: String, sentence: String
  ) throws {
    let text = try play(tape, in: TemporaryFolder(), "--headless")
    #expect(text.contains("status 2"))
    #expect(text.replacing("\n", with: "").contains(sentence))
  }

  @Test func `several tapes are all played, and the last line says what came of them`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.tape", "Run step conv\nKey Right\nExpect 5x5")
    try folder.write("b.tape", "Run step conv\nExpect nowhere\nExpect 5x5\nShot b.txt")
    let files = ["a.tape", "b.tape"].map { folder.path + "/" + $0 }
    let good = try CommandRun(["play", files[0], files[0], "--headless"])
    #expect(good.status == 0)
    #expect(good.standardOutput == "2 tapes, 6 commands, 2 checks passed\n")
    #expect(good.standardError.isEmpty)

    let mixed = try CommandRun(["play", "--headless"] + files + [files[0]])
    #expect(mixed.status == 1)
    #expect(
      mixed.standardOutput == """
        wrote \(folder.path)/b.txt (new)
        3 tapes, 10 commands, 3 checks passed, 1 failed: \(files[1]), line 2

        """)
    #expect(mixed.standardError.contains("\(files[1]), line 2: expected \"nowhere\""))

    try folder.write("c.tape", "Run step conv\nBad")
    let broken = try CommandRun(["play", "--headless"] + files + [folder.path + "/c.tape"])
    #expect(broken.status == 2)
    #expect(broken.standardOutput.isEmpty)
    #expect(broken.standardError.split(separator: "\n").count == 1)
  }

  @Test func `what is written with --update is said, in both languages`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.tape", Self.tape)
    let arguments = ["play", folder.path + "/a.tape", "--headless", "--update"]
    let frame = folder.path + "/second.frame"
    #expect(try CommandRun(arguments).standardOutput.hasPrefix("wrote \(frame) (new)\n"))
    #expect(try CommandRun(arguments).standardOutput.hasPrefix("wrote \(frame) (as it was)\n"))
    #expect(
      try CommandRun(["--lang", "vi"] + arguments).standardOutput
        == "đã ghi \(frame) (vẫn như cũ)\n1 băng, 6 lệnh, 2 lần kiểm tra đạt\n")
  }

  @Test func `a recording goes to standard output alone`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.tape", "Run step conv --input arange:3x3\nExpect 3x3")
    let run = try CommandRun(["play", folder.path + "/a.tape", "--record", "-"])
    #expect(run.status == 0)
    for line in run.standardOutput.split(separator: "\n") {
      #expect(throws: Never.self) { try JSON(parsing: String(line)) }
    }
    #expect(run.standardOutput.hasPrefix("{\"version\": 2"))
    #expect(run.standardError == "1 tape, 2 commands, 1 check passed\n")
  }

  @Test(arguments: [
    ["a", "--hold", "--headless"], ["a", "--hand-over", "--record", "-"],
    ["a", "--hold", "--hand-over"], ["a", "b", "--record", "c.cast"],
  ])
  func `options of playing that do not go together are refused`(arguments: [String]) throws {
    let run = try CommandRun(["play"] + arguments)
    #expect(run.status == 2)
    #expect(run.standardError.hasPrefix("convscope: --"))
  }

  @Test func `a tape can leave its training to the person`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a.tape",
      """
      Run train lenet-relu --data digits --limit 256 --epochs 2 --batch 32
      Train 3
      """)
    let terminal = try PseudoTerminal(
      Binary.convscope,
      arguments: ["play", folder.path + "/a.tape", "--speed", "100", "--hand-over"])
    try terminal.wait(for: "step 16 ")
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }
}
