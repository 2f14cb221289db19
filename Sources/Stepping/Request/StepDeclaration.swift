import Operations
import Tensors

/// What one operation takes on the command line, as a value: checked in one place.
public struct StepDeclaration: Sendable {
  enum Form: Hashable, Sendable {
    case operation
    /// Made of operations, and has stages.
    case block
    /// A kernel that is learned, iteration by iteration.
    case learning
  }

  let form: Form
  /// What it is as a layer of a network; `nil` for what is no operation.
  let kind: Layer.Kind?
  /// The options of the operation's own.
  public let ownOptions: Set<StepOption>
  /// The options that the operation knows, besides `--input` and those of every operation.
  public let options: Set<StepOption>
  /// Those without which a report cannot be made, besides `--input`.
  let required: [StepOption]
  /// The input that a screen opens on where none was given.
  let usualInput: Shape
  /// The block that a screen opens on where none was given.
  let usualBlock: (network: String, block: String)?
  /// What a screen opens on where something is missing.
  let completed: @Sendable (_ request: StepRequest) -> StepRequest
  /// The operation that a request asks for, on tensors of these shapes; `nil` for a block, which has stages.
  let plan:
    (
      @Sendable (_ request: StepRequest, _ shapes: StepOperands<Shape>) throws(StepError)
        -> StepPlan
    )?

  init(
    _ kind: Layer.Kind?, form: Form? = nil, options: Set<StepOption>, required: [StepOption] = [],
    usualInput: Shape = [5, 5], usualBlock: (network: String, block: String)? = nil,
    completed: @escaping @Sendable (StepRequest) -> StepRequest = { $0 },
    plan: (
      @Sendable (_ request: StepRequest, _ shapes: StepOperands<Shape>) throws(StepError)
        -> StepPlan
    )? = nil
  ) {
    let form = form ?? (plan == nil ? .block : .operation)
    self.form = form
    self.kind = kind
    ownOptions = options
    self.options =
      switch form {
      case .operation: options.union(Self.ofLayer).union(Self.everywhere)
      case .block: options.union(Self.backward).union(Self.everywhere)
      case .learning: options.union(Self.everywhere).subtracting([.at])
      }
    self.required = required
    self.usualInput = usualInput
    self.usualBlock = usualBlock
    self.completed = completed
    self.plan = plan
  }

  /// The options of every operation.
  static let everywhere: Set<StepOption> = [.input, .gray, .resize, .at]
  static let backward: Set<StepOption> = [.backward, .gradient, .of, .lr]
  /// Those of a layer of a network, which any operation can be.
  static let ofLayer: Set<StepOption> = [.network, .layer, .weights, .classes, .seed]
}

extension StepDeclaration {
  /// An operation without settings, of one input.
  static func elementary(_ layer: Layer, usualInput: Shape = [5, 5]) -> StepDeclaration {
    StepDeclaration(
      layer.kind, options: backward, usualInput: usualInput,
      plan: { _, _ in StepPlan(layer: layer) })
  }

  static let residual = StepDeclaration(
    nil, options: [.channels, .stride, .seed, .network, .block, .weights, .classes])

  /// Any block of a network.
  static let block = StepDeclaration(
    nil, options: [.seed, .network, .block, .weights, .classes], required: [.network],
    usualBlock: ("resnet8", "layer2.0"))
}
