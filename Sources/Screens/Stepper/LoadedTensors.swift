import Ground
import Operations
import Stepping
import Tensors

/// The tensors of a request that come from outside, and why one could not be had.
struct LoadedTensors: Hashable, Sendable {
  private var inputs: [TensorSpec: Tensor] = [:]
  private var kernels: [KernelSpec: Tensor] = [:]
  /// Layers of networks, by the request without a cell.
  private var layers: [StepRequest: LayerSteps] = [:]
  /// How far the layer that is being opened has come.
  private(set) var progress: ForwardProgress?
  private(set) var problem: SettingsPanel.Problem?

  /// The effects that bring what a request needs.
  func missing(for request: StepRequest) -> [Effect] {
    if request.layer != nil {
      let opening = request.withoutPlace
      return layers[opening] == nil ? [.openLayer(opening)] : []
    }
    var effects: [Effect] = request.tensorSpecs.filter { $0.isOthersWork && inputs[$0] == nil }
      .map { .loadInput($0) }
    if let kernel = request.kernel, case .tensor(let spec) = kernel, spec.isOthersWork,
      kernels[kernel] == nil
    {
      effects.append(.loadKernel(kernel))
    }
    return effects
  }

  /// Keeps the answer to one of these effects.
  ///
  /// - Returns: false for a message that answers something else.
  mutating func take(_ message: Message, for request: StepRequest) -> Bool {
    problem = nil
    switch message {
    case .layer(let opened, let news):
      guard opened == request.withoutPlace else { return false }
      take(news, of: opened)
    case .input(let spec, let result):
      guard request.tensorSpecs.contains(spec) else { return false }
      switch result {
      case .success(let tensor):
        // Only those in use are kept: a person leafing through a data set would fill the memory.
        inputs = inputs.filter { request.tensorSpecs.contains($0.key) }
        inputs[spec] = tensor
      case .failure(let error):
        problem = .init(field: .input, text: spec.description, reason: error.findingBesideValue)
      }
    case .kernel(let spec, let result):
      guard spec == request.kernel else { return false }
      switch result {
      case .success(let tensor): kernels = [spec: tensor]
      case .failure(let error):
        problem = .init(field: .kernel, text: spec.description, reason: error.findingBesideValue)
      }
    default: return false
    }
    return true
  }

  private mutating func take(_ news: OpeningNews<LayerSteps>, of request: StepRequest) {
    switch news {
    case .progress(let progress): self.progress = progress
    case .opened(.success(let steps)):
      progress = nil
      layers = [request: steps]
    case .opened(.failure(let error)):
      progress = nil
      problem = .init(
        field: .input, text: request.input?.description ?? "", reason: error.findingBesideValue)
    }
  }

  /// The layer of a network that a request names, once it is there.
  func layer(of request: StepRequest) -> LayerSteps? { layers[request.withoutPlace] }

  /// The steps of a request of which nothing is missing.
  ///
  /// - Throws: an `ExplainedError` that names the option at fault.
  func steps(of request: StepRequest) throws -> Steps {
    if let layer = layer(of: request) { return layer.steps }
    // What is at hand needs neither files nor data sets.
    let loader = TensorLoader(sample: { sample in
      throw SpecError(field: "input", reason: .unknown(TensorSpec.sample(sample).description))
    })
    let spec = request.input ?? .filled(.arange, [5, 5])
    var tensors = StepTensors(
      input: try inputs[spec] ?? loader.input(spec),
      kernel: try request.kernel.map { try kernels[$0] ?? loader.kernel($0) })
    tensors.weight = try request.weight.map { spec in
      // A matrix that was read as a picture is one channel.
      try inputs[spec].map { $0.reshaped(to: Shape($0.shape.sizes.suffix(2))) }
        ?? loader.matrix(spec, field: "weight")
    }
    tensors.others = try request.others.map { spec in
      try inputs[spec] ?? loader.input(spec, field: "other")
    }
    tensors.gradient = try request.gradient.map { spec in
      try inputs[spec] ?? loader.input(spec, field: "gradient")
    }
    return try request.steps(on: tensors)
  }
}

extension StepRequest {
  /// The same at no cell: what has to be computed does not depend on it.
  var withoutPlace: StepRequest {
    var request = self
    request.place = nil
    return request
  }

  /// Everything but the kernel that the request names by a SPEC.
  fileprivate var tensorSpecs: [TensorSpec] {
    [input, weight, gradient].compactMap(\.self) + others
  }
}

extension TensorSpec {
  /// True for what a screen cannot make of the text alone.
  var isOutside: Bool {
    switch self {
    case .filled, .literal: false
    case .npy, .sample, .picture: true
    }
  }

  /// True for what no screen makes itself: what comes from outside, and more numbers than are made between two frames.
  var isOthersWork: Bool {
    if case .filled(_, let shape) = self, shape.count > 250_000 { return true }
    return isOutside
  }
}
