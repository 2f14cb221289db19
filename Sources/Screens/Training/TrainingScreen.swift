import Interface
import Networks
import Tensors
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
  private(set) var options: RecipeOptions
  private(set) var phase = Phase.starting
  /// The list of networks and data, while it is open.
  private(set) var choice: TrainingChoice?
  /// The run that begins when the present one has saved and ended.
  private(set) var nextOptions: RecipeOptions?
  private(set) var pace: Pace
  /// What was asked for last; keys can be faster than snapshots.
  private(set) var wantedPicture: Int?
  private(set) var wantedNode: Int?
  private(set) var isLogarithmic = false
  private(set) var isSmoothed = false
  private(set) var hasLargeMaps = false
  /// Trouble that the run survives, until a checkpoint is whole again.
  private(set) var notice: Bilingual?

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

  private mutating func show(_ snapshot: TrainingSnapshot) -> [ScreenAction] {
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

  private mutating func startNext() -> [ScreenAction] {
    guard let next = nextOptions else { return [] }
    options = next
    nextOptions = nil
    phase = .starting
    wantedPicture = nil
    wantedNode = nil
    notice = nil
    return [.effect(.startTraining(options))]
  }

  mutating func stepOut(in context: ScreenContext) -> Bool {
    if choice != nil {
      choice = nil
      return true
    }
    guard hasLargeMaps else { return false }
    hasLargeMaps = false
    return true
  }

  func leaveQuestion(in context: ScreenContext) -> Bilingual? {
    isUnderWay ? TrainingText.leave.text : nil
  }

  mutating func end(in context: ScreenContext) -> [Effect] {
    if case .failed = phase { return [] }
    return isUnderWay || snapshot == nil ? [.controlTraining(.stop)] : []
  }
}

// MARK: Keys

extension TrainingScreen {
  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    switch event {
    case .key(let key):
      if choice != nil { return choose(key) }
      return press(key, in: context)
    case .mouse(let mouse):
      guard choice == nil else { return [] }
      switch mouse.action {
      case .wheelUp: return movePicture(by: -1)
      case .wheelDown: return movePicture(by: 1)
      case .press: return []
      }
    case .paste, .resize, .tick:
      return []
    }
  }

  private mutating func choose(_ key: Key) -> [ScreenAction] {
    guard var choice else { return [] }
    let isMade = choice.update(key)
    self.choice = isMade ? nil : choice
    guard isMade else { return [] }
    nextOptions = choice.options
    // The present run ends first, and saves.
    return isUnderWay ? [.effect(.controlTraining(.stop))] : startNext()
  }

  private mutating func press(_ key: Key, in context: ScreenContext) -> [ScreenAction] {
    if key == .character("c"), offersChoice {
      let data = snapshot?.facts.recipe.data ?? options.data
      choice = TrainingChoice(
        current: options, data: data, datasets: context.environment.datasets)
      return []
    }
    guard let snapshot else { return [] }
    switch key {
    case .character("g"): isLogarithmic.toggle()
    case .character("s"): isSmoothed.toggle()
    case .character("m"): hasLargeMaps.toggle()
    case .left, .character("h"): return movePicture(by: -1)
    case .right, .character("l"): return movePicture(by: 1)
    case .character("["): return moveNode(by: -1)
    case .character("]"): return moveNode(by: 1)
    case .space where isUnderWay:
      return control(snapshot.state == .paused ? .resume : .pause)
    case .character("n") where isUnderWay: return control(.stepOnce)
    case .character("+"), .character("="): return setPace(PaceLadder.faster(than: pace))
    case .character("-"), .character("_"): return setPace(PaceLadder.slower(than: pace))
    default: break
    }
    return []
  }

  /// Nothing can be chosen while one run is on its way out.
  var offersChoice: Bool {
    if case .starting = phase { return false }
    return nextOptions == nil
  }

  private mutating func setPace(_ pace: Pace) -> [ScreenAction] {
    guard isUnderWay, pace != self.pace else { return [] }
    self.pace = pace
    return control(.setPace(pace))
  }

  private mutating func movePicture(by offset: Int) -> [ScreenAction] {
    guard let snapshot, let picture = wantedPicture, snapshot.facts.pictureCount > 0 else {
      return []
    }
    let count = snapshot.facts.pictureCount
    let next = (picture + offset % count + count) % count
    wantedPicture = next
    return control(.choosePicture(next))
  }

  private mutating func moveNode(by offset: Int) -> [ScreenAction] {
    guard let snapshot, let node = wantedNode else { return [] }
    let next = min(max(0, node + offset), snapshot.facts.graph.nodes.count - 1)
    guard next != node else { return [] }
    wantedNode = next
    return control(.chooseNode(next))
  }

  private func control(_ control: TrainingControl) -> [ScreenAction] {
    [.effect(.controlTraining(control))]
  }
}
