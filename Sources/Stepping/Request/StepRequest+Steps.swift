import Ground
import Operations
import Tensors

extension StepRequest {
  /// What a screen opens on, and text prints, where nothing was given: `arange:5x5` with `sobel-x`, or size 2; for a
  /// block of a network random numbers of the shape that the network takes.
  public var completed: StepRequest {
    var request = self
    if network == nil, let usual = operation.declaration.usualBlock {
      request.network = usual.network
      request.block = block ?? usual.block
    }
    if let network, Self.defaultInput(of: network) == nil {
      // A checkpoint knows what it takes.
      return request
    }
    if let network = request.network, let shape = Self.defaultInput(of: network) {
      request.input = input ?? .filled(.random(seed: 0), shape)
    } else {
      // The cell of the block that its shortcut alone keeps alive: 11.72 with it, 0 without.
      if input == nil, operation == .residual { request.place = place ?? [0, 2, 2] }
      request.input = input ?? .filled(.arange, operation.declaration.usualInput)
    }
    // A layer has all but its input from its network.
    return layer == nil ? operation.declaration.completed(request) : request
  }

  /// Refuses options that the operation does not know, and a report that lacks what it needs.
  public func check(forReport: Bool) throws(StepError) {
    let declaration = operation.declaration
    for option in StepOption.allCases where option.isGiven(in: self) {
      guard declaration.options.contains(option) else {
        throw .misplaced(option: option, operation: operation)
      }
    }
    if let choice = targetChoice, operation.isLearning != choice.isOutput {
      throw .targetKind(operation)
    }
    if !namesPicture {
      for option in [StepOption.gray, .resize] where option.isGiven(in: self) {
        throw .withoutPicture(option)
      }
    }
    if !isBackward, !operation.isLearning {
      for option in [StepOption.gradient, .of, .lr] where option.isGiven(in: self) {
        throw .withoutBackward(option)
      }
    }
    switch declaration.form {
    case .block: try checkBlockOptions()
    case .operation: try checkLayerOptions()
    case .learning: break
    }
    guard forReport, layer == nil else { return }
    for option in [.input] + declaration.required where !option.isGiven(in: self) {
      throw .missing(option: option, operation: operation)
    }
  }

  /// The steps of an operation on tensors that are loaded, forward or backward as the request says.
  ///
  /// - Parameter memoryLimit: the most bytes that the request may take.
  /// - Throws: ``StepError`` that names the option at fault.
  public func steps(
    on tensors: StepTensors, memoryLimit: Int = ProcessMemory.limit
  ) throws(StepError) -> Steps {
    let shapes = tensors.map { $0.shape }
    var price = StepPrice()
    for (option, shape) in shapes.named {
      price.add(.tensor(shape), option, bytesEach: MemoryLayout<Double>.size)
    }
    let plan = try plan(on: shapes, price: price, use: .screen, memoryLimit: memoryLimit)
    return try steps(of: plan, on: tensors)
  }

  /// The steps of what was found, once all of the request has been priced: then it is loaded.
  func steps(
    loading pending: StepOperands<PendingTensor>, use: StepUse, memoryLimit: Int
  ) throws -> Steps {
    var price = StepPrice()
    for (option, tensor) in pending.named {
      price.add(.tensor(tensor.shape), option, tensor.price)
    }
    let plan = try plan(
      on: pending.map { $0.shape }, price: price, use: use, memoryLimit: memoryLimit)
    return try steps(of: plan, on: try pending.map { tensor throws in try tensor.load() })
  }

  /// The steps of a convolution or a pooling.
  public func steps(
    input: Tensor, kernel: Tensor? = nil, memoryLimit: Int = ProcessMemory.limit
  ) throws(StepError) -> Steps {
    try steps(on: StepTensors(input: input, kernel: kernel), memoryLimit: memoryLimit)
  }

  /// The operation on tensors of these shapes.
  ///
  /// - Parameter price: of the tensors.
  /// - Throws: ``StepError`` for what does not fit each other, for a cell that is not there, and for more
  ///   memory than there may be.
  private func plan(
    on shapes: StepOperands<Shape>, price: StepPrice, use: StepUse, memoryLimit: Int
  ) throws(StepError) -> StepPlan {
    guard shapes.input.rank == 3 else { throw .inputRank(shapes.input) }
    guard let make = operation.declaration.plan else { throw .notOneOperation(operation) }
    let plan = try make(self, shapes)
    let output = try outputShape(of: plan.layer, on: shapes.inputs)
    var price = price
    price.add(plan.price(of: self, on: shapes, output: output, use: use))
    try price.require(within: memoryLimit)
    return plan
  }

  private func steps(of plan: StepPlan, on tensors: StepTensors) throws(StepError) -> Steps {
    let steps: Steps
    do {
      steps = try Steps(
        plan.layer, inputs: tensors.inputs, parameters: plan.parameters(tensors), mode: plan.mode)
    } catch {
      throw .operation(error, operation)
    }
    return isBackward ? try backward(steps, gradient: tensors.gradient) : steps
  }

  private func outputShape(
    of layer: Layer, on inputs: [Shape]
  ) throws(StepError) -> Shape {
    // A window that is too large is the window's fault here, and the input's in a network.
    if case .window(let window) = layer.operation.reach(over: inputs[0]) {
      do {
        _ = try window.outputSize(for: Pair(inputs[0][1], inputs[0][2]))
      } catch {
        throw .operation(.window(error), operation)
      }
    }
    do {
      return try layer.outputShape(of: Steps.operandShapes(of: layer, inputs))
    } catch .tooLarge {
      throw .outputTooLarge
    } catch {
      throw .operation(error, operation)
    }
  }

  func backward(_ steps: Steps, gradient: Tensor?) throws(StepError) -> Steps {
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
}

extension StepRequest.TargetChoice {
  fileprivate var isOutput: Bool { if case .output = self { true } else { false } }
}
