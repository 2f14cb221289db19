import Ground
import Tensors

/// What a request is carried out on, by the options that name it: tensors, or their shapes before any of
/// them is loaded.
public struct StepOperands<Operand> {
  /// `[C, H, W]`
  public var input: Operand
  /// Two to four sizes.
  public var kernel: Operand?
  /// `[O, C, 1, 1]`
  public var pointwise: Operand?
  /// `[O, F]`
  public var weight: Operand?
  /// `[C, H, W]` each.
  public var others: [Operand] = []
  /// What a kernel learns to make of the input, `[C, H, W]`; of a filter by its name its kernel.
  public var target: Operand?
  /// `[C, H, W]`
  public var gradient: Operand?

  public init(input: Operand, kernel: Operand? = nil) {
    self.input = input
    self.kernel = kernel
  }

  /// The same with something else in the place of each.
  func map<Other, Failure>(
    _ transform: (Operand) throws(Failure) -> Other
  ) throws(Failure) -> StepOperands<Other> {
    var mapped = StepOperands<Other>(input: try transform(input))
    if let kernel { mapped.kernel = try transform(kernel) }
    if let pointwise { mapped.pointwise = try transform(pointwise) }
    if let weight { mapped.weight = try transform(weight) }
    for other in others { mapped.others.append(try transform(other)) }
    if let target { mapped.target = try transform(target) }
    if let gradient { mapped.gradient = try transform(gradient) }
    return mapped
  }

  /// Each with the option that names it.
  var named: [(option: StepOption, operand: Operand)] {
    [(.input, input)] + (kernel.map { [(.kernel, $0)] } ?? [])
      + (pointwise.map { [(.pointwise, $0)] } ?? [])
      + (weight.map { [(.weight, $0)] } ?? []) + others.map { (.other, $0) }
      + (target.map { [(.target, $0)] } ?? [])
      + (gradient.map { [(.gradient, $0)] } ?? [])
  }

  /// What goes into the operation.
  var inputs: [Operand] { [input] + others }
}

extension StepOperands: Sendable where Operand: Sendable {}
extension StepOperands: Equatable where Operand: Equatable {}
extension StepOperands: Hashable where Operand: Hashable {}

public typealias StepTensors = StepOperands<Tensor>

extension StepRequest {
  /// The shapes that the text alone tells, by the options that name them.
  public var knownShapes: [(option: StepOption, shape: Shape)] {
    var specs: [(StepOption, TensorSpec?)] = [
      (.input, input), (.pointwise, pointwise), (.weight, weight),
    ]
    if case .tensor(let spec) = kernel { specs.append((.kernel, spec)) }
    specs += others.map { (.other, $0) }
    if case .tensor(let spec) = targetOutput { specs.append((.target, spec)) }
    specs.append((.gradient, gradient))
    return specs.compactMap { option, spec in spec?.knownShape.map { (option, $0) } }
  }

  /// Finds what the request names, without reading it.
  ///
  /// - Throws: ``SpecError`` or what the loader's sample throws.
  func pendingTensors(from loader: TensorLoader) throws -> StepOperands<PendingTensor> {
    guard let input else { throw StepError.missing(option: .input, operation: operation) }
    var tensors = StepOperands(
      input: try loader.pendingInput(input), kernel: try kernel.map { try loader.pendingKernel($0) }
    )
    tensors.pointwise = try pointwise.map {
      try loader.pendingKernel(.tensor($0), field: "pointwise")
    }
    tensors.weight = try weight.map { try loader.pendingMatrix($0, field: "weight") }
    tensors.others = try others.map { try loader.pendingInput($0, field: "other") }
    tensors.target = try targetOutput.map {
      switch $0 {
      case .named(let name): PendingTensor(name.tensor)
      case .tensor(let spec): try loader.pendingInput(spec, field: "target")
      }
    }
    tensors.gradient = try gradient.map { try loader.pendingInput($0, field: "gradient") }
    return tensors
  }
}
