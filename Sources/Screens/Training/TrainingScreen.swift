import Commands
import Ground
import Interface
import Operations
import Networks
import Training

/// Live training: the run itself is elsewhere, on threads of its own; this screen shows its newest
/// snapshot and sends it what a person wants.
struct TrainingScreen: Screen {
  enum Phase: Hashable, Sendable {
    case starting
    case live(TrainingSnapshot)
    case failed(Explanation)
  }

  /// The run that is shown.
  private(set) var run = RunID(screen: 0, number: 0)
  private let scene: Int?
  /// What was asked for, the defaults not filled in.
  var options: RecipeOptions
  var phase = Phase.starting
  /// The list of networks and data, while it is open.
  var choice: TrainingChoice?
  /// The run that begins when the present one has saved and ended.
  var nextOptions: RecipeOptions?
  var pace: Pace
  /// What was asked for last; keys can be faster than snapshots.
  var wantedPicture: Int?
  var wantedNode: Int?
  var isLogarithmic = false
  var isSmoothed = false
  var mapLook = MapLook()
  /// The node that is stepped through once its network is there.
  var openingNode: Int?
  /// Whether the next snapshot is on its way.
  private var isAwaitingSnapshot = true
  /// Trouble that the run survives, until a checkpoint is whole again.
  var notice: Bilingual?

  /// - Parameters:
  ///   - arguments: without a network, and nothing to resume, it is LeNet's. Every run starts at a pace at
  ///     which a person can watch.
  ///   - scene: the number of the scene of a lesson that it is, whose short run is taken to its end at once.
  init(_ arguments: TrainArguments, scene: Int? = nil) {
    self.scene = scene
    options = arguments.options
    if options.network == nil, options.resume == nil { options.network = Zoo.names.first }
    pace = PaceLadder.gentle
  }

  var snapshot: TrainingSnapshot? {
    if case .live(let snapshot) = phase { snapshot } else { nil }
  }

  /// Whether there is a run that is not saved yet.
  var isUnderWay: Bool {
    guard let snapshot else { return false }
    if case .ended = snapshot.state { return false }
    return true
  }

  mutating func begin(in context: ScreenContext) -> [ScreenAction] {
    run = RunID(screen: context.environment.screenCount, number: scene ?? 0)
    guard scene == nil else { return [.effect(.trainToEnd(run, options))] }
    return [.effect(.startTraining(run, options))]
  }

  mutating func drawn() -> [Effect] {
    guard isUnderWay, !isAwaitingSnapshot else { return [] }
    isAwaitingSnapshot = true
    return [.requestSnapshot(run)]
  }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    guard case .training(run, let news) = message else { return [] }
    switch news {
    case .failed(let explanation):
      phase = .failed(explanation)
      return startNext()
    case .event(.notice(let text)):
      notice = text
      return []
    case .event:
      return []
    case .snapshot(let snapshot):
      isAwaitingSnapshot = false
      return show(snapshot)
    case .network(let network):
      return open(network)
    }
  }

  mutating func show(_ snapshot: TrainingSnapshot) -> [ScreenAction] {
    let isFirst = self.snapshot == nil
    if self.snapshot?.checkpoint != snapshot.checkpoint { notice = nil }
    phase = .live(snapshot)
    if case .ended = snapshot.state, nextOptions != nil { return startNext() }
    let (picture, node) = (snapshot.picture.index, snapshot.maps.node)
    wantedPicture = wantedPicture ?? picture
    wantedNode = wantedNode ?? node
    guard isUnderWay else {
      // What was asked for while the run came to its end may have been missed.
      return (wantedPicture == picture ? [] : control(.choosePicture(wantedPicture ?? picture)))
        + (wantedNode == node ? [] : control(.chooseNode(wantedNode ?? node)))
    }
    guard isFirst, snapshot.pace != pace else { return [] }
    return control(.setPace(pace))
  }

  mutating func startNext() -> [ScreenAction] {
    guard let next = nextOptions else { return [] }
    let leaves: [ScreenAction]
    if case .failed = phase { leaves = [] } else { leaves = [.effect(.leaveTraining(run))] }
    run = run.next
    options = next
    nextOptions = nil
    isAwaitingSnapshot = true
    openingNode = nil
    phase = .starting
    wantedPicture = nil
    wantedNode = nil
    notice = nil
    return leaves + [.effect(.startTraining(run, options))]
  }

  func leaveQuestion(in context: ScreenContext) -> Bilingual? {
    isUnderWay ? TrainingText.leave.text : nil
  }

  func farewell() -> Bilingual? {
    guard let folder = snapshot.flatMap(Self.folder(of:)) else { return nil }
    return Bilingual(
      TrainingText.savedIn.filled(folder, in: .english),
      TrainingText.savedIn.filled(folder, in: .vietnamese))
  }

  /// The run's folder, which holds the checkpoint: what `--resume` takes.
  static func folder(of snapshot: TrainingSnapshot) -> String? {
    snapshot.checkpoint.map { checkpoint in
      checkpoint.lastIndex(of: "/").map { String(checkpoint[..<$0]) } ?? checkpoint
    }
  }

  mutating func end(in context: ScreenContext) -> [Effect] {
    if case .failed = phase { return [] }
    return [.leaveTraining(run)]
  }
}
