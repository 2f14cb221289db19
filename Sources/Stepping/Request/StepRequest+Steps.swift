import Ground
import Operations
import Tensors

extension StepRequest {
  /// What a screen opens on where nothing was given: `arange:5x5` with `sobel-x`, or size 2; for a
  /// block of a network random numbers of the shape that the network takes.
  public var completedForScreen: StepRequest {
    var request = self
    if let network, let shape = Self.defaultInput(of: network) {
      request.input = input ?? .filled(.random(seed: 0), shape)
    } else {
      request.input = input ?? .filled(.arange, [5, 5])
    }
    return operation.declaration.completed(request)
  }

  /// Refuses options that the operation does not know, and a report that lacks what it needs.
  public func check(forReport: Bool) throws(StepError) {
    let declaration = operation.declaration
    for option in StepOption.allCases where option.isGiven(in: self) {
      guard declaration.options.union(StepDeclaration.everywhere).contains(option) else {
        throw .misplaced(option: option, operation: operation)
      }
    }
    if !isBackward {
      for option in [StepOption.gradient, .of, .lr] where option.isGiven(in: self) {
        throw .withoutBackward(option)
      }
    }
    if operation == .residual { try checkNetwork() }
    guard forReport else { return }
    for option in [.input] + declaration.required where !option.isGiven(in: self) {
      throw .missing(option: option, operation: operation)
    }
  }

  /// The steps of an operation on tensors that are loaded, forward or backward as the request says.
  ///
  /// - Parameter memoryLimit: the most bytes that the output may take.
  /// - Throws: ``StepError`` that names the option at fault.
  public func steps(
    on tensors: StepTensors, memoryLimit: Int = ProcessMemory.limit
  ) throws(StepError) -> Steps {
    guard tensors.input.shape.rank == 3 else { throw .inputRank(tensors.input.shape) }
    guard let make = operation.declaration.steps else {
      throw .missing(option: .channels, operation: operation)
    }
    let steps = try make(self, tensors, memoryLimit)
    guard steps.operationOutputShape.count <= memoryLimit / MemoryLayout<Double>.size else {
      throw .memory(option: .input, steps.operationOutputShape, limit: memoryLimit)
    }
    guard steps.termsPerStep <= memoryLimit / Self.bytesPerTerm else {
      throw .memory(
        option: operation.declaration.required.first ?? .input, [steps.termsPerStep],
        limit: memoryLimit)
    }
    return isBackward ? try backward(steps, gradient: tensors.gradient) : steps
  }

  /// The steps of a convolution or a pooling.
  public func steps(
    input: Tensor, kernel: Tensor? = nil, memoryLimit: Int = ProcessMemory.limit
  ) throws(StepError) -> Steps {
    try steps(on: StepTensors(input: input, kernel: kernel), memoryLimit: memoryLimit)
  }

  private func backward(_ steps: Steps, gradient: Tensor?) throws(StepError) -> Steps {
    let shape = steps.operationOutputShape
    let arriving = gradient ?? Tensor(shape: Extent(shape).shape, repeating: 1)
    guard arriving.shape.sizes == Extent(shape).shape.sizes else {
      throw .gradientShape(arriving.shape, output: Extent(shape).shape)
    }
    let names = steps.targetNames
    let name = target ?? "input"
    guard let found = names.first(where: { $0.name == name }) else {
      throw .unknownTarget(name, known: names.map(\.name))
    }
    if learningRate != nil, case .input = found.target {
      throw .learningRateOfInput(known: names.map(\.name).filter { $0 != "input" && $0 != "other" })
    }
    return steps.backward(to: found.target, gradient: arriving.reshaped(to: shape))
  }

  /// A term as a value, as JSON and as text.
  private static let bytesPerTerm = 512
}

extension Steps {
  /// What a gradient can go back to, by the names of the command line.
  public var targetNames: [(name: String, target: Target)] {
    let inputs = self.inputs.indices.map {
      (name: $0 == 0 ? "input" : "other", target: Target.input($0))
    }
    let parameters = layer.parameters.enumerated().filter { $1.role.isTrainable }
      .map { (name: $1.name, target: Target.parameter($0)) }
    return inputs + parameters
  }

  /// The terms of one output cell, at most.
  public var termsPerStep: Int {
    switch layer {
    case .convolution(let convolution): convolution.termsPerCell
    case .linear(let linear): linear.inputFeatures
    case .globalAveragePooling: inputs[0].shape.count / Swift.max(1, inputs[0].shape[0])
    default: window?.kernel.area ?? inputs.count
    }
  }
}
