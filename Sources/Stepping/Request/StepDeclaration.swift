import Operations
import Tensors

/// What one operation takes on the command line, as a value: checked in one place.
public struct StepDeclaration: Sendable {
  /// The options that the operation knows, besides `--input` and those of every operation.
  public let options: Set<StepOption>
  /// Those without which a report cannot be made, besides `--input`.
  let required: [StepOption]
  /// What a screen opens on where something is missing.
  let completed: @Sendable (_ request: StepRequest) -> StepRequest
  /// The steps of a request on tensors that are loaded; `nil` for a block, which has stages.
  let steps:
    (
      @Sendable (_ request: StepRequest, _ tensors: StepTensors, _ limit: Int)
        throws(StepError) -> Steps
    )?

  init(
    options: Set<StepOption>, required: [StepOption] = [],
    completed: @escaping @Sendable (StepRequest) -> StepRequest = { $0 },
    steps: (
      @Sendable (_ request: StepRequest, _ tensors: StepTensors, _ limit: Int)
        throws(StepError) -> Steps
    )? = nil
  ) {
    self.options = options
    self.required = required
    self.completed = completed
    self.steps = steps
  }

  /// The options of every operation that goes backward as well as forward.
  static let everywhere: Set<StepOption> = [.input, .at]
  static let backward: Set<StepOption> = [.backward, .gradient, .of, .lr]
}

/// The tensors of a request, loaded.
public struct StepTensors: Hashable, Sendable {
  /// `[C, H, W]`
  public var input: Tensor
  /// Two to four sizes.
  public var kernel: Tensor?
  /// `[O, F]`
  public var weight: Tensor?
  /// `[C, H, W]` each.
  public var others: [Tensor] = []
  /// `[C, H, W]`
  public var gradient: Tensor?

  public init(input: Tensor, kernel: Tensor? = nil) {
    self.input = input
    self.kernel = kernel
  }
}

extension StepRequest.Operation {
  public var declaration: StepDeclaration {
    switch self {
    case .convolution: .convolution
    case .maxPooling: .maxPooling
    case .averagePooling: .averagePooling
    case .globalAveragePooling: .elementary(.globalAveragePooling)
    case .linear: .linear
    case .relu: .elementary(.relu)
    case .sigmoid: .elementary(.sigmoid)
    case .batchNorm: .batchNorm
    case .add: .add
    case .residual: .residual
    }
  }
}

extension StepDeclaration {
  /// An operation without settings, of one input.
  static func elementary(_ layer: Layer) -> StepDeclaration {
    StepDeclaration(
      options: backward,
      steps: { (request, tensors, _) throws(StepError) in
        try Steps(layer, on: [tensors.input], for: request.operation)
      })
  }

  static let residual = StepDeclaration(
    options: [.channels, .stride, .seed, .network, .block, .weights])
}

extension Steps {
  /// Steps forward, with an error that names the option at fault.
  init(
    _ layer: Layer, on inputs: [Tensor], for operation: StepRequest.Operation,
    parameters: [Tensor] = [], mode: Operands.Mode = .inference
  ) throws(StepError) {
    // A window that is too large is the window's fault here, and the input's in a network.
    if case .window(let window) = layer.operation.reach(over: inputs[0].shape) {
      do {
        _ = try window.outputSize(for: Pair(inputs[0].shape[1], inputs[0].shape[2]))
      } catch {
        throw .operation(.window(error), operation)
      }
    }
    do {
      try self.init(layer, inputs: inputs, parameters: parameters, mode: mode)
    } catch .tooLarge {
      throw .outputTooLarge
    } catch {
      throw .operation(error, operation)
    }
  }
}
