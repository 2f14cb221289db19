import Ground
import Interface
import Operations
import Stepping
import Tensors

/// A convolution or a pooling, cell by cell.
///
/// The frame is a function of the request, the step and the size alone. Nothing but the cells that
/// are drawn is computed, so any step of any size is reached at once.
struct StepperScreen: Screen {
  /// What is stepped: the settings that fit each other.
  private(set) var request: StepRequest
  /// `nil` until the input is there.
  private(set) var steps: Steps?
  private(set) var scales: Scales?
  /// What is said of an input whose numbers are not all finite.
  private(set) var notice: Bilingual?
  /// Tensors that came from files and data sets.
  var loaded = LoadedTensors()
  /// The current step, which is also the cursor in the output.
  private(set) var index = 0
  var player = Player()
  var panel: SettingsPanel
  /// The input channel that is looked at, among those of the current filter's group.
  var channel = 0
  /// The list of all terms, while it is open: how far it is scrolled.
  var termScroll: Int?

  /// True where all cells of the output are there at once, as inside a block, whose normalisation
  /// needs them all; else they fill one by one.
  private(set) var showsWholeOutput = false

  /// Colours and widths of the three panels.
  struct Scales: Hashable, Sendable {
    var input: StepScale
    var kernel: StepScale?
    var output: StepScale
  }

  /// - Parameter request: a convolution or a pooling; what is missing becomes the example that a
  ///   screen opens on.
  init(_ request: StepRequest, language: Language) {
    let request = request.completedForScreen
    self.request = request
    panel = SettingsPanel(fields: SettingField.fields(of: request.operation))
    adopt(request, language: language)
  }

  /// The feature maps of an operation that is part of something larger; nothing about it can be set.
  init(showing steps: Steps, language: Language) {
    request = StepRequest(.convolution)
    panel = SettingsPanel(fields: [])
    showsWholeOutput = true
    take(request, steps, language: language)
  }

  var capturesText: Bool { panel.editor != nil }

  func tickInterval(in context: ScreenContext) -> Duration? {
    steps == nil || !context.isAnimated ? nil : player.tickInterval
  }

  mutating func begin(in context: ScreenContext) -> [ScreenAction] {
    // Something moves at once, unless a certain cell was asked for.
    player.isPlaying = context.isAnimated && request.place == nil
    return loaded.missing(for: request).map { .effect($0) }
  }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    guard loaded.take(message, for: pending ?? request) else { return [] }
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

  /// Goes to a step, within what there is.
  mutating func seek(to step: Int) {
    guard let steps else { return }
    index = min(max(step, 0), steps.count - 1)
    if index == steps.count - 1 { player.isPlaying = false }
    let channels = steps.inputWindow(at: index).channels
    channel = min(max(channel, channels.lowerBound), channels.upperBound - 1)
  }

  /// Changes a setting; what does not fit stays in its field with the reason.
  mutating func set(_ field: SettingField, to text: String, language: Language) -> [ScreenAction] {
    do {
      var changed = try request.setting(field, to: text, steps: steps)
      changed.place = nil
      if panel.problem?.field == field { panel.problem = nil }
      let missing = loaded.missing(for: changed)
      guard missing.isEmpty else {
        pending = changed
        return missing.map { .effect($0) }
      }
      let made = try loaded.steps(of: changed)
      take(changed, made, language: language)
      retryProblem(after: field, language: language)
    } catch {
      panel.problem = .init(
        field: field, text: text, reason: Explanation(any: error).findingBesideValue)
    }
    return []
  }

  /// A value that was refused may fit now that another has changed.
  private mutating func retryProblem(after field: SettingField, language: Language) {
    guard let problem = panel.problem, problem.field != field,
      let changed = try? request.setting(problem.field, to: problem.text, steps: steps),
      loaded.missing(for: changed).isEmpty, let made = try? loaded.steps(of: changed)
    else { return }
    panel.problem = nil
    take(changed, made, language: language)
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
    let place = steps.map { $0[index].place } ?? request.place
    if steps == nil {
      let wasPlaying = player.isPlaying
      player = Player(steps: made.outputShape[1] * made.outputShape[2])
      player.isPlaying = wasPlaying
    }
    self.request = request
    steps = made
    notice = made.input.nonFiniteNotice
    let format = language.numbers
    scales = Scales(
      input: StepScale(of: made.input, format: format),
      kernel: made.convolution.map { StepScale(of: $0.kernel, format: format) },
      output: StepScale(ofOutputOf: made, format: format))
    index = place.flatMap { made.index(of: $0) } ?? 0
    let channels = made.inputWindow(at: index).channels
    channel = min(max(channel, channels.lowerBound), channels.upperBound - 1)
  }
}
