import Ground
import Networks
import Operations
import Tensors

/// What `step OP` prints: the steps of a request, ready to be written as JSON or as text.
public struct StepReport: Sendable {
  public enum Subject: Hashable, Sendable {
    case operation(Steps)
    case block(BlockSteps)
    /// A gradient that goes back through a block.
    case blockGradient(BlockGradient)
    case learning(KernelLearning)
  }

  public let request: StepRequest
  public let subject: Subject
  /// Where the steps are from, if they are those of a layer of a network.
  public let layer: LayerSteps?

  /// Reads what the request names, once everything is checked and all that it takes is priced.
  ///
  /// - Parameter use: what will be made of the report.
  /// - Throws: ``StepError``, ``SpecError``, ``SafetensorsError`` or what the loader's sample throws.
  public init(
    _ request: StepRequest, loading loader: TensorLoader, networks: NetworkFinder = .zoo,
    for use: StepUse = .json
  ) throws {
    try request.check(forReport: true)
    self.request = request
    if request.layer != nil {
      let opened = try request.layerSteps(loading: loader, from: networks, for: use)
      layer = opened
      subject = .operation(opened.steps)
    } else if request.operation.isLearning {
      layer = nil
      subject = .learning(try request.kernelLearning(loading: loader, for: use))
    } else if request.operation.isBlock {
      layer = nil
      let block = try request.blockSteps(loading: loader, from: networks, for: use)
      if request.isBackward {
        let arriving = try request.gradient.map { try loader.input($0, field: "gradient") }
        subject = .blockGradient(try request.gradient(through: block, arriving: arriving))
      } else {
        subject = .block(block)
      }
    } else {
      layer = nil
      subject = .operation(
        try request.steps(
          loading: try request.pendingTensors(from: loader), use: use,
          memoryLimit: loader.memoryLimit))
    }
    if let place = request.place, !isThere(place) {
      throw StepError.outside(place, shape)
    }
  }

  /// A report of steps that are at hand.
  public init(_ request: StepRequest, subject: Subject) {
    self.request = request
    self.subject = subject
    layer = nil
  }

  /// What is stepped over: the output, `[C, H, W]`, or a gradient.
  private var shape: Shape {
    switch subject {
    case .operation(let steps): steps.isBackward ? steps.gradientShape : steps.outputShape
    case .block(let block): block.outputShape
    case .blockGradient(let gradient): gradient.gradientShape
    case .learning(let learning): learning.target.shape
    }
  }

  private func isThere(_ place: [Int]) -> Bool {
    switch subject {
    case .operation(let steps): steps.index(of: place) != nil
    // Every stage has its own cell of that number, where it has one.
    case .block(let block): block.outputShape.index(ofPlace: place) != nil
    case .blockGradient(let gradient): gradient.shape.index(ofPlace: place) != nil
    case .learning: false
    }
  }
}

extension StepReport {
  /// The object of `--json`, as the contract of the command line has it.
  ///
  /// - Complexity: O(all terms), with `includesOutput`.
  public var json: JSON {
    switch subject {
    case .operation(let steps):
      let members =
        steps.isBackward
        ? backwardMembers(of: steps, name: name(of: steps))
        : members(of: steps, output: { steps.makeOutput() })
      return .object(members + layerMembers)
    case .block(let block): return json(of: block)
    case .learning(let learning): return .object(members(of: learning))
    case .blockGradient(let gradient):
      return .object(
        backwardMembers(of: gradient, name: request.operation.rawValue) + blockMembers)
    }
  }

  private func members(of learning: KernelLearning) -> [JSON.Member] {
    [
      JSON.Member("op", .string(request.operation.rawValue)),
      JSON.Member("input_shape", JSON(learning.input.shape)),
      JSON.Member("output_shape", JSON(learning.target.shape)),
      JSON.Member("iterations", .integer(learning.iterations)),
      JSON.Member("losses", .array(learning.losses.map(JSON.number))),
      JSON.Member("final_loss", .number(learning.finalLoss)),
      JSON.Member("kernel", JSON(learning.kernels[learning.iterations])),
    ]
  }

