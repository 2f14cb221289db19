import Commands
import Ground
import Interface
import Operations
import Networks
import Stepping
import Tensors

/// A residual block, cell by cell: every stage with the numbers of the current cell, and on demand
/// the same block without its shortcut beside it.
struct BlockScreen: Screen {
  let request: StepRequest
  private(set) var phase = Phase.waiting(nil)
  /// The current cell of the output, which all stages share.
  var index = 0
  /// The chosen stage of the residual block.
  var stage = 0
  var showsPlain = false
  var player = Player()
  var termScroll: Int?

  enum Phase: Sendable {
    /// The block is being computed: how far that is, once it has begun.
    case waiting(ForwardProgress?)
    case stepping(Blocks)
    case failed(Explanation)
  }

  /// The block, and the same without its shortcut, on the same input.
  struct Blocks: Sendable {
    let stages: [BlockStage]
    /// Of the plain block, once it has been asked for: views of large maps take their time.
    private(set) var plain: [BlockStage] = []
    private let block: OpenedBlock
    private let language: Language
    /// `nil` where nothing is normalised.
    let statistics: BlockSteps.Statistics?
    let origin: WeightsOrigin?
    /// Whether there is a shortcut that can be left out.
    let hasShortcut: Bool
    let inputShape: Shape
    let outputShape: Shape

    /// The chosen stage with the cell that belongs to a cell of the block's output.
    func view(ofStage stage: Int, at index: Int) -> StepView {
      stages[stage].view(at: block.steps.cells(behind: index)[stage])
    }

    /// Each stage at the cell that belongs to a cell of the block's output.
    func views(at index: Int) -> [(stage: BlockStage, view: StepView)] {
      zip(stages, block.steps.cells(behind: index)).map { ($0, $0.view(at: $1)) }
    }

    /// The same of the plain block.
    func plainViews(at index: Int) -> [(name: String, view: StepView)] {
      guard let steps = block.plain else { return [] }
      return zip(plain, steps.cells(behind: index)).map { ($0.name, $0.view(at: $1)) }
    }

    mutating func makePlain() {
      guard plain.isEmpty, let steps = block.plain else { return }
      plain = steps.stages.map {
        BlockStage($0, isFirst: false, hasShortcut: false, language: language)
      }
    }

    init(_ block: OpenedBlock, language: Language) {
      self.block = block
      let hasShortcut = block.steps.hasShortcut
      stages = block.steps.stages.enumerated().map {
        BlockStage(
          $1, isFirst: $0 == 0, hasShortcut: hasShortcut, language: language)
      }
      self.language = language
      statistics = block.steps.hasStatistics ? block.steps.statistics : nil
      origin = block.steps.origin
      self.hasShortcut = hasShortcut
      inputShape = block.steps.input.shape
      outputShape = block.steps.outputShape
    }
  }

  /// - Parameter request: a residual block; a network whose input is not given gets a real picture
  ///   of its shape where there is one.
  init(_ request: StepRequest, environment: AppEnvironment) {
    var request = request
    if request.input == nil, let network = request.network {
      request.input = (try? Zoo.defaultInput(of: network)).flatMap(environment.picture)
    }
    asksForCell = request.place != nil
    self.request = request.completed
  }

  /// Whether a person has asked for a cell: then nothing moves by itself.
  private let asksForCell: Bool

  var blocks: Blocks? {
    if case .stepping(let blocks) = phase { blocks } else { nil }
  }

  func tickInterval(in context: ScreenContext) -> Duration? {
    blocks == nil || !context.isAnimated ? nil : player.tickInterval
  }

  mutating func begin(in context: ScreenContext) -> [ScreenAction] {
    player.isPlaying = context.isAnimated && !asksForCell
    return [.effect(.openBlock(request))]
  }

  mutating func end(in context: ScreenContext) -> [Effect] {
    if case .waiting = phase { [.abandon(.openBlock(request))] } else { [] }
  }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    guard case .block(request, let news) = message, case .waiting = phase else { return [] }
    switch news {
    case .progress(let progress): phase = .waiting(progress)
    case .opened(.failure(let error)): phase = .failed(error)
    case .opened(.success(let block)):
      phase = .stepping(Blocks(block, language: context.language))
      index = request.place.flatMap { block.steps.stages.last?.steps.index(of: $0) } ?? 0
    }
    return []
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
      let layout = BlockLayout(self, blocks, in: context)
      if layout.stages.contains(mouse.point) {
        let row = layout.firstStage + mouse.point.row - layout.stages.row
        if row < blocks.stages.count { choose(row) }
      } else if let cell = layout.cell(at: mouse.point, of: self, blocks, in: context) {
        player.isPlaying = false
        index = cell
      }
    }
  }

  /// The next stage of this cell, after the last one the first of the next cell.
  mutating func advance() {
    guard let blocks else { return }
    if stage + 1 < blocks.stages.count {
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

  /// Switches the plain block beside the residual one on or off.
  mutating func togglePlain() {
    guard case .stepping(var blocks) = phase else { return }
    blocks.makePlain()
    phase = .stepping(blocks)
    showsPlain.toggle()
  }

  mutating func choose(_ number: Int) {
    guard let blocks else { return }
    player.isPlaying = false
    stage = min(max(number, 0), blocks.stages.count - 1)
    termScroll = termScroll.map { _ in 0 }
  }

  /// The step of the chosen stage.
  func step(of blocks: Blocks) -> Step {
    let view = blocks.view(ofStage: stage, at: index)
    return view.step
  }

  /// The chosen stage on the stepper: the layer of the network that it is, or a fresh block's convolution.
  func stageCommand(_ blocks: Blocks) -> Command? {
    if let network = request.network, let node = blocks.stages[stage].node,
      let graph = try? Zoo.graph(network), var layer = StepRequest(layer: node, of: graph)
    {
      layer.input = request.input
      layer.weights = request.weights
      layer.classes = request.classes
      layer.seed = request.seed
      layer.place = step(of: blocks).place
      return .step(StepArguments(layer))
    }
    guard let steps = blocks.stages[stage].steps.convolution else { return nil }
    // What a separable one is told of its window is that of its first stage.
    var request =
      self.request.operation == .separable && stage == 0 ? self.request : StepRequest(.convolution)
    request.operation = .convolution
    request.pointwise = nil
    request.input = .literal(steps.input)
    request.kernel = KernelSpec(literal: steps.kernel)
    request.bias = steps.bias
    request.stride = steps.window.stride
    if steps.window.extra == .zero {
      request.paddingChoice = .perSide(steps.window.padding)
      request.totalPadding = nil
    }
    request.dilation = steps.window.dilation
    request.groups = steps.groups
    request.place = step(of: blocks).place
    return .step(StepArguments(request))
  }
}
