import Commands
import Ground
import Interface
import Operations
import Stepping
import Tensors

/// A kernel that is found by gradient descent: every iteration with its output beside the target, the loss,
/// and the step that each weight takes.
struct LearningScreen: Screen {
  let request: StepRequest
  private(set) var phase = Phase.waiting(nil)
  /// The last is what follows the last iteration.
  private(set) var iteration = 0
  /// The chosen weight, by its place in the kernel.
  private(set) var weight = 0
  var player = Player(steps: 0)

  enum Phase: Sendable {
    /// The kernel is learned: how far that is, once it has begun.
    case waiting(ForwardProgress?)
    case learned(Learned)
    case failed(Explanation)
  }

  /// All iterations, and the pictures of the one that is looked at.
  struct Learned: Sendable {
    let learning: KernelLearning
    /// The convolution with the kernel of this iteration.
    var view: StepView
    let target: StepView

    init?(_ learning: KernelLearning, language: Language) {
      guard let view = Self.view(of: learning, at: 0, format: language.numbers),
        let identity = try? Steps(.identity, inputs: [learning.target])
      else { return nil }
      self.learning = learning
      self.view = view
      target = StepView(identity, format: language.numbers, output: learning.target)
    }

    /// With the kernel of another iteration, at the same cell.
    mutating func seek(to iteration: Int, format: NumberFormat) {
      guard var changed = Self.view(of: learning, at: iteration, format: format) else { return }
      changed.seek(to: view.index)
      changed.keep(channel: view.channel)
      changed.markedWeight = view.markedWeight
      view = changed
    }

    private static func view(
      of learning: KernelLearning, at iteration: Int, format: NumberFormat
    ) -> StepView? {
      guard let steps = learning.steps(at: iteration) else { return nil }
      var view = StepView(steps, format: format)
      view.showsWholeOutput = true
      return view
    }
  }

  init(_ request: StepRequest) {
    self.request = request.completed
  }

  var learned: Learned? {
    if case .learned(let learned) = phase { learned } else { nil }
  }

  var view: StepView? { learned?.view }

  /// Whether nothing more is learned: the kernel after the last iteration.
  var isAtEnd: Bool { iteration == learned?.learning.iterations }

  func tickInterval(in context: ScreenContext) -> Duration? {
    learned == nil || !context.isAnimated ? nil : player.tickInterval
  }

  mutating func begin(in context: ScreenContext) -> [ScreenAction] {
    player.isPlaying = context.isAnimated
    return [.effect(.learnKernel(request))]
  }

  mutating func end(in context: ScreenContext) -> [Effect] {
    if case .waiting = phase { [.abandon(.learnKernel(request))] } else { [] }
  }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    guard case .learning(request, let news) = message, case .waiting = phase else { return [] }
    switch news {
    case .progress(let progress): phase = .waiting(progress)
    case .opened(.failure(let error)): phase = .failed(error)
    case .opened(.success(let learning)):
      guard let learned = Learned(learning, language: context.language) else { return [] }
      phase = .learned(learned)
      let playing = player.isPlaying
      player = Player(steps: learning.iterations)
      player.isPlaying = playing
      chooseWeight(0)
    }
    return []
  }

  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    guard let learned else { return [] }
    switch event {
    case .tick:
      seek(to: iteration + player.stepsPerTick, in: context)
      if isAtEnd { player.isPlaying = false }
    case .mouse(let mouse):
      switch mouse.action {
      case .wheelUp: move(by: -1, in: context)
      case .wheelDown: move(by: 1, in: context)
      case .press:
        let layout = LearningLayout(learned, in: context)
        if let grids = layout.grids,
          let step = learned.view.step(at: mouse.point, in: grids, context)
        {
          look(at: step)
        }
      }
    case .key, .paste, .resize: break
    }
    return []
  }

  /// A person goes there: nothing moves by itself any more.
  mutating func move(by step: Int, in context: ScreenContext) {
    player.isPlaying = false
    seek(to: iteration + step, in: context)
  }

  private mutating func seek(to place: Int, in context: ScreenContext) {
    guard case .learned(var learned) = phase else { return }
    let next = min(max(place, 0), learned.learning.iterations)
    guard next != iteration else { return }
    iteration = next
    learned.seek(to: next, format: context.language.numbers)
    phase = .learned(learned)
  }

  /// From the first iteration on again.
  mutating func play(in context: ScreenContext) {
    if !player.isPlaying, isAtEnd { seek(to: 0, in: context) }
    player.isPlaying.toggle()
  }

  /// Another cell of the output, which the equation below is about.
  mutating func look(at step: Int) {
    guard case .learned(var learned) = phase else { return }
    learned.view.seek(to: step)
    phase = .learned(learned)
  }

  /// Another weight: the grid of its filter and channel comes into sight with it.
  mutating func chooseWeight(_ number: Int) {
    guard case .learned(var learned) = phase else { return }
    let kernel = learned.learning.kernels[0].shape
    weight = (number + kernel.count) % kernel.count
    let place = kernel.place(of: weight)
    let area = learned.view.steps.outputShape[1] * learned.view.steps.outputShape[2]
    let filters = learned.learning.layer.groups
    learned.view.markedWeight = weight
    learned.view.seek(to: place[0] * area + learned.view.index % area)
    let perGroup = kernel[0] / max(1, filters)
    learned.view.keep(channel: place[0] / max(1, perGroup) * kernel[1] + place[1])
    phase = .learned(learned)
  }

  /// The convolution of this iteration, on the stepper.
  func convolutionCommand(_ learned: Learned) -> Command {
    .step(StepArguments(convolution(learned)))
  }

  /// The gradient of the chosen weight in this iteration, on the stepper.
  func gradientCommand(_ learned: Learned) -> Command? {
    let learning = learned.learning
    guard let gradients = learning.outputGradients, iteration < gradients.count else { return nil }
    var request = convolution(learned)
    request.isBackward = true
    request.target = "kernel"
    request.gradient = .literal(gradients[iteration])
    request.learningRate = learning.learningRate
    request.place = learning.kernels[0].shape.place(of: weight)
    return .step(StepArguments(request))
  }

  private func convolution(_ learned: Learned) -> StepRequest {
    let learning = learned.learning
    var request = StepRequest(.convolution)
    request.input = self.request.input
    request.kernel = KernelSpec(literal: learning.kernels[iteration])
    if learning.layer.groups > 1 { request.groups = learning.layer.groups }
    request.place = learned.view.step.place
    return request
  }
}
