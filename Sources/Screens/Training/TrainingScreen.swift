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
  /// Trouble that the run survives, until a checkpoint is whole again.
  var notice: Bilingual?

  /// - Parameter arguments: without a network, and nothing to resume, LeNet starts at a pace at
  ///   which a person can watch.
  init(_ arguments: TrainArguments) {
    options = arguments.options
    let isOpen = options.network == nil && options.resume == nil
    if isOpen { options.network = Zoo.names.first }
    pace = isOpen ? PaceLadder.gentle : .flatOut
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
    [.effect(.startTraining(options))]
  }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    guard case .training(let news) = message else { return [] }
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
      return show(snapshot)
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
    options = next
    nextOptions = nil
    phase = .starting
    wantedPicture = nil
    wantedNode = nil
    notice = nil
    return [.effect(.startTraining(options))]
  }

  func leaveQuestion(in context: ScreenContext) -> Bilingual? {
    isUnderWay ? TrainingText.leave.text : nil
  }

  mutating func end(in context: ScreenContext) -> [Effect] {
    if case .failed = phase { return [] }
    return isUnderWay || snapshot == nil ? [.controlTraining(.stop)] : []
  }
}
