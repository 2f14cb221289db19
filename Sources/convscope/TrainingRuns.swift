import Ground
import Screens
import Stepping
import Synchronization
import Training

/// The runs that screens have begun: any number of them, each heard by its own screen alone.
///
/// At the pace of a person each has a thread of its own; in a tape they go on step by step, when told.
final class TrainingRuns: Sendable {
  typealias Deliver = @Sendable (Message) -> Void

  private struct State {
    /// Those that a screen looks at, the newest last.
    var watched: [(id: RunID, session: TrainingSession)] = []
    /// What was said to runs that are still being prepared.
    var pending: [RunID: [TrainingControl]] = [:]
    /// Runs that were left before they could begin.
    var unwanted: Set<RunID> = []
    /// Every run that has a thread.
    var started: [TrainingSession] = []
    /// How every run of this start ended that has.
    var ends: [TrainingEvent.End] = []
    var isClosed = false

    func session(_ id: RunID) -> TrainingSession? { watched.last { $0.id == id }?.session }

    /// Takes in a run that is prepared, with what was said to it meanwhile.
    ///
    /// - Returns: false where nobody wants it any more.
    mutating func take(_ session: TrainingSession, as id: RunID) -> Bool {
      guard unwanted.remove(id) == nil, !isClosed else {
        pending[id] = nil
        return false
      }
      for control in pending.removeValue(forKey: id) ?? [] { session.send(control) }
      // An ended run's buffers are as large as its network.
      started.removeAll { $0.outcome != nil }
      watched.append((id, session))
      return true
    }
  }

  private let state = Mutex(State())

  /// Prepares and begins a run.
  ///
  /// - Parameters:
  ///   - isThreaded: whether it goes on by itself.
  ///   - deliver: hears of it until it is left.
  func start(
    _ id: RunID, _ options: RecipeOptions, in environment: TrainingEnvironment, isThreaded: Bool,
    deliver: @escaping Deliver
  ) {
    do {
      let session = try TrainingSession(options, in: environment)
      // In one piece: a run that was left, or comes after the end, must not begin, and one that has
      // begun must be there to be ended.
      let isWanted = try state.withLock { state throws(ThreadError) in
        guard state.take(session, as: id) else { return false }
        if isThreaded { try begin(session, id, in: &state, deliver) }
        return true
      }
      guard isWanted else { return }
      if isThreaded {
        session.requestSnapshot()
      } else {
        for message in advance(session, id, steps: 0) { deliver(message) }
      }
    } catch {
      deliver(.training(id, .failed(Explanation(any: error))))
    }
  }

  /// Trains a run to its end, of which nothing is kept but what a screen may still look at.
  func trainToEnd(
    _ id: RunID, _ options: RecipeOptions, in environment: TrainingEnvironment,
    deliver: @escaping Deliver
  ) {
    do {
      let session = try TrainingSession(options, in: environment)
      guard state.withLock({ $0.take(session, as: id) }) else { return }
      deliver(.training(id, .snapshot(session.run(steps: session.facts.totalSteps))))
    } catch {
      deliver(.training(id, .failed(Explanation(any: error))))
    }
  }

  /// Tells a run something.
  ///
  /// - Parameter isThreaded: whether runs go on by themselves.
  /// - Returns: what is to be done where there is nobody else to answer: it may take a while.
  func control(
    _ id: RunID, _ control: TrainingControl, isThreaded: Bool, deliver: @escaping Deliver
  ) -> (@Sendable () -> Void)? {
    let session = state.withLock { state in
      let session = state.session(id)
      if session == nil { state.pending[id, default: []].append(control) }
      return session
    }
    guard let session else { return nil }
    session.send(control)
    // The thread of a run that has ended is gone; what it learned can still be looked at.
    guard !isThreaded || session.outcome != nil else { return nil }
    return { for message in self.advance(session, id, steps: 0) { deliver(message) } }
  }

  func requestSnapshot(_ id: RunID) {
    state.withLock { $0.session(id) }?.requestSnapshot()
  }

  func takeNetwork(_ id: RunID, deliver: @escaping Deliver) {
    state.withLock { $0.session(id) }?.takeNetwork {
      deliver(.training(id, .network(HeldNetwork($0))))
    }
  }

  /// Nobody looks at a run any more.
  func leave(_ id: RunID) {
    let session = state.withLock { state in
      let session = state.session(id)
      state.watched.removeAll { $0.id == id }
      state.pending[id] = nil
      if session == nil { state.unwanted.insert(id) }
      return session
    }
    session?.send(.stop)
  }

  /// Lets the newest run of a tape go on for exactly so many steps.
  ///
  /// - Returns: what it has to tell; `nil` where there is none.
  func train(steps: Int) -> [Message]? {
    state.withLock { $0.watched.last }.map { advance($0.session, $0.id, steps: steps) }
  }

  /// The newest run of a tape: where it is, how far it goes, and whether it goes on; `nil` if there is none.
  var progress: (step: Int, totalSteps: Int, isOver: Bool)? {
    guard let session = state.withLock({ $0.watched.last?.session }) else { return nil }
    let step = session.run(steps: 0).step
    let total = session.facts.totalSteps
    return (step, total, session.outcome != nil || step >= total)
  }

  /// Lets the runs that a tape has begun go on by themselves.
  func handOver(_ deliver: @escaping Deliver) {
    for (id, session) in state.withLock({ $0.watched }) where session.outcome == nil {
      do {
        try state.withLock { state throws(ThreadError) in
          try begin(session, id, in: &state, deliver)
        }
        session.requestSnapshot()
      } catch {
        deliver(.training(id, .failed(Explanation(any: error))))
      }
    }
  }

  /// Ends every run that is under way: each finishes its step and saves.
  ///
  /// - Returns: how the runs of this start ended, in the order of their ends.
  func finish() -> [TrainingEvent.End] {
    let started = state.withLock { state in
      state.isClosed = true
      return state.started
    }
    for session in started { session.send(.stop) }
    for session in started { _ = session.waitForEnd() }
    return state.withLock { $0.ends }
  }

  private func begin(
    _ session: TrainingSession, _ id: RunID, in state: inout State, _ deliver: @escaping Deliver
  ) throws(ThreadError) {
    try session.start { event in
      if case .end(let end) = event { self.state.withLock { $0.ends.append(end) } }
      deliver(.training(id, .event(event)))
    } onSnapshot: { snapshot in
      deliver(.training(id, .snapshot(snapshot)))
    }
    state.started.append(session)
  }

  private func advance(_ session: TrainingSession, _ id: RunID, steps: Int) -> [Message] {
    let events = Mutex<[TrainingEvent]>([])
    let snapshot = session.run(steps: steps) { event in events.withLock { $0.append(event) } }
    return events.withLock { $0.map { .training(id, .event($0)) } }
      + [.training(id, .snapshot(snapshot))]
  }
}
