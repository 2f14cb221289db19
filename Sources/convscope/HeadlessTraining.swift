import Commands
import Ground
import Screens
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
    try session.start { event in
      Self.report(event, asJSON: isJSON, in: language, to: session)
      if case .end = event { watch.wake() }
    } onSnapshot: { _ in
    }
    let signal = watch.wait()
    if signal != nil { session.send(.stop) }
    let reason = session.waitForEnd()
    if let signal { EndingSignals.die(by: signal) }
    // Parameters that are lost are no success, though the run itself went well.
    return reason != .diverged && session.isSaved ? ExitStatus.done : ExitStatus.no
  }

  private static func report(
    _ event: TrainingEvent, asJSON: Bool, in language: Language, to session: TrainingSession
  ) {
    if case .notice(let sentence) = event { return Output.complain(sentence[language]) }
    let line = asJSON ? event.json?.description : event.line(in: language)
    guard let line, !Output.tryLine(line, in: language) else { return }
    // Nobody reads any more: the run ends and keeps what it has.
    session.send(.stop)
  }
}
