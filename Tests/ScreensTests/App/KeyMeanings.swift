import Interface
import Training

@testable import Screens

/// What a key did.
struct KeyEffect {
  let before: App
  let after: App
  let effects: [Effect]

  /// Whether a value of the screen on top changed.
  func changed<Owner: Screen, Value: Equatable>(_ value: (Owner) -> Value) -> Bool {
    guard let old = before.stack.last as? Owner, let new = after.stack.last as? Owner else {
      return false
    }
    return value(old) != value(new)
  }

  /// Whether any of these changed; for labels that mean the same on several screens.
  func moves(_ values: (any Screen) -> AnyHashable?) -> Bool {
    guard let old = before.stack.last, let new = after.stack.last else { return false }
    return values(old) != nil && values(old) != values(new)
  }

  var opens: Bool { after.stack.count == before.stack.count + 1 }

  var closes: Bool { after.stack.count == before.stack.count - 1 }

  var frameChanged: Bool { frame(of: before) != frame(of: after) }

  private func frame(of app: App) -> Canvas {
    var canvas = Canvas(size: app.environment.size, capabilities: app.environment.capabilities)
    app.draw(on: &canvas)
    return canvas
  }

  func asks(_ control: TrainingControl) -> Bool {
    effects.contains(.controlTraining(.first, control))
  }

  func controls(_ matches: (TrainingControl) -> Bool) -> Bool {
    effects.contains {
      if case .controlTraining(_, let control) = $0 { matches(control) } else { false }
    }
  }
}

/// For each label of the tables of keys what must have happened after its key.
enum KeyMeanings {
  typealias Meaning = @Sendable (KeyEffect) -> Bool

  static let all: [String: Meaning] = frame.merging(cells) { $1 }.merging(settings) { $1 }
    .merging(networks) { $1 }.merging(pictures) { $1 }.merging(pages) { $1 }

  private static let frame: [String: Meaning] = [
    "help": { $0.after.overlay == .help(scroll: 0) },
    "Tiếng Việt": { $0.after.environment.language == .vietnamese && $0.frameChanged },
    "leave": { $0.after.isFinished || $0.after.overlay != nil },
    "back": {
      ($0.closes && !$0.after.isFinished) || ($0.before.overlay != nil && $0.after.overlay == nil)
    },
    "yes": { $0.after.isFinished && $0.effects.contains(.leaveTraining(.first)) },
    "no": { $0.after.overlay == nil && !$0.closes },
    "scroll": { $0.frameChanged },
    "ten lines": { $0.frameChanged },
  ]

  /// Where a person stands on a screen of cells.
  private static func place(_ screen: any Screen) -> AnyHashable? {
    switch screen {
    case let screen as StepperScreen: screen.index
    case let screen as BlockScreen: screen.index
    case let screen as LearningScreen: screen.iteration
    case let screen as HomeScreen: screen.selection
    case let screen as LessonScreen:
      screen.openEntry == nil
        ? AnyHashable(screen.selected)
        : AnyHashable(
          [screen.page, (screen.scenes[screen.chosenScene]?.screen as? StepperScreen)?.index ?? -1])
    case let screen as ExplorerScreen:
      screen.choice.map(AnyHashable.init) ?? AnyHashable(screen.selected)
    case let screen as EvaluationScreen:
      screen.focus == .matrix && !screen.mapLook.isLarge
        ? AnyHashable(screen.cell) : AnyHashable(screen.selection.position)
    default: nil
    }
  }

  private static func player(_ screen: any Screen) -> Player? {
    switch screen {
    case let screen as StepperScreen: screen.player
    case let screen as BlockScreen: screen.player
    case let screen as LearningScreen: screen.player
    case let screen as LessonScreen:
      (screen.scenes[screen.chosenScene]?.screen as? StepperScreen)?.player
    default: nil
    }
  }

  private static let moved: Meaning = { $0.moves(place) }

  private static let turned: Meaning = { effect in
    effect.changed { (stepper: StepperScreen) in stepper.steps?.direction }
  }

