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

  /// The evaluation that was opened last.
  private struct Opened {
    let arguments: EvaluateArguments
    let examination: Examination
  }

  private let world: World
  private let pace: Mutex<Pacing>
  let runs = TrainingRuns()
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
        try OpenedBlock(
          request, loading: world.loader, from: world.networks, observer: observer)
      }
    case .openLayer(let request):
      open(effect, deliver: { deliver(.layer(request, $0)) }) { observer throws in
        try request.layerSteps(
          loading: world.loader, from: world.networks, for: .screen, observer: observer)
      }
    case .learnKernel(let request):
      open(effect, deliver: { deliver(.learning(request, $0)) }) { observer throws in
        try request.kernelLearning(loading: world.loader, for: .screen, observer: observer)
      }
    case .loadCourse(let choice):
      work { deliver(.course(Self.result { try world.course(choice) })) }
    case .startTraining(let run, let options):
      let isThreaded = pacing == .threaded
      work {
        self.runs.start(
          run, options, in: world.training, isThreaded: isThreaded, deliver: deliver)
      }
    case .trainToEnd(let run, let options):
      var environment = world.training
      environment.runsFolder = nil
      environment.measuresTime = false
      work { [environment] in
        self.runs.trainToEnd(run, options, in: environment, deliver: deliver)
      }
    case .controlTraining(let run, let control):
      let rest = runs.control(
        run, control, isThreaded: pacing == .threaded, deliver: deliver)
      if let rest { work(rest) }
    case .requestSnapshot(let run):
      if pacing == .threaded { runs.requestSnapshot(run) }
    case .takeNetwork(let run):
      runs.takeNetwork(run, deliver: deliver)
    case .leaveTraining(let run):
      runs.leave(run)
    case .listRuns:
      guard let folder = world.training.runsFolder else { return }
      work { deliver(.runs(RunSummary.newest(20, in: folder))) }
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
      runs.handOver(deliver)
    }
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
    return runs.finish()
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

  private static func result<Value>(_ load: () throws -> Value) -> Result<Value, Explanation> {
    do {
      return .success(try load())
    } catch {
      return .failure(Explanation(any: error))
    }
  }
}
