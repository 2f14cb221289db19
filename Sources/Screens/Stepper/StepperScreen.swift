import Ground
import Interface
import Operations
import Stepping
import Tensors

/// One operation, cell by cell.
///
/// The frame is a function of the request, the step and the size alone.
struct StepperScreen: Screen {
  /// What is stepped: the settings that fit each other.
  private(set) var request: StepRequest
  /// `nil` until the input is there.
  var view: StepView?
  /// What is said of an input whose numbers are not all finite.
  private(set) var notice: Bilingual?
  /// Tensors that came from files and data sets.
  var loaded = LoadedTensors()
  var player = Player()
  var panel: SettingsPanel
  /// The list of all terms, while it is open: how far it is scrolled.
  var termScroll: Int?
  /// The grid that has all of the room, while one has.
  var enlarged: StepPanel?

  /// - Parameter request: an operation; what is missing becomes the example that a screen opens on.
  init(_ request: StepRequest, language: Language) {
    let request = request.completed
    self.request = request
    panel = SettingsPanel(fields: SettingField.fields(of: request))
    adopt(request, language: language)
  }

  var steps: Steps? { view?.steps }
  var index: Int { view?.index ?? 0 }
  var channel: Int { view?.channel ?? 0 }

  var capturesText: Bool { panel.editor != nil }

  func tickInterval(in context: ScreenContext) -> Duration? {
    steps == nil || !context.isAnimated ? nil : player.tickInterval
  }

  mutating func begin(in context: ScreenContext) -> [ScreenAction] {
    // Something moves at once, unless a certain cell was asked for.
    player.isPlaying = context.isAnimated && request.place == nil
    return loaded.missing(for: request).map { .effect($0) }
  }

  mutating func end(in context: ScreenContext) -> [Effect] {
    abandoned(pending ?? request)
  }

  /// Ends what is being computed for a request that nobody waits for any more.
  private func abandoned(_ request: StepRequest) -> [Effect] {
    loaded.missing(for: request).compactMap {
      if case .openLayer = $0 { .abandon($0) } else { nil }
    }
  }

