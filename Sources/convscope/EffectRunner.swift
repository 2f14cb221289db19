import Commands
import Interface
import Operations
import Networks
import Screens
import Stepping
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
    /// Counts the runs that were asked for: only the newest may begin and be heard.
    var newest = 0
    var current: TrainingSession?
    /// What was said to a run that is still being prepared.
    var pending: [TrainingControl] = []
    /// Every run that has a thread.
    var started: [TrainingSession] = []
    /// How every run of this start ended that has.
    var ends: [TrainingEvent.End] = []
    var isClosed = false

    /// Leaves the present run, which saves and ends, for another; returns the other's number.
    mutating func makeWay() -> Int {
      current?.send(.stop)
      current = nil
      pending = []
      // An ended run's buffers are as large as its network.
      started.removeAll { $0.outcome != nil }
      newest += 1
      return newest
    }

    /// Whether the run of that number is still wanted.
    func wants(_ number: Int) -> Bool { !isClosed && newest == number }

    /// Tells a run what was said while it was being prepared.
    mutating func takePending(for session: TrainingSession) {
      for control in pending { session.send(control) }
      pending = []
      current = session
    }
  }

  /// The evaluation that was opened last.
  private struct Opened {
    let arguments: EvaluateArguments
    let examination: Examination
  }

  private let world: World
  private let pace: Mutex<Pacing>
  private let runs = Mutex(Runs())
  private let opened = Mutex<Opened?>(nil)
  private let watches = WatchTable()

  private var pacing: Pacing { pace.withLock { $0 } }

  init(_ world: World, pacing: Pacing) {
    self.world = world
    pace = Mutex(pacing)
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
    case .openBlock(let request):
      open(effect, deliver: { deliver(.block(request, $0)) }) { observer throws in
        try OpenedBlock(request, loading: world.loader, observer: observer)
      }
    case .openLayer(let request):
      open(effect, deliver: { deliver(.layer(request, $0)) }) { observer throws in
        try request.layerSteps(
          loading: world.loader, from: world.networks, for: .screen, observer: observer)
      }
    case .loadCourse(let choice):
      work { deliver(.course(Self.result { try world.course(choice) })) }
    case .startTraining(let options):
      let number = runs.withLock { $0.makeWay() }
      work {
        self.startTraining(options, number: number) { message in
          // What an earlier run still says while it saves is no news of this one.
          guard self.runs.withLock({ $0.newest == number }) else { return }
          deliver(message)
        }
      }
    case .controlTraining(let control):
      controlTraining(control, deliver: deliver)
    case .evaluate(let arguments):
      watched(effect, reportingTo: deliver, deliver: { deliver(.evaluation(arguments, $0)) }) {
        watch throws in
        .success(
          try self.examination(arguments, watch).findings(threads: world.cores, watch: watch))
      } failure: {
        .failure($0)
      }
    case .lookAtPicture(let request):
      watched(effect, reportingTo: deliver, deliver: { deliver(.pictureView(request, $0)) }) {
        watch throws in
        .success(try self.view(request, watch))
      } failure: {
        .failure($0)
      }
    case .abandon(let effect):
      watches.abandon(effect)
      if case .evaluate(let arguments) = effect {
        // Its screen is gone, and with it the use of the plan's memory.
        opened.withLock { if $0?.arguments == arguments { $0 = nil } }
      }
    case .handOver:
      pace.withLock { $0 = .threaded }
      handOver(deliver)
    }
  }

  /// Lets the training of a tape go on for exactly so many steps.
  func train(steps: Int) -> [Message]? {
    guard let session = runs.withLock({ $0.current }) else { return nil }
    let events = EventLog()
    let snapshot = session.run(steps: steps) { events.append($0) }
    return events.messages + [.training(.snapshot(snapshot))]
  }

  /// The training of a tape: where it is, how far it goes, and whether it goes on; `nil` if there is none.
  var trainingState: (step: Int, totalSteps: Int, isOver: Bool)? {
    guard let session = runs.withLock({ $0.current }) else { return nil }
    let step = session.run(steps: 0).step
    let total = session.facts.totalSteps
    return (step, total, session.outcome != nil || step >= total)
  }

  /// What an effect that is carried out at once has to tell; `nil` if nothing.
  func answer(to effect: Effect) -> Message? {
    let answer = Mutex<Message?>(nil)
    perform(effect) { message in answer.withLock { $0 = message } }
    return answer.withLock { $0 }
  }

  /// Ends every run that is under way: each finishes its step and saves.
  ///
  /// - Returns: how the runs of this start ended, in the order of their ends.
  func finish() -> [TrainingEvent.End] {
    watches.close()
    let started = runs.withLock { runs in
      runs.isClosed = true
      return runs.started
    }
    for session in started { session.send(.stop) }
    for session in started { _ = session.waitForEnd() }
    return runs.withLock { $0.ends }
  }

  /// The network and pictures of an evaluation, kept for the next look.
  private func examination(
    _ arguments: EvaluateArguments, _ watch: Watch
  ) throws -> Examination {
    if let opened = opened.withLock({ $0 }), opened.arguments == arguments {
      return opened.examination
    }
    let examination = try arguments.examination(in: world)
    try opened.withLock {
      // Nobody would let go of what is kept for a screen that has closed meanwhile.
      try watch.check()
      $0 = Opened(arguments: arguments, examination: examination)
    }
    return examination
  }

  private func view(_ request: PictureRequest, _ watch: Watch) throws -> PictureView {
    let examination = try examination(request.evaluation, watch)
    guard
      let view = try examination.view(
        of: request.subject, node: request.node, threads: world.cores, watch: watch)
    else {
      throw EvaluationError.nothingToAskAbout
    }
    return view
  }

  /// Computes what a screen waits for, as long as it does.
  private func open<Opened: Sendable>(
    _ effect: Effect, deliver: @escaping @Sendable (OpeningNews<Opened>) -> Void,
    _ body: @escaping @Sendable (@escaping ForwardProgress.Observer) throws -> Opened
  ) {
    watched(effect, deliver: deliver) { watch throws in
      .opened(
        .success(
          try body { progress in
            guard !watch.isAbandoned else { return false }
            deliver(.progress(progress))
            return true
          }))
    } failure: {
      .opened(.failure($0))
    }
  }

  /// Works on an effect until it is done or abandoned: then there is nothing to tell.
  private func watched<News: Sendable>(
    _ effect: Effect, reportingTo report: @escaping @Sendable (Message) -> Void = { _ in },
    deliver: @escaping @Sendable (News) -> Void,
    _ body: @escaping @Sendable (Watch) throws -> News,
    failure: @escaping @Sendable (Explanation) -> News
  ) {
    // At once there is no time in which anybody could see how far it is.
    let watch = watches.begin(effect) { progress in
      if self.pacing == .threaded { report(progress) }
    }
    work {
      defer { self.watches.end(effect, watch) }
      let news: News
      do {
        news = try body(watch)
      } catch {
        news = failure(Explanation(any: error))
      }
      if !watch.isAbandoned { deliver(news) }
    }
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
    _ options: RecipeOptions, number: Int, deliver: @escaping @Sendable (Message) -> Void
  ) {
    do {
      let session = try TrainingSession(options, in: world.training)
      switch pacing {
      case .immediate:
        runs.withLock { $0.takePending(for: session) }
        for message in train(steps: 0) ?? [] { deliver(message) }
      case .threaded:
        // In one piece: a run that was overtaken, or comes after the end, must not begin, and one
        // that has begun must be there to be ended.
        try runs.withLock { runs throws(ThreadError) in
          guard runs.wants(number) else { return }
          runs.takePending(for: session)
          try start(session, in: &runs, deliver: deliver)
        }
        session.requestSnapshot()
      }
    } catch {
      deliver(.training(.failed(Explanation(any: error))))
    }
  }

  /// Lets the run that a tape has begun go on by itself.
  private func handOver(_ deliver: @escaping @Sendable (Message) -> Void) {
    do {
      let session = try runs.withLock { runs throws(ThreadError) -> TrainingSession? in
        guard let session = runs.current, session.outcome == nil else { return nil }
        try start(session, in: &runs, deliver: deliver)
        return session
      }
      session?.requestSnapshot()
    } catch {
      deliver(.training(.failed(Explanation(any: error))))
    }
  }

  private func start(
    _ session: TrainingSession, in runs: inout Runs,
    deliver: @escaping @Sendable (Message) -> Void
  ) throws(ThreadError) {
    try session.start { event in
      if case .end(let end) = event { self.runs.withLock { $0.ends.append(end) } }
      deliver(.training(.event(event)))
    } onSnapshot: { snapshot in
      deliver(.training(.snapshot(snapshot)))
      session.requestSnapshot()
    }
    runs.started.append(session)
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
      return .failure(Explanation(any: error))
    }
  }
}

/// The events of some steps, gathered from whatever thread they come on.
private final class EventLog: Sendable {
  private let events = Mutex<[TrainingEvent]>([])

  func append(_ event: TrainingEvent) { events.withLock { $0.append(event) } }

  var messages: [Message] { events.withLock { $0.map { .training(.event($0)) } } }
}
