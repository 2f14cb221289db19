import Commands
import Interface
import Operations
import Stepping
import Tensors
import Networks
import Training

/// The mouse, and what a person wants of the run.
extension TrainingScreen {
  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    switch event {
    case .mouse(let mouse):
      guard choice == nil else { return [] }
      switch mouse.action {
      case .wheelUp: return movePicture(by: -1)
      case .wheelDown: return movePicture(by: 1)
      case .press: return []
      }
    case .key, .paste, .resize, .tick:
      return []
    }
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

  mutating func setPace(_ pace: Pace) -> [ScreenAction] {
    guard isUnderWay, pace != self.pace else { return [] }
    self.pace = pace
    return control(.setPace(pace))
  }

  mutating func movePicture(by offset: Int) -> [ScreenAction] {
    guard let snapshot, let picture = wantedPicture, snapshot.facts.pictureCount > 0 else {
      return []
    }
    let count = snapshot.facts.pictureCount
    let next = (picture + offset % count + count) % count
    wantedPicture = next
    return control(.choosePicture(next))
  }

  mutating func moveNode(by offset: Int) -> [ScreenAction] {
    guard let snapshot, let node = wantedNode else { return [] }
    let next = min(max(0, node + offset), snapshot.facts.graph.nodes.count - 1)
    guard next != node else { return [] }
    wantedNode = next
    mapLook.rewind()
    return control(.chooseNode(next))
  }

  /// Asks for the network of now, to step through the layer whose maps are shown.
  mutating func openLayer() -> [ScreenAction] {
    guard let snapshot, layerRequest(of: snapshot) != nil else { return [] }
    openingNode = snapshot.maps.node
    return [.effect(.takeNetwork(run))]
  }

  mutating func open(_ network: HeldNetwork) -> [ScreenAction] {
    guard let snapshot, let node = openingNode else { return [] }
    openingNode = nil
    guard node == snapshot.maps.node, var request = layerRequest(of: snapshot) else { return [] }
    request.held = network
    return [.open(.step(StepArguments(request)))]
  }

  /// The steps of the layer whose maps are shown, on the picture at hand; `nil` for one that computes nothing.
  func layerRequest(of snapshot: TrainingSnapshot) -> StepRequest? {
    let facts = snapshot.facts
    guard var request = StepRequest(layer: snapshot.maps.node, of: facts.graph) else { return nil }
    request.input = .sample(
      SampleSpec(
        dataset: facts.recipe.data, split: facts.testImages > 0 ? .test : .train,
        index: snapshot.picture.index))
    return request
  }

  func control(_ control: TrainingControl) -> [ScreenAction] {
    [.effect(.controlTraining(run, control))]
  }
}
