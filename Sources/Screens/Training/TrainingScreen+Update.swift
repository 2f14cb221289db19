import Commands
import Interface
import Networks
import Training

/// Keys, and the mouse: what a person wants of the run.
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
    case .enter: return evaluation.map { [.open($0)] } ?? []
    case .space where isUnderWay:
      return control(snapshot.state == .paused ? .resume : .pause)
    case .character("n") where isUnderWay: return control(.stepOnce)
    case .character("+"), .character("="): return setPace(PaceLadder.faster(than: pace))
    case .character("-"), .character("_"): return setPace(PaceLadder.slower(than: pace))
    default: break
    }
    return []
  }

  /// What Enter opens once the run has ended: its last checkpoint on the test pictures.
  var evaluation: Command? {
    guard let snapshot, !isUnderWay, snapshot.facts.testImages > 0,
      let checkpoint = snapshot.checkpoint
    else { return nil }
    var arguments = EvaluateArguments(subject: checkpoint)
    arguments.data = snapshot.facts.recipe.data
    return .evaluate(arguments)
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

  func control(_ control: TrainingControl) -> [ScreenAction] {
    [.effect(.controlTraining(control))]
  }
}
