import Interface
import Networks
import Screens
import Synchronization
import Tensors
import Training

/// Carries out what screens want done outside: on threads of its own for a person, at once and in
/// order for a tape.
final class EffectRunner: EffectHandler, Sendable {
  typealias Effect = Screens.Effect
  typealias Message = Screens.Message

  enum Pacing { case threaded, immediate }

  private struct Runs {
    var current: TrainingSession?
    /// What was said to a run that is still being prepared.
    var pending: [TrainingControl] = []
    /// Every run of this start that has a thread.
    var started: [TrainingSession] = []
    var isClosed = false
  }

  private let world: World
  private let pacing: Pacing
  private let runs = Mutex(Runs())

  init(_ world: World, pacing: Pacing) {
    self.world = world
    self.pacing = pacing
  }

  func perform(_ effect: Effect, deliver: @escaping @Sendable (Message) -> Void) {
    let world = world
    switch effect {
    case .saveLanguage(let language):
      world.save(language)
    case .loadInput(let spec):
      work { deliver(.input(spec, Self.result { try world.loader.input(spec) })) }
    case .loadKernel(let spec):
      work { deliver(.kernel(spec, Self.result { try world.loader.kernel(spec) })) }
    case .loadWeights(let path):
      work { deliver(.weights(path: path, Self.result { try Safetensors.read(path) })) }
    case .loadCourse:
      work { deliver(.course(Self.result { try world.lessons.course() })) }
    case .startTraining(let options):
      runs.withLock {
        $0.current?.send(.stop)
        $0.current = nil
        $0.pending = []
      }
      work { self.startTraining(options, deliver: deliver) }
    case .controlTraining(let control):
      controlTraining(control, deliver: deliver)
    }
  }

  /// Lets the training of a tape go on for exactly so many steps.
  func train(steps: Int) -> [Message]? {
    guard let session = runs.withLock({ $0.current }) else { return nil }
    let events = EventLog()
    let snapshot = session.run(steps: steps) { events.append($0) }
    return events.messages + [.training(.snapshot(snapshot))]
  }

  /// What an effect that is carried out at once has to tell; `nil` if nothing.
  func answer(to effect: Effect) -> Message? {
    let answer = Mutex<Message?>(nil)
    perform(effect) { message in answer.withLock { $0 = message } }
    return answer.withLock { $0 }
  }

  /// Ends every run that is under way: each finishes its step and saves.
  func finish() {
    let started = runs.withLock { runs in
      runs.isClosed = true
      return runs.started
    }
    for session in started { session.send(.stop) }
    for session in started { _ = session.waitForEnd() }
  }

  private func work(_ body: @escaping @Sendable () -> Void) {
    switch pacing {
    case .immediate: body()
    case .threaded:
      do {
        try WorkerThread.start(body)
      } catch {
        // No thread is left: slow is better than lost.
        body()
      }
    }
  }

  private func startTraining(
    _ options: RecipeOptions, deliver: @escaping @Sendable (Message) -> Void
  ) {
    do {
      let session = try TrainingSession(options, in: world.training)
      let isClosed = runs.withLock { runs in
        guard !runs.isClosed else { return true }
        for control in runs.pending { session.send(control) }
        runs.pending = []
        runs.current = session
        return false
      }
      guard !isClosed else { return }
      switch pacing {
      case .immediate:
        for message in train(steps: 0) ?? [] { deliver(message) }
      case .threaded:
        try session.start { event in
          deliver(.training(.event(event)))
        } onSnapshot: { snapshot in
          deliver(.training(.snapshot(snapshot)))
          session.requestSnapshot()
        }
        runs.withLock { $0.started.append(session) }
        session.requestSnapshot()
      }
    } catch {
      deliver(.training(.failed(Self.explanation(error))))
    }
  }

  private func controlTraining(
    _ control: TrainingControl, deliver: @escaping @Sendable (Message) -> Void
  ) {
    let session = runs.withLock { runs in
      if runs.current == nil { runs.pending.append(control) }
      return runs.current
    }
    guard let session else { return }
    session.send(control)
    switch pacing {
    case .threaded where session.outcome != nil:
      // The run's thread is gone; what it learned can still be looked at.
      work { deliver(.training(.snapshot(session.run(steps: 0)))) }
    case .threaded: session.requestSnapshot()
    case .immediate: for message in train(steps: 0) ?? [] { deliver(message) }
    }
  }

  private static func result<Value>(_ load: () throws -> Value) -> Result<Value, Explanation> {
    do {
      return .success(try load())
    } catch {
      return .failure(explanation(error))
    }
  }

  private static func explanation(_ error: any Error) -> Explanation {
    if let error = error as? any ExplainedError { return Explanation(error) }
    let text = String(describing: error)
    return Explanation(Bilingual(text, text))
  }
}

/// The events of some steps, gathered from whatever thread they come on.
private final class EventLog: Sendable {
  private let events = Mutex<[TrainingEvent]>([])

  func append(_ event: TrainingEvent) { events.withLock { $0.append(event) } }

  var messages: [Message] { events.withLock { $0.map { .training(.event($0)) } } }
}
