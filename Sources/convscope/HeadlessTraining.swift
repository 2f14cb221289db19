import Commands
import Ground
import Screens
import Synchronization
import Terminal
import Training

/// `train` without a screen: progress lines or JSON, and a good end on every signal.
struct HeadlessTraining {
  let world: World
  let language: Language

  /// Trains to the end and returns the exit status; a signal ends the process by that signal.
  ///
  /// - Parameter notice: said once the run can begin.
  func run(_ arguments: TrainArguments, notice: Bilingual? = nil) throws -> Int32 {
    let session = try TrainingSession(arguments.options, in: world.training)
    let watch = try EndingWatch()
    if let notice { Output.complain(notice[language]) }
    let (language, isJSON) = (language, arguments.isJSON)
    // Lines that are lost are told once, and are no success; the run goes on, since what it learns is kept elsewhere.
    let hasLostLines = Mutex(false)
    try session.start { event in
      if let loss = Self.report(event, asJSON: isJSON, in: language, to: session) {
        let isFirst = hasLostLines.withLock { hasLost in
          defer { hasLost = true }
          return !hasLost
        }
        if isFirst { Output.complain(loss[language]) }
      }
      if case .end = event { watch.wake() }
    } onSnapshot: { _ in
    }
    let signal = watch.wait()
    if signal != nil { session.send(.stop) }
    let reason = session.waitForEnd()
    if let signal { EndingSignals.die(by: signal) }
    // Parameters that are lost are no success, though the run itself went well.
    return reason != .diverged && session.isSaved && !hasLostLines.withLock { $0 }
      ? ExitStatus.done : ExitStatus.no
  }

  /// - Returns: why a line could not be written.
  private static func report(
    _ event: TrainingEvent, asJSON: Bool, in language: Language, to session: TrainingSession
  ) -> Bilingual? {
    if case .notice(let sentence) = event {
      Output.complain(sentence[language])
      return nil
    }
    guard let line = asJSON ? event.json?.description : event.line(in: language) else { return nil }
    switch Output.tryLine(line) {
    case .written: return nil
    case .closed:
      // The run ends and keeps what it has.
      session.send(.stop)
      return nil
    case .lost(let sentence): return sentence
    }
  }
}
