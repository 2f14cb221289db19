import Ground
import Operations
import Tensors

extension StepDeclaration {
  static let learn = StepDeclaration(
    nil, form: .learning,
    options: [.target, .kernel, .size, .seed, .lr, .iterations],
    required: [.target, .lr, .iterations], usualInput: [6, 8],
    completed: { $0.completedLearning })
}

extension StepRequest {
  /// The book's edge detector: a white picture with a black stripe, and +1 and -1 where its edges are.
  fileprivate var completedLearning: StepRequest {
    var request = self
    // What was given stays; where there was nothing, the input is the usual one.
    if input == .filled(.arange, operation.declaration.usualInput), targetOutput == nil {
      let row = [1.0, 1, 0, 0, 0, 0, 1, 1]
      let edges = zip(row, row.dropFirst()).map { $0 - $1 }
      request.input = .literal(
        Tensor(shape: [6, 8], elements: Array(repeatElement(row, count: 6).joined())))
      request.targetOutput = .tensor(
        .literal(Tensor(shape: [6, 7], elements: Array(repeatElement(edges, count: 6).joined()))))
      if kernel == nil { request.size = size ?? Pair(1, 2) }
    }
    request.targetOutput = request.targetOutput ?? .named(.sobelX)
    if request.kernel == nil { request.size = request.size ?? Pair(3) }
    request.learningRate = learningRate ?? 0.03
    request.iterations = iterations ?? 10
    return request
  }
}

/// What is needed to learn a kernel, found but not loaded.
struct PendingLearning {
  let layer: Convolution
  let tensors: StepOperands<PendingTensor>
  let learningRate: Double
  let iterations: Int
}

extension StepRequest {
  /// The kernel that the request asks for, learned to the last iteration.
  ///
  /// - Throws: errors that conform to `ExplainedError`; ``StepError`` names the option at fault, also when the
  ///   observer ends it.
  public func kernelLearning(
    loading loader: TensorLoader, for use: StepUse,
    observer: @escaping ForwardProgress.Observer = { _ in true }
  ) throws -> KernelLearning {
    let pending = try pendingLearning(loading: loader, for: use)
    let tensors = try pending.tensors.map { tensor throws in try tensor.load() }
    let layer = pending.layer
    let weights = layer.parameters[0].shape
    return try KernelLearning(
      layer, input: tensors.input, target: try target(tensors, of: layer),
      kernel: tensors.kernel.map { $0.repeated(as: weights) } ?? drawnKernel(weights),
      learningRate: pending.learningRate, iterations: pending.iterations
    ) { iteration in
      observer(
        ForwardProgress(
          name: StepRequest.Operation.learn.rawValue, number: iteration + 1,
          count: pending.iterations + 1, share: 0))
    }
  }

  /// What the request names, checked and priced before a number is loaded.
  func pendingLearning(
    loading loader: TensorLoader, for use: StepUse
  ) throws -> PendingLearning {
    try check(forReport: true)
    guard let learningRate else {
      throw StepError.missing(option: .lr, operation: operation)
    }
    guard let iterations else {
      throw StepError.missing(option: .iterations, operation: operation)
    }
    let tensors = try pendingTensors(from: loader)
    guard tensors.input.shape.rank == 3 else { throw StepError.inputRank(tensors.input.shape) }
    let layer = try learner(on: tensors.map { $0.shape })
    let output: Shape
    do {
      _ = try layer.window.outputSize(
        for: Pair(tensors.input.shape[1], tensors.input.shape[2]))
      output = try Layer.convolution(layer).outputShape(of: [tensors.input.shape])
    } catch let error as WindowError {
      throw StepError.operation(.window(error), operation)
    } catch .tooLarge as OperationError {
      throw StepError.outputTooLarge
    }
    if case .tensor = targetOutput, let target = tensors.target, target.shape != output {
      throw StepError.targetShape(target.shape, output: output)
    }
    var price = StepPrice()
    for (option, tensor) in tensors.named {
      price.add(.tensor(tensor.shape), option, tensor.price)
    }
    let number = MemoryLayout<Double>.size
    price.add(.output(output), .input, bytesEach: 4 * number)
    let written = use == .screen ? 0 : StepCost.bytesPerCell
    var kernels = MemoryPrice(
      [iterations], bytesEach: number + written)
    kernels.add([iterations, layer.parameters[0].shape.count], bytesEach: 2 * number)
    if KernelLearning.keepsOutputGradients(of: output, iterations: iterations) {
      kernels.add([iterations, output.count], bytesEach: number)
    }
    price.add(.tensor(layer.parameters[0].shape), .iterations, kernels)
    try price.require(within: loader.memoryLimit)
    return PendingLearning(
      layer: layer, tensors: tensors, learningRate: learningRate, iterations: iterations)
  }

  /// The convolution whose kernel is learned: that of the kernel which was given, else of a size, with a filter
  /// for each channel of the target.
  private func learner(on shapes: StepOperands<Shape>) throws(StepError) -> Convolution {
    let channels = shapes.input[0]
    if let kernel = shapes.kernel {
      guard size == nil else { throw .together(.kernel, .size) }
      guard seed == nil else { throw .together(.kernel, .seed) }
      let (filters, groups) = try filters(from: kernel, channels: channels)
      guard filters[1] == channels / groups else {
        throw .kernelChannels(found: filters[1], inputChannels: channels, groups: groups)
      }
      return Convolution(
        inputChannels: channels, outputChannels: filters[0],
        window: Window(kernel: Pair(filters[2], filters[3])), groups: groups, hasBias: false)
    }
    guard let size else { throw .missing(option: .size, operation: operation) }
    // The name of a filter stands for that filter on each channel by itself.
    let isNamed = if case .named = targetOutput { true } else { false }
    return Convolution(
      inputChannels: channels, outputChannels: isNamed ? channels : shapes.target?[0] ?? 1,
      window: Window(kernel: size), groups: isNamed ? channels : 1, hasBias: false)
  }

  /// The output that should be: as it was given, or what a filter makes of the input.
  private func target(_ tensors: StepTensors, of layer: Convolution) throws -> Tensor {
    guard let given = tensors.target else {
      throw StepError.missing(option: .target, operation: operation)
    }
    guard case .named = targetOutput else { return given }
    var request = StepRequest(.convolution)
    request.kernel = targetOutput
    let wanted: Tensor
    do {
      wanted = try request.steps(input: tensors.input, kernel: given).makeOutput()
    } catch .operation(let error, _) {
      throw StepError.operation(error, operation)
    }
    let output = try Layer.convolution(layer).outputShape(of: [tensors.input.shape])
    guard wanted.shape == output else {
      throw StepError.targetShape(wanted.shape, output: output)
    }
    return wanted
  }

  /// PyTorch's default: uniform in ±1 / √fan-in.
  private func drawnKernel(_ shape: Shape) -> Tensor {
    var generator = SeededGenerator(seed: seed ?? 0)
    let bound = 1 / Double(shape.sizes.dropFirst().reduce(1, *)).squareRoot()
    return Tensor(
      shape: shape,
      elements: (0..<shape.count).map { _ in bound * (2 * generator.uniform() - 1) })
  }
}
