import Commands
import Ground
import Interface
import Playback
import Screens
import Terminal

/// `play FILE.tape …`.
struct TapeRunning {
  let environment: [String: String]
  let language: Language

  /// Plays the tapes and returns the exit status.
  func run(_ arguments: PlayArguments, on terminal: TerminalDescription?) throws -> Int32 {
    // All are read before one is played: what is wrong with the last is told at once.
    let tapes = try arguments.files.map { file in
      (file, try naming(file) { try Tape(parsing: try text(of: file)) })
    }
    var tally = TapeTally()
    for (index, (file, tape)) in tapes.enumerated() {
      let goesOn = try naming(file) {
        let host = ConvscopeTapeHost(environment: environment)
        let session = try TapeSession(
          tape, host: host, size: arguments.size,
          folder: GoldenFolder(path: DurableFile.folder(of: file)),
          updates: arguments.updatesGoldens)
        defer { tally.add(session, file: file) }
        if let terminal, arguments.record == nil {
          let isLast = index == tapes.count - 1
          let ending: TapePlayer<ConvscopeTapeHost>.Ending =
            !isLast ? .leave : arguments.holds ? .hold : arguments.handsOver ? .handOver : .leave
          let player = TapePlayer(
            session, speed: arguments.speed ?? 1, ending: ending, language: language)
          return try play(player, of: host, on: terminal)
        }
        try run(session, recordedIn: arguments.record)
        return true
      }
      guard goesOn else { break }
    }
    return report(tally, standardOutputIsTaken: arguments.record == "-")
  }

  private func text(of file: String) throws -> String {
    let bytes = try World(environment: environment).loader.open(file)
      .readAll(limit: TextFile.largestByteCount)
    return try TextFile.text(of: bytes, from: file)
  }

  private func run(
    _ session: TapeSession<ConvscopeTapeHost>, recordedIn path: String?
  ) throws {
    guard let path else { return try session.run() }
    let recorder = AsciicastRecorder()
    try session.run(recorder: recorder)
    if path == "-" {
      Output.write(recorder.content, in: language)
    } else {
      try DurableFile.write(Array(recorder.content.utf8), to: path)
    }
  }

  /// - Returns: false where a person has ended it.
  private func play(
    _ player: TapePlayer<ConvscopeTapeHost>, of host: ConvscopeTapeHost,
    on terminal: TerminalDescription
  ) throws -> Bool {
    let driver = try TerminalDriver(player, handler: host.runner, on: terminal)
    let ending = driver.run()
    _ = host.runner.finish()
    if case .signal(let signal) = ending { EndingSignals.die(by: signal) }
    if let error = driver.program.error { throw error }
    return !driver.program.isCancelled
  }

  /// Carries out a part of a tape's playing, and says of what is wrong in which file it is.
  private func naming<Value>(_ file: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as TapeError {
      throw Explanation(error.sentence(file: file))
    } catch let error as TapeFileError {
      throw Explanation(error.sentence)
    } catch let error as TapeHostError {
      let cause = error.underlying.commandLineSentence
      throw Explanation(
        Bilingual(
          "\(file), line \(error.line): \(cause.english)",
          "\(file), dòng \(error.line): \(cause.vietnamese)"))
    }
  }

  private func report(_ tally: TapeTally, standardOutputIsTaken: Bool) -> Int32 {
    for (file, failure) in tally.failures {
      Output.complain(failure.sentence(file: file)[language])
      Output.explain(failure.detail[language])
    }
    let lines = tally.written.map { $0.sentence[language] } + [tally.sentence[language]]
    for line in lines {
      standardOutputIsTaken
        ? Output.explain(line) : Output.write(line.printable + "\n", in: language)
    }
    return tally.failures.isEmpty ? ExitStatus.done : ExitStatus.no
  }
}
