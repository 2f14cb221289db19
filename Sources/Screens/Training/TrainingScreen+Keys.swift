import Interface
import Training

/// The keys of the training screen: of the run, and of the choice of another.
extension TrainingScreen {
  func bindings(in context: ScreenContext) -> [KeyBinding<TrainingScreen>] {
    // What to do with a run comes first, another run last while this one goes on.
    // Large maps have the last line to themselves before anything else.
    let maps = mapBindings(in: context)
    let pictures = pictureBindings(in: context)
    return choiceBindings + (mapLook.isLarge ? maps + pictures : []) + runBindings
      + (isUnderWay ? [] : [choosing]) + (mapLook.isLarge ? [] : pictures + maps) + viewBindings
      + (isUnderWay ? [choosing] : [])
  }

  private var choiceBindings: [KeyBinding<TrainingScreen>] {
    let (networks, datasets) = (choice?.networks.count ?? 0, choice?.datasets.count ?? 0)
    return [
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], TrainingText.network,
        when: networks > 1
      ) { training, step, _ in
        training.choice?.moveNetwork(by: step)
        return []
      },
      KeyBinding(
        .left, .right, also: [(.character("h"), .character("l"))], TrainingText.data,
        when: datasets > 1
      ) { training, step, _ in
        training.choice?.moveDataset(by: step)
        return []
      },
      KeyBinding(.enter, TrainingText.start, when: choice != nil) { training, _ in
        training.startChoice()
      },
      .plusMinus(TrainingText.keyRate, when: choice != nil) { training, step, _ in
        training.choice?.moveLearningRate(by: step)
        return []
      },
      KeyBinding(.character("b"), TrainingText.keyBatch, when: choice != nil) { training, _ in
        training.choice?.changeBatch()
        return []
      },
      KeyBinding(.character("o"), TrainingText.keyOptimizer, when: choice != nil) { training, _ in
        training.choice?.changeOptimizer()
        return []
      },
      .out(TrainingText.keepRun, when: choice != nil) { $0.choice = nil },
    ]
  }

  private var runBindings: [KeyBinding<TrainingScreen>] {
    let isRunning = isUnderWay && choice == nil
    let isPaused = snapshot?.state == .paused
    return [
      KeyBinding(
        .space, isPaused ? TrainingText.resume : .pause, about: .pauseAndResume, when: isRunning
      ) { training, _ in training.control(isPaused ? .resume : .pause) },
      KeyBinding(.character("n"), TrainingText.stepOnce, when: isRunning) { training, _ in
        training.control(.stepOnce)
      },
      .plusMinus(
        TrainingText.pace, when: isRunning
      ) { training, step, _ in
        training.setPace(
          step > 0
            ? PaceLadder.faster(than: training.pace) : PaceLadder.slower(than: training.pace))
      },
      KeyBinding(
        .enter, TrainingText.evaluate, about: .evaluateEnded,
        when: evaluation != nil && choice == nil
      ) { training, _ in training.evaluation.map { [.open($0)] } ?? [] },
    ]
  }

  private var choosing: KeyBinding<TrainingScreen> {
    KeyBinding(.character("c"), TrainingText.otherRun, when: choice == nil && offersChoice) {
      training, context in
      let data = training.snapshot?.facts.recipe.data ?? training.options.data
      training.choice = TrainingChoice(
        current: training.options, data: data, datasets: context.environment.datasets)
      return []
    }
  }

  private func pictureBindings(in context: ScreenContext) -> [KeyBinding<TrainingScreen>] {
    let snapshot = choice == nil ? snapshot : nil
    // Without the panels there is no picture and no layer to see.
    let hasPanels = snapshot.map { !layout(of: $0, in: context).leavesOutPanels } ?? false
    return [
      KeyBinding(
        .left, .right, also: [(.character("h"), .character("l"))], TrainingText.picture,
        when: hasPanels
      ) { training, step, _ in training.movePicture(by: step) },
      KeyBinding(.character("["), .character("]"), TrainingText.layer, when: hasPanels) {
        training, step, _ in training.moveNode(by: step)
      },
    ]
  }

  private var viewBindings: [KeyBinding<TrainingScreen>] {
    let isShown = choice == nil && snapshot != nil
    return [
      KeyBinding(
        .character("g"), isLogarithmic ? TrainingText.linearAxis : .logAxis, about: .logAxis,
        when: isShown
      ) { training, _ in
        training.isLogarithmic.toggle()
        return []
      },
      KeyBinding(
        .character("s"), isSmoothed ? TrainingText.rough : .smooth, about: .smooth, when: isShown
      ) { training, _ in
        training.isSmoothed.toggle()
        return []
      },
      KeyBinding(
        .enter, MapText.stepThrough,
        when: isShown && isUnderWay && snapshot.map { layerRequest(of: $0) != nil } == true
      ) { training, _ in training.openLayer() },
      .mapScale(\.mapLook, of: self, shape: isShown ? snapshot?.maps.shape : nil),
    ]
  }

  private func mapBindings(in context: ScreenContext) -> [KeyBinding<TrainingScreen>] {
    let snapshot = choice == nil ? snapshot : nil
    let part = snapshot.flatMap { snapshot in
      layout(of: snapshot, in: context).maps.map {
        LayerMaps(shape: snapshot.maps.shape, look: mapLook).part(inside: $0)
      }
    }
    return KeyBinding.maps(\.mapLook, of: self, shape: snapshot?.maps.shape, part: part)
  }

  private mutating func startChoice() -> [ScreenAction] {
    guard let choice else { return [] }
    self.choice = nil
    nextOptions = choice.options
    // The present run ends first, and saves.
    return isUnderWay ? [.effect(.controlTraining(run, .stop))] : startNext()
  }
}
