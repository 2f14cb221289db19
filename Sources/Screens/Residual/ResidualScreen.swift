import Commands
import Ground
import Interface
import Operations
import Networks
import Stepping
import Tensors

/// A residual block, cell by cell: every stage with the numbers of the current cell, and on demand
/// the same block without its shortcut beside it.
struct ResidualScreen: Screen {
  let request: StepRequest
  private(set) var phase = Phase.waiting
  private(set) var input: Tensor?
  private(set) var weights: Weights?
  /// The current cell of the output, which all stages share.
  var index = 0
  /// The chosen stage of the residual block.
  var stage = 0
  var showsPlain = false
  var player = Player()
  var termScroll: Int?

  enum Phase: Sendable {
    /// The input or the weights are being read.
    case waiting
    case stepping(Blocks)
    case failed(Explanation)
  }

  /// The block, and the same without its shortcut, on the same input.
  struct Blocks: Sendable {
    let residual: [BlockStage]
    let plain: [BlockStage]
    let statistics: ResidualSteps.Statistics
    let inputShape: Shape
    let outputShape: Shape
  }

  /// - Parameter request: a residual block; a network whose input is not given gets a real picture
  ///   of its shape where there is one.
  init(_ request: StepRequest, environment: AppEnvironment) {
    var request = request
    if request.input == nil, let network = request.network {
      request.input = (try? Zoo.defaultInput(of: network)).flatMap(environment.picture)
    }
    request = request.completedForScreen
    self.request = request
    input = request.input.flatMap { $0.isOutside ? nil : try? Self.pure.input($0) }
    build(language: environment.language)
  }

  /// Makes what needs neither files nor data sets.
  private static let pure = TensorLoader(sample: { sample in
    throw SpecError(field: "input", reason: .unknown(TensorSpec.sample(sample).description))
  })

  var blocks: Blocks? {
    if case .stepping(let blocks) = phase { blocks } else { nil }
  }

  func tickInterval(in context: ScreenContext) -> Duration? {
    blocks == nil || !context.isAnimated ? nil : player.tickInterval
  }

  mutating func begin(in context: ScreenContext) -> [ScreenAction] {
    player.isPlaying = context.isAnimated && request.place == nil
    var effects: [Effect] = []
    if input == nil, let spec = request.input { effects.append(.loadInput(spec)) }
    if weights == nil, let path = request.weights { effects.append(.loadWeights(path: path)) }
    return effects.map { .effect($0) }
  }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    switch message {
    case .input(let spec, let result) where spec == request.input && blocks == nil:
      switch result {
      case .success(let tensor): input = tensor
      case .failure(let error): phase = .failed(error)
      }
    case .weights(let path, let result) where path == request.weights && blocks == nil:
      switch result {
      case .success(let loaded): weights = loaded
      case .failure(let error): phase = .failed(error)
      }
    default: return []
    }
    build(language: context.language)
    return []
  }

  /// Computes both blocks once everything is there.
  private mutating func build(language: Language) {
    guard case .waiting = phase, let input, request.weights == nil || weights != nil else { return }
    do {
      let residual = try request.residual(input: input, weights: weights)
      let plain = try request.residual(input: input, weights: weights, hasShortcut: false)
      phase = .stepping(
        Blocks(
          residual: residual.stages.map { BlockStage($0, language: language) },
          plain: plain.stages.map { BlockStage($0, language: language) },
          statistics: residual.statistics, inputShape: residual.input.shape,
          outputShape: residual.outputShape))
      if let place = request.place, let cell = residual.stages.last?.steps.index(of: place) {
        index = cell
      } else if let place = request.place {
        phase = .failed(Explanation(StepError.outside(place, residual.outputShape)))
      }
    } catch {
      phase = .failed(Explanation(any: error))
    }
  }

  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    guard let blocks else { return [] }
    switch event {
    case .tick:
      advance()
    case .mouse(let mouse): update(mouse, blocks, in: context)
    case .key, .paste, .resize: break
    }
    return []
  }

  private mutating func update(_ mouse: Mouse, _ blocks: Blocks, in context: ScreenContext) {
    switch mouse.action {
    case .wheelUp: move(by: -1)
    case .wheelDown: move(by: 1)
    case .press:
      let layout = ResidualLayout(self, blocks, in: context)
      if layout.stages.contains(mouse.point) {
        let row = layout.firstStage + mouse.point.row - layout.stages.row
        if row < blocks.residual.count { choose(row) }
      } else if let cell = layout.cell(at: mouse.point, of: self, blocks, in: context) {
        player.isPlaying = false
        index = cell
      }
    }
  }

  /// The next stage of this cell, after the last one the first of the next cell.
  mutating func advance() {
    guard let blocks else { return }
    if stage + 1 < blocks.residual.count {
      stage += 1
    } else if index + 1 < blocks.outputShape.count {
      stage = 0
      index += 1
    } else {
      player.isPlaying = false
    }
  }

  /// - Parameter onlyWhole: whether a way that leads out of the output is not gone at all.
  mutating func move(by step: Int, onlyWhole: Bool = false) {
    guard let blocks else { return }
    let cells = blocks.outputShape.count
    if onlyWhole, !(0..<cells).contains(index + step) { return }
    player.isPlaying = false
    index = min(max(index + step, 0), cells - 1)
  }

  mutating func choose(_ number: Int) {
    guard let blocks else { return }
    player.isPlaying = false
    stage = min(max(number, 0), blocks.residual.count - 1)
    termScroll = termScroll.map { _ in 0 }
  }

  /// The chosen convolution on the stepper, at this cell.
  func convolutionCommand(_ blocks: Blocks) -> Command? {
    guard let steps = blocks.residual[stage].steps.convolution else { return nil }
    var request = StepRequest(.convolution)
    request.input = .literal(steps.input)
    request.kernel = KernelSpec(literal: steps.kernel)
    request.bias = steps.bias
    request.stride = steps.window.stride
    request.padding = steps.window.padding
    request.dilation = steps.window.dilation
    request.groups = steps.groups
    request.place = blocks.residual[stage].steps[index].place
    return .step(StepArguments(request))
  }
}