  /// Where the layer of a network is from that the steps belong to.
  var layer: LayerSteps? { loaded.layer(of: request) }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    guard loaded.take(message, for: pending ?? request), loaded.progress == nil else { return [] }
    if let problem = loaded.problem {
      panel.problem = problem
      pending = nil
    } else if let pending {
      self.pending = nil
      adopt(pending, language: context.language)
    } else {
      adopt(request, language: context.language)
    }
    return []
  }

  /// A request whose input is still being read; the screen shows the one before.
  private(set) var pending: StepRequest?

  /// Shows all cells of the output from now on, as a page on paper has to.
  mutating func showWholeOutput() { view?.showsWholeOutput = true }

  /// Goes to a step, within what there is.
  mutating func seek(to step: Int) {
    view?.seek(to: step)
    if let steps, index == steps.count - 1 { player.isPlaying = false }
  }

  /// Changes a setting; what does not fit stays in its field with the reason.
  mutating func set(_ field: SettingField, to text: String, language: Language) -> [ScreenAction] {
    do {
      var changed = try request.setting(field, to: text, steps: steps)
      changed.place = nil
      if panel.problem?.field == field { panel.problem = nil }
      let missing = loaded.missing(for: changed)
      guard missing.isEmpty else {
        let left = pending.map { abandoned($0) } ?? []
        pending = changed
        return (left + missing).map { .effect($0) }
      }
      let made = try loaded.steps(of: changed)
      take(changed, made, language: language)
      retryProblem(after: field, language: language)
    } catch {
      panel.problem = problem(of: field, text, error)
    }
    return []
  }

  /// A refusal of a value: another field may be at fault, whose own sentence it then is.
  private func problem(
    of field: SettingField, _ text: String, _ error: any Error
  ) -> SettingsPanel.Problem {
    let explanation = Explanation(any: error)
    let culprit = explanation.field.flatMap(SettingField.init)
    // On the command line a kernel's size and the number of its filters are the kernel's.
    let isOwn = culprit == .kernel && [.size, .channels].contains(field)
    guard let culprit, culprit != field, !isOwn else {
      return .init(field: field, text: text, reason: explanation.findingBesideValue)
    }
    return .init(field: field, text: text, reason: explanation.finding, culprit: culprit)
  }

  /// Turns the operation round: from forward to the gradient of the input, of each parameter, and forward again.
  mutating func turn(language: Language) {
    guard let steps else { return }
    let names = steps.targetNames
    let next = steps.way.map { way in (names.firstIndex { $0.target == way.target } ?? 0) + 1 } ?? 0
    var changed = request
    changed.place = nil
    let forward = steps.forward
    guard next < names.count else {
      (changed.isBackward, changed.target) = (false, nil)
      (changed.gradient, changed.learningRate) = (nil, nil)
      return turn(changed, forward, language: language)
    }
    (changed.isBackward, changed.target) = (true, names[next].name)
    let gradient =
      steps.way?.gradient ?? Tensor(shape: steps.operationOutputShape, repeating: 1)
    turn(
      changed, forward.backward(to: names[next].target, gradient: gradient), language: language)
  }

  private mutating func turn(_ changed: StepRequest, _ made: Steps, language: Language) {
    view = nil
    enlarged = nil
    termScroll = termScroll.map { _ in 0 }
    panel = SettingsPanel(fields: SettingField.fields(of: changed))
    take(changed, made, language: language)
  }

  /// Gives a refused value up: the one before stands in its field again.
  mutating func giveUpRefused() { panel.problem = nil }

  /// One filter over all channels in place of one that goes over each by itself.
  mutating func sumChannels(language: Language) -> [ScreenAction] {
    guard let convolution = steps?.convolution else { return [] }
    var changed = request
    changed.sumChannels(of: convolution)
    changed.place = nil
    do {
      take(changed, try loaded.steps(of: changed), language: language)
    } catch {
      panel.problem = problem(of: .kernel, request.text(of: .kernel, steps: steps), error)
    }
    return []
  }

  /// A value that was refused may fit now that another has changed.
  private mutating func retryProblem(after field: SettingField, language: Language) {
    guard let problem = panel.problem, problem.field != field else { return }
    do {
      let changed = try request.setting(problem.field, to: problem.text, steps: steps)
      guard loaded.missing(for: changed).isEmpty else { return }
      let made = try loaded.steps(of: changed)
      panel.problem = nil
      take(changed, made, language: language)
    } catch {
      // It may be refused for another reason now.
      panel.problem = self.problem(of: problem.field, problem.text, error)
    }
  }

  /// Makes the steps of a request whose tensors are there.
  private mutating func adopt(_ request: StepRequest, language: Language) {
    guard loaded.missing(for: request).isEmpty else { return }
    do {
      take(request, try loaded.steps(of: request), language: language)
    } catch {
      let explanation = Explanation(any: error)
      let field = explanation.field.flatMap(SettingField.init) ?? .input
      panel.problem = .init(
        field: field, text: request.text(of: field, steps: steps),
        reason: explanation.findingBesideValue)
    }
  }

  private mutating func take(_ request: StepRequest, _ made: Steps, language: Language) {
    let place = view?.step.place ?? request.place
    if view == nil {
      let wasPlaying = player.isPlaying
      player = Player(steps: made.outputShape[1] * made.outputShape[2])
      player.isPlaying = wasPlaying
    }
    self.request = request
    notice = request.inputNotice(of: made)
    var view = StepView(made, format: language.numbers)
    view.seek(to: place.flatMap { made.index(of: $0) } ?? 0)
    view.keep(channel: channel)
    self.view = view
    if let enlarged, !view.panels.contains(enlarged.of(channel: view.channel)) {
      self.enlarged = nil
    }
  }
}
