import Ground
import Interface
import Playback
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A program that counts what reaches it.
struct CountingProgram: Program {
  var title: String
  var keys = 0
  var ticks = 0
  var trained = 0
  var last = ""
  var size = Size(columns: 0, rows: 0)
  var isFinished = false
  var tickInterval: Duration? { .milliseconds(100) }

  mutating func update(_ event: Event) -> [Never] {
    switch event {
    case .tick: ticks += 1
    case .key(.character("q")): isFinished = true
    case .key(.character(let character)):
      keys += 1
      last.append(character)
    case .mouse(let mouse): last = "\(mouse.point.column),\(mouse.point.row)"
    case .resize(let size): self.size = size
    default: keys += 1
    }
    return []
  }

  mutating func receive(_ message: Int) -> [Never] {
    trained += message
    return []
  }

  func draw(on canvas: inout Canvas) {
    canvas.write(title, at: Point(column: 0, row: 0), style: Theme.title)
    canvas.write("keys \(keys) ticks \(ticks)", at: Point(column: 0, row: 1))
    canvas.write("trained \(trained)", at: Point(column: 0, row: 2))
    canvas.write("last \(last)", at: Point(column: 0, row: 3), style: Theme.accent)
    canvas.write("size \(size.columns)x\(size.rows)", at: Point(column: 0, row: 4))
  }
}

struct CountingHost: TapeHost {
  struct Refused: Error {}

  func start(
    arguments: [String], size: Size, capabilities: Capabilities
  ) throws -> (program: CountingProgram, handler: any EffectHandler<Never, Int>) {
    guard arguments.first != "bad" else { throw Refused() }
    return (
      CountingProgram(title: arguments.joined(separator: " ")), InertEffectHandler<Never, Int>()
    )
  }

  func train(steps: Int) throws -> [Int] {
    guard steps < 1000 else { throw Refused() }
    return [steps]
  }

  func handOver() -> [Never] { [] }

  var isTraining = false
}