  /// Which layer it is.
  private var layerMembers: [JSON.Member] {
    guard let layer else { return [] }
    return [
      JSON.Member("network", .string(layer.network)), JSON.Member("layer", .string(layer.layer)),
    ]
  }

  private func json(of block: BlockSteps) -> JSON {
    var members = [
      JSON.Member("op", .string(request.operation.rawValue)),
      JSON.Member("input_shape", JSON(block.input.shape)),
      JSON.Member("output_shape", JSON(block.outputShape)),
    ]
    if request.includesOutput { members.append(JSON.Member("output", JSON(block.output))) }
    members.append(JSON.Member("steps", .integer(block.outputShape.count)))
    members += blockMembers
    if block.hasStatistics {
      members.append(JSON.Member("statistics", .string(block.statistics.rawValue)))
    }
    let stages = block.stages.map { stage in
      let inputs = stage.sources.map { $0.map { block.stages[$0].name } ?? "input" }
      return JSON.object(
        [
          JSON.Member("name", .string(stage.name)),
          JSON.Member("inputs", .array(inputs.map(JSON.string))),
        ]
          + self.members(of: stage.steps, output: { stage.output }))
    }
    members.append(JSON.Member("stages", .array(stages)))
    return .object(members)
  }

  /// Which block of which network it is.
  private var blockMembers: [JSON.Member] {
    guard let network = request.network, let name = request.block else { return [] }
    return [JSON.Member("network", .string(network)), JSON.Member("block", .string(name))]
  }

  /// The members that the report of an operation and that of a stage share.
  private func members(of steps: Steps, output: () -> Tensor) -> [JSON.Member] {
    var members = [
      JSON.Member("op", .string(name(of: steps))),
      JSON.Member("input_shape", JSON(steps.inputShape)),
      JSON.Member("output_shape", JSON(steps.outputShape)),
    ]
    if request.includesOutput {
      members.append(JSON.Member("output", JSON(output().reshaped(to: steps.outputShape))))
    }
    members.append(JSON.Member("steps", .integer(steps.count)))
    if steps.kernel != nil {
      members.append(JSON.Member("macs", steps.multiplyAdds.map(JSON.integer) ?? .null))
    }
    if let place = request.place, let index = steps.index(of: place) {
      members.append(JSON.Member("step", steps.json(of: steps[index])))
    }
    return members
  }

  private func backwardMembers(of steps: some GradientSteps, name: String) -> [JSON.Member] {
    let shape = steps.gradientShape
    var members = [
      JSON.Member("op", .string(name)),
      JSON.Member("of", .string(request.target ?? "input")),
      JSON.Member("output_shape", JSON(steps.arrivingShape)),
      JSON.Member("gradient_shape", JSON(shape)),
    ]
    if request.includesOutput {
      members.append(
        JSON.Member("gradient", JSON(steps.makeGradient().reshaped(to: shape))))
    }
    members.append(JSON.Member("steps", .integer(shape.count)))
    guard let place = request.place, let index = steps.shape.index(ofPlace: place) else {
      return members
    }
    let step = steps[index]
    var json = step.gradientJSON
    if let update = steps.update(of: step, learningRate: request.learningRate),
      case .object(let known) = json
    {
      json = .object(
        known + [
          JSON.Member("weight", .number(update.weight)),
          JSON.Member("updated", .number(update.updated)),
        ])
    }
    members.append(JSON.Member("step", json))
    return members
  }

  /// The name on the command line; of a stage the kind of its layer.
  private func name(of steps: Steps) -> String {
    if case .operation = subject { request.operation.rawValue } else { steps.stageName }
  }
}

extension Steps {
  /// What a stage of a block is called in reports.
  fileprivate var stageName: String {
    switch layer {
    case .maxPooling: "maxpool"
    case .averagePooling: "avgpool"
    default: layer.kind.rawValue
    }
  }
}