  private static let cells: [String: Meaning] = [
    "play": { $0.after.stack.last.flatMap(player)?.isPlaying == true },
    "pause": { effect in
      effect.asks(.pause) || effect.moves { player($0)?.isPlaying }
    },
    "backward": turned, "gradient of …": turned, "forward": turned,
    "operation": { $0.changed { (home: HomeScreen) in home.operations?.operation } },
    "group": { $0.changed { (home: HomeScreen) in home.operations?.group } },
    "back to the menu": { effect in
      effect.changed { (home: HomeScreen) in home.operations == nil } && !effect.closes
    },
    "step": moved, "row": moved, "cell": moved, "first, last": moved, "choose": moved,
    "speed": { $0.moves { player($0)?.rate } },
    "input channel": { $0.changed { (stepper: StepperScreen) in stepper.channel } },
    "output channel": moved,
    "iteration": moved,
    "weight": { $0.changed { (learning: LearningScreen) in learning.weight } },
    "into the gradient": { effect in
      effect.opens && (effect.after.stack.last as? StepperScreen)?.steps?.isBackward == true
    },
    "convolution": { effect in
      effect.opens && (effect.after.stack.last as? StepperScreen)?.steps?.isBackward == false
    },
    "stage": { $0.changed { (block: BlockScreen) in block.stage } },
    "next stage": { $0.changed { (block: BlockScreen) in [block.stage, block.index] } },
    "without shortcut": { $0.changed { (block: BlockScreen) in block.showsPlain } },
    "residual alone": { $0.changed { (block: BlockScreen) in block.showsPlain } && !$0.closes },
    "into the stage": { $0.opens && $0.after.stack.last is StepperScreen },
    "terms": { $0.moves(terms) && $0.frameChanged },
    "ten terms": { $0.moves(terms) },
    "one grid": { $0.changed { (stepper: StepperScreen) in stepper.enlarged } && $0.frameChanged },
    "all grids": { $0.changed { (stepper: StepperScreen) in stepper.enlarged } && !$0.closes },
    "scroll across": { $0.moves { scroll($0)?.column } },
    "scroll down": { $0.moves { scroll($0)?.row } },
    "close the terms": { $0.moves(terms) && !$0.closes },
  ]

  private static func terms(_ screen: any Screen) -> AnyHashable? {
    switch screen {
    case let screen as StepperScreen: screen.termScroll ?? -1
    case let screen as BlockScreen: screen.termScroll ?? -1
    default: nil
    }
  }

  private static let settings: [String: Meaning] = [
    "settings": { $0.changed { (stepper: StepperScreen) in stepper.panel.isFocused } },
    "grids": { $0.changed { (stepper: StepperScreen) in stepper.panel.isFocused } && !$0.closes },
    "field": { $0.changed { (stepper: StepperScreen) in stepper.panel.selected } },
    "value": { $0.changed { (stepper: StepperScreen) in stepper.request } },
    "type": { $0.changed { (stepper: StepperScreen) in stepper.capturesText } },
    "take it": { $0.changed { (stepper: StepperScreen) in stepper.capturesText } },
    "leave it": {
      $0.changed { (stepper: StepperScreen) in stepper.capturesText }
        && !$0.changed { (stepper: StepperScreen) in stepper.request }
    },
    "take it, next field": { $0.changed { (stepper: StepperScreen) in stepper.panel.selected } },
  ]

  private static let networks: [String: Meaning] = [
    "move": moved,
    "ten rows": moved,
    "fold": { $0.changed { (explorer: ExplorerScreen) in explorer.open } },
    "unfold": { $0.changed { (explorer: ExplorerScreen) in explorer.open } },
    "step through the block": { $0.opens && $0.after.stack.last is BlockScreen },
    "step through the layer": {
      $0.opens && $0.after.stack.last is StepperScreen
        || $0.effects == [.takeNetwork(.first)]
    },
    "other network": { $0.changed { (explorer: ExplorerScreen) in explorer.choice } },
    "show it": { $0.changed { (explorer: ExplorerScreen) in explorer.choice } },
    "keep this network": {
      $0.changed { (explorer: ExplorerScreen) in explorer.choice }
        && !$0.changed { (explorer: ExplorerScreen) in explorer.arguments }
    },
    "train it": {
      ($0.opens && $0.after.stack.last is TrainingScreen)
        || ($0.asks(.stop) && $0.changed { (training: TrainingScreen) in training.nextOptions })
    },
  ]

