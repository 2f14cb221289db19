import Commands
import Ground
import Interface
import Playback
import Screens
import Terminal

/// The program as tapes play it: UTF-8, 256 colours, English, empty user folders.
struct ConvscopeTapeHost: TapeHost {
  let runner: EffectRunner
  let world: World

  init(environment: [String: String]) {
    world = World(ofTapeIn: environment)
    runner = EffectRunner(world, pacing: .immediate)
  }

  func start(
    arguments: [String], size: Size, capabilities: Capabilities
  ) throws -> (program: App, handler: any EffectHandler<Effect, Message>) {
    let line = try Command.parse(arguments)
    guard case .run(let command) = line.request, command.hasScreen else {
      throw Explanation(
        Bilingual(
          "Run: found a command line without a screen, expected one that opens a screen",
          "Run: dòng lệnh này không mở màn hình nào, cần một dòng lệnh mở màn hình"))
    }
    try Launch.check(command, in: world)
    let environment = AppEnvironment(
      language: line.language ?? .english, capabilities: capabilities, size: size,
      measuresTime: false, isAnimated: line.isAnimated, background: line.background,
      datasets: world.catalog.names(),
      cores: world.cores)
    return (App(command: command, environment: environment), runner)
  }

  func train(steps: Int) throws -> [Message] {
    guard let messages = runner.train(steps: steps) else {
      throw Explanation(
        Bilingual(
          "Train: found no training that has begun, expected a training screen",
          "Train: chưa có lượt huấn luyện nào bắt đầu, cần mở màn hình huấn luyện trước"))
    }
    return messages
  }
}

/// `play FILE.tape`.
struct TapeRunning {
  let environment: [String: String]
  let language: Language

  /// Plays the tape and returns the exit status.
  func run(_ arguments: PlayArguments, on terminal: TerminalDescription?) throws -> Int32 {
    let file = arguments.file
    let bytes = try World(environment: environment).loader.open(file)
      .readAll(limit: TextFile.largestByteCount)
    let text = try TextFile.text(of: bytes, from: file)
    do {
      let tape = try Tape(parsing: text)
      let session = try TapeSession(
        tape, host: ConvscopeTapeHost(environment: environment), size: arguments.size,
        folder: GoldenFolder(path: DurableFile.folder(of: file)),
        updates: arguments.updatesGoldens)
      // A recording shows itself when it is played: making one needs no terminal and no patience.
      if let terminal, arguments.record == nil {
        return try play(session, arguments, on: terminal)
      }
      let recorder = arguments.record.map { _ in AsciicastRecorder() }
      try session.run(recorder: recorder)
      if let recorder, let path = arguments.record {
        try DurableFile.write(Array(recorder.content.utf8), to: path)
      }
      return report(session.failures, file: file)
    } catch let error as TapeError {
      throw Explanation(Bilingual(error.sentence(file: file)))
    } catch let error as GoldenFolderError {
      throw Explanation(Bilingual(error.sentence))
    } catch let error as TapeHostError {
      let cause = error.underlying.commandLineSentence
      throw Explanation(
        Bilingual(
          "\(file), line \(error.line): \(cause.english)",
          "\(file), dòng \(error.line): \(cause.vietnamese)"))
    }
  }

  private func play(
    _ session: TapeSession<ConvscopeTapeHost>, _ arguments: PlayArguments,
    on terminal: TerminalDescription
  ) throws -> Int32 {
    let player = TapePlayer(session, speed: arguments.speed ?? 1)
    let driver = try TerminalDriver(player, handler: InertEffectHandler(), on: terminal)
    if case .signal(let signal) = driver.run() { EndingSignals.die(by: signal) }
    if let error = driver.program.error { throw error }
    return report(session.failures, file: arguments.file)
  }

  private func report(_ failures: [TapeFailure], file: String) -> Int32 {
    for failure in failures {
      Output.complain(Bilingual(failure.sentence(file: file))[language])
      Output.explain(failure.detail)
    }
    return failures.isEmpty ? ExitStatus.done : ExitStatus.no
  }
}

extension Bilingual {
  init(_ sentence: TapeSentence) { self.init(sentence.english, sentence.vietnamese) }
}
