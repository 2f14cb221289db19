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
    _ text: String, folder: String = "/dev/null", updates: Bool = false
  ) throws -> TapeSession<CountingHost> {
    try TapeSession(
      Tape(parsing: "Size 30x6\nRun hello\n" + text), host: CountingHost(),
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
        .neverShown(text: "never", limit: .milliseconds(300)),
      ])
    #expect(session.failures.allSatisfy { $0.detail.contains("hello") })
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
    #expect(written.updated == ["one"])
    #expect(written.failures.isEmpty)

    let same = try session("Golden one", folder: folder.path)
    try same.run()
    #expect(same.failures.isEmpty)

    let other = try session("Key Up\nGolden one", folder: folder.path)
    try other.run()
    #expect(other.failures.map(\.reason) == [.frameDiffers(name: "one")])
    #expect(other.failures.first?.detail.contains("now  |keys 1") == true)

    try Data("convscope frame 9".utf8).write(to: URL(fileURLWithPath: folder.path + "/one.frame"))
    let damaged = try session("Golden one", folder: folder.path)
    try damaged.run()
    #expect(damaged.failures.first?.sentence(file: "a").english.contains("line 1") == true)
  }

  @Test func `a frame that cannot be written is an error, not a failure`() throws {
    let session = try session("Golden one", folder: "/dev/null", updates: true)
    #expect(throws: GoldenFolderError.self) { try session.run() }
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
      handler: InertEffectHandler<Never, Never>())
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
      handler: InertEffectHandler<Never, Never>())
    let frame = played.session.frame
    let expected = background == .dark ? frame : frame.painted()
    for row in 0..<frame.size.rows {
      for column in 0..<frame.size.columns {
        #expect(player.frame[column, row] == expected[column, row])
      }
    }
    #expect(expected == frame || background == .light)
  }

  @Test func `a person can pause and end a tape that plays`() throws {
    let player = HeadlessSession(
      TapePlayer(try session("Sleep 10s")), handler: InertEffectHandler<Never, Never>())
    player.advance(by: .seconds(2))
    player.press(.space)
    let now = player.program.tape.session.now
    player.advance(by: .seconds(5))
    #expect(player.program.tape.session.now == now)
    player.press(.space, .character("q"))
    #expect(player.isFinished)
  }
}