  private static let pictures: [String: Meaning] = [
    "go on": { $0.asks(.resume) },
    "one step": { $0.asks(.stepOnce) },
    "pace": { $0.controls { if case .setPace = $0 { true } else { false } } },
    "picture": {
      $0.controls { if case .choosePicture = $0 { true } else { false } } || $0.moves(place)
    },
    "ten on": moved,
    "layer": {
      $0.controls { if case .chooseNode = $0 { true } else { false } }
        || $0.changed { (evaluation: EvaluationScreen) in evaluation.wantedNode }
    },
    "maps large": { $0.moves(large) },
    "one map": { $0.moves(large) },
    "sum the channels": { $0.changed { (stepper: StepperScreen) in stepper.request.kernel } },
    "the value before": { $0.changed { (stepper: StepperScreen) in stepper.panel.problem } },
    "a scale each": { $0.moves { mapLook($0)?.scale } },
    "one scale": { $0.moves { mapLook($0)?.scale } },
    "map": { $0.moves { mapLook($0)?.map } },
    "all panels": { $0.moves(large) && !$0.closes },
    "log axis": { $0.changed { (training: TrainingScreen) in training.isLogarithmic } },
    "linear axis": { $0.changed { (training: TrainingScreen) in training.isLogarithmic } },
    "smooth": { $0.changed { (training: TrainingScreen) in training.isSmoothed } },
    "as it is": { $0.changed { (training: TrainingScreen) in training.isSmoothed } },
    "choose another": { $0.changed { (training: TrainingScreen) in training.choice != nil } },
    "network": { $0.changed { (training: TrainingScreen) in training.choice?.network } },
    "data": { $0.changed { (training: TrainingScreen) in training.choice?.dataset } },
    "learning rate": { $0.changed { (training: TrainingScreen) in training.choice?.learningRate } },
    "batch": { $0.changed { (training: TrainingScreen) in training.choice?.batch } },
    "optimiser": { $0.changed { (training: TrainingScreen) in training.choice?.optimizer } },
    "keep this run": {
      $0.changed { (training: TrainingScreen) in training.choice } && $0.effects.isEmpty
    },
    "evaluate": { $0.opens && $0.after.stack.last is EvaluationScreen },
    "its pictures": { $0.changed { (evaluation: EvaluationScreen) in evaluation.selection } },
    "panel": { $0.changed { (evaluation: EvaluationScreen) in evaluation.focus } },
    "mistakes alone": {
      $0.changed { (evaluation: EvaluationScreen) in evaluation.selection.filter }
    },
    "all pictures": {
      $0.changed { (evaluation: EvaluationScreen) in evaluation.selection.filter }
    },
    "back to the cell": {
      $0.changed { (evaluation: EvaluationScreen) in evaluation.focus } && !$0.closes
    },
    "first, last column": moved,
    "first, last row": moved,
  ]

  private static func mapLook(_ screen: any Screen) -> MapLook? {
    switch screen {
    case let screen as TrainingScreen: screen.mapLook
    case let screen as EvaluationScreen: screen.mapLook
    default: nil
    }
  }

  private static func large(_ screen: any Screen) -> AnyHashable? { mapLook(screen)?.room }

  private static func scroll(_ screen: any Screen) -> GridIndex? {
    (screen as? StepperScreen)?.view?.scroll ?? mapLook(screen)?.scroll
  }

  private static let pages: [String: Meaning] = [
    "open": { effect in
      effect.opens || effect.changed { (lesson: LessonScreen) in lesson.openEntry }
        || effect.changed { (home: HomeScreen) in home.operations == nil }
    },
    "page": { $0.changed { (lesson: LessonScreen) in lesson.page } },
    "first, last page": { $0.changed { (lesson: LessonScreen) in lesson.page } },
    "answer": { $0.changed { (lesson: LessonScreen) in lesson.answers } },
    "into the scene": { $0.changed { (lesson: LessonScreen) in lesson.isInScene } },
    "next scene": { $0.changed { (lesson: LessonScreen) in lesson.chosenScene } },
    "scene before": { $0.changed { (lesson: LessonScreen) in lesson.chosenScene } },
    "larger": { $0.opens },
    "back to the text": { $0.changed { (lesson: LessonScreen) in lesson.isInScene } && !$0.closes },
    "all lessons": {
      $0.changed { (lesson: LessonScreen) in lesson.openEntry } && !$0.after.isFinished
    },
  ]
}