/// A folder that goes with the test.
private final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("convscope-tape-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct TapeRunTests {
  private func session(
    _ text: String, folder: String = "/dev/null", updates: Bool = false, isTraining: Bool = false
  ) throws -> TapeSession<CountingHost> {
    try TapeSession(
      Tape(parsing: "Size 30x6\nRun hello\n" + text), host: CountingHost(isTraining: isTraining),
      folder: GoldenFolder(path: folder), updates: updates)
  }

  @Test func `commands reach the program and time is virtual`() throws {
    let session = try session(
      """
      Expect hello
      Expect "size 30x6"
      Key Up 3
      Expect "keys 3 ticks 0"
      Sleep 1s
      Expect "ticks 10"
      Type "ab c"
      Expect "last ab c"
      Train 40
      Expect "trained 40"
      Click 7,2
      Expect "last 7,2"
      Resize 40x5
      Expect "size 40x5"
      Wait "ticks 25"
      Expect "ticks 25"
      ExpectNot "ticks 26"
      Wheel down 1,1
      Key q
      """)
    try session.run()
    #expect(session.failures.isEmpty)
    #expect(session.session.now == .milliseconds(2500))
    #expect(session.session.isFinished)
  }

  @Test func `what is not met fails with its line and the screen`() throws {
    let session = try session("Expect nowhere\nExpectNot hello\nWait never 300ms\nExpect hello")
    try session.run()
    #expect(session.failures.map(\.line) == [3, 4, 5])
    #expect(
      session.failures.map(\.reason) == [
        .notShown(text: "nowhere"), .shown(text: "hello"),
        .neverShown(text: "never", limit: .milliseconds(300), isTraining: false),
      ])
    #expect(session.failures.allSatisfy { $0.detail.english.contains("hello") })
    #expect(
      session.failures.last?.sentence(file: "a.tape").english
        == "a.tape, line 5: waited 0.3 s for \"never\", the screen does not show it")
  }

  @Test func `a key after the end of the program fails`() throws {
    let session = try session("Key q\nExpect hello\nKey a\nExpect nowhere")
    try session.run()
    #expect(session.failures.map(\.reason) == [.programEnded])
  }

  @Test func `golden frames are written, compared and found to differ`() throws {
    let folder = try TemporaryFolder()
    let missing = try session("Golden one", folder: folder.path)
    try missing.run()
    #expect(missing.failures.map(\.reason) == [.frameMissing(name: "one")])

    let written = try session("Golden one", folder: folder.path, updates: true)
    try written.run()
    #expect(written.written == [WrittenFile(path: folder.path + "/one.frame", change: .new)])
    #expect(written.failures.isEmpty)

    let same = try session("Golden one", folder: folder.path)
    try same.run()
    #expect(same.failures.isEmpty)

    let again = try session("Golden one\nKey Up\nGolden one", folder: folder.path, updates: true)
    try again.run()
    #expect(again.written.map(\.change) == [.none, .changed])
    let back = try session("Golden one", folder: folder.path, updates: true)
    try back.run()

    let other = try session("Key Up\nGolden one", folder: folder.path)
    try other.run()
    #expect(other.failures.map(\.reason) == [.frameDiffers(name: "one")])
    #expect(other.failures.first?.detail.english.contains("now  |keys 1") == true)
    #expect(other.failures.first?.detail.vietnamese.contains("hàng 1\n  cũ   |keys 0") == true)
    #expect(other.failures.first?.detail.vietnamese.contains("kept") == false)

    try Data("convscope frame 9".utf8).write(to: URL(fileURLWithPath: folder.path + "/one.frame"))
    let damaged = try session("Golden one", folder: folder.path)
    try damaged.run()
    #expect(damaged.failures.first?.sentence(file: "a").english.contains("line 1") == true)
  }

  @Test func `a frame that cannot be written is an error, not a failure`() throws {
    let session = try session("Golden one", folder: "/dev/null", updates: true)
    #expect(throws: TapeFileError.self) { try session.run() }
  }

  @Test func `what the host refuses has the line of the tape`() throws {
    #expect {
      try TapeSession(
        Tape(parsing: "\nRun bad"), host: CountingHost(), folder: GoldenFolder(path: "/"))
    } throws: { ($0 as? TapeHostError)?.line == 2 }
    let session = try session("Train 1000")
    #expect {
      try session.run()
    } throws: { ($0 as? TapeHostError)?.line == 3 }
  }

  @Test func `a recording holds every frame, the same each time`() throws {
    func record() throws -> String {
      let recorder = AsciicastRecorder()
      try session("Key Up\nSleep 250ms\nResize 40x5\nType \"x\"").run(recorder: recorder)
      return recorder.content
    }
    let content = try record()
    #expect(try record() == content)
    let lines = content.split(separator: "\n")
    #expect(
      lines.first
        == "{\"version\": 2, \"width\": 30, \"height\": 6, \"env\": {\"TERM\": \"xterm-256color\"}}"
    )
    #expect(lines.contains { $0.contains("\"r\", \"40x5\"") })
    #expect(lines.contains { $0.contains("\\u001b[4;6H") && $0.contains("x") })
    let times = lines.dropFirst().compactMap { Double($0.dropFirst().prefix { $0 != "," }) }
    #expect(times.count == lines.count - 1)
    #expect(times == times.sorted())
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("[") && $0.hasSuffix("\"]") })
  }

  @Test func `in a terminal a tape shows what it shows without one`() throws {
    let text = "Key Up 2\nSleep 350ms\nWait \"ticks 9\"\nTrain 5\nType \"ab\"\nSleep 50ms"
    let headless = try session(text)
    try headless.run()
    let played = try session(text)
    let player = HeadlessSession(
      TapePlayer(played, speed: 4), size: Size(columns: 80, rows: 24),
      handler: InertEffectHandler<Never, Int>())
    player.advance(by: .seconds(60))
    #expect(player.isFinished)
    #expect(!player.program.isCancelled)
    #expect(played.session.now == headless.session.now)
    #expect(GoldenFrame(played.session.frame) == GoldenFrame(headless.session.frame))
    #expect(player.frame.shows("ticks 9"))
  }

  @Test(arguments: ColorScheme.Background.allCases)
  func `a tape brings its own background where the terminal has another`(
    background: ColorScheme.Background
  ) throws {
    let played = try session("Sleep 1s")
    let player = HeadlessSession(
      TapePlayer(played), size: Size(columns: 80, rows: 24), terminalBackground: background,
      handler: InertEffectHandler<Never, Int>())
    let frame = played.session.frame
    let expected = background == .dark ? frame : frame.painted()
    for row in 0..<frame.size.rows {
      for column in 0..<frame.size.columns {
        #expect(player.frame[column, row] == expected[column, row])
      }
    }
    #expect(expected == frame || background == .light)
  }

  @Test func `a wait that only training can meet says so`() throws {
    let waiting = try session("Wait never 1s", isTraining: true)
    try waiting.run()
    let sentence = waiting.failures.first?.sentence(file: "a.tape")
    #expect(sentence?.english.contains("Train N") == true)
    #expect(sentence?.vietnamese.contains("Train N") == true)
  }

  @Test func `places of the mouse are held against the window as it is then`() throws {
    func error(_ text: String, size: Size? = nil) throws -> TapeError? {
      #expect(throws: TapeError.self) {
        try TapeSession(
          Tape(parsing: "Size 30x6\nRun hello\n" + text), host: CountingHost(), size: size,
          folder: GoldenFolder(path: "/dev/null"))
      }
    }
    let outside = try error("Click 30,0")
    #expect(
      outside?.sentence(file: "a").english
        == "a, line 3: Click: found the place 30,0, expected one inside 30x6 (from 0,0 to 29,5)")
    #expect(try error("Key Up\nWheel up 3,6")?.line == 4)
    #expect(try error("Click 29,5\nResize 20x5\nClick 29,5")?.line == 5)
    #expect(try error("Click 29,5", size: Size(columns: 20, rows: 6))?.line == 3)
    _ = try session("Resize 80x24\nClick 79,23")
  }

  @Test func `what several tapes came to is one line`() throws {
    var tally = TapeTally()
    let good = try session("Expect hello\nRepeat 2\nKey Up\nEnd\nWait hello")
    try good.run()
    tally.add(good, file: "a.tape")
    #expect(tally.sentence.english == "1 tape, 6 commands, 2 checks passed")
    let bad = try session("Expect hello\nExpect nowhere")
    try bad.run()
    tally.add(bad, file: "b.tape")
    #expect(
      tally.sentence.english == "2 tapes, 10 commands, 3 checks passed, 1 failed: b.tape, line 4")
    #expect(tally.sentence.vietnamese.contains("1 không đạt: b.tape, dòng 4"))
  }

  @Test func `a caption stands below the screen of whoever looks on`() throws {
    let captioned = try session("Caption \"look here\"\nSleep 1s\nCaption\nCaption \"\"")
    #expect(captioned.audienceFrame.size == Size(columns: 30, rows: 7))
    let recorder = AsciicastRecorder()
    try captioned.run(recorder: recorder)
    #expect(recorder.content.contains("\"height\": 7"))
    #expect(recorder.content.contains("look here"))
    #expect(captioned.caption == nil)
    #expect(captioned.session.frame.size.rows == 6)
  }

  @Test(arguments: Shot.Form.allCases)
  func `a shot is written beside the tape`(form: Shot.Form) throws {
    let folder = try TemporaryFolder()
    let shot = try session("Type x\nShot here.\(form.rawValue)", folder: folder.path)
    try shot.run()
    let file = folder.path + "/here.\(form.rawValue)"
    #expect(shot.written == [WrittenFile(path: file, change: .new)])
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    switch form {
    case .png:
      let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      #expect(Array(bytes.prefix(8)) == head)
      // 30 and 6 cells of 16x32 pixels.
      #expect(Array(bytes[16..<24]) == [0, 0, 1, 224, 0, 0, 0, 192])
    case .svg, .txt, .ansi:
      let text = String(decoding: bytes, as: UTF8.self)
      if form != .svg { #expect(text.contains("keys 1")) }
      #expect(text.contains("\u{1b}[") == (form == .ansi))
      #expect(text.hasPrefix("<svg") == (form == .svg))
    }
  }

  // MARK: In a terminal

  private func player(
    _ text: String, ending: TapePlayer<CountingHost>.Ending = .leave,
    in size: Size = Size(columns: 80, rows: 24)
  ) throws -> HeadlessSession<TapePlayer<CountingHost>> {
    HeadlessSession(
      TapePlayer(try session(text), ending: ending), size: size,
      handler: InertEffectHandler<Never, Int>())
  }

  @Test func `a terminal smaller than the tape is told first`() throws {
    let player = try player("Resize 40x5\nSleep 10s", in: Size(columns: 32, rows: 9))
    #expect(player.frame.shows("40x6"))
    #expect(player.frame.shows("32x9"))
    player.press(.enter)
    #expect(player.frame.shows("hello"))

    let patient = try self.player("Sleep 10s", in: Size(columns: 29, rows: 6))
    #expect(!patient.frame.shows("hello"))
    patient.send(.resize(Size(columns: 30, rows: 6)))
    #expect(patient.frame.shows("hello"))

    let unattended = try self.player("Sleep 1s", in: Size(columns: 29, rows: 6))
    unattended.advance(by: .seconds(10))
    #expect(unattended.isFinished)
    #expect(try self.player("Sleep 1s", in: Size(columns: 30, rows: 6)).frame.shows("hello"))
  }

  @Test func `the last frame stays where it is held`() throws {
    let player = try player("Key Up", ending: .hold)
    player.advance(by: .seconds(100))
    #expect(!player.isFinished)
    #expect(player.frame.shows("keys 1"))
    player.press(.character("q"))
    #expect(player.isFinished)
    #expect(!player.program.isCancelled)
  }

  @Test func `a program that is handed over is the person's`() throws {
    let player = try player("Key Up", ending: .handOver)
    player.advance(by: .seconds(1))
    player.press(.up, .space)
    player.deliver(7)
    #expect(player.frame.shows("keys 3"))
    #expect(player.frame.shows("trained 7"))
    #expect(player.frame.shows("size 80x24"))
    let before = player.program.tape.session.now
    player.advance(by: .seconds(1))
    #expect(player.program.tape.session.now == before)
    player.press(.character("q"))
    #expect(player.isFinished)
  }

  @Test func `a person can pause and end a tape that plays`() throws {
    let player = HeadlessSession(
      TapePlayer(try session("Sleep 10s")), handler: InertEffectHandler<Never, Int>())
    player.advance(by: .seconds(2))
    player.press(.space)
    let now = player.program.tape.session.now
    player.advance(by: .seconds(5))
    #expect(player.program.tape.session.now == now)
    player.press(.space, .character("q"))
    #expect(player.isFinished)
  }
}
