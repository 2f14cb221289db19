import Ground
import Networks
import Operations
import Tensors

/// What `step OP` prints: the steps of a request, ready to be written as JSON or as text.
public struct StepReport: Sendable {
  public enum Subject: Hashable, Sendable {
    case operation(Steps)
    case residual(ResidualSteps)
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
    } else if request.operation == .residual {
      layer = nil
      let input = try request.pendingTensors(from: loader).input
      subject = .residual(try request.residual(loading: input, with: loader, for: use))
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
    case .residual(let block): block.outputShape
    }
  }

  private func isThere(_ place: [Int]) -> Bool {
    switch subject {
    case .operation(let steps): steps.index(of: place) != nil
    // Every stage has its own cell of that number, where it has one.
    case .residual(let block): block.outputShape.index(ofPlace: place) != nil
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
        ? backwardMembers(of: steps) : members(of: steps, output: { steps.makeOutput() })
      return .object(members + layerMembers)
    case .residual(let block): return json(of: block)
    }
  }

  /// Which layer it is.
  private var layerMembers: [JSON.Member] {
    guard let layer else { return [] }
    return [
      JSON.Member("network", .string(layer.network)), JSON.Member("layer", .string(layer.layer)),
    ]
  }

  private func json(of block: ResidualSteps) -> JSON {
    var members = [
      JSON.Member("op", "residual"),
      JSON.Member("input_shape", JSON(block.input.shape)),
      JSON.Member("output_shape", JSON(block.outputShape)),
    ]
    if request.includesOutput { members.append(JSON.Member("output", JSON(block.output))) }
    members.append(JSON.Member("steps", .integer(block.outputShape.count)))
    if let network = request.network, let name = request.block {
      members.append(JSON.Member("network", .string(network)))
      members.append(JSON.Member("block", .string(name)))
    }
    members.append(JSON.Member("statistics", .string(block.statistics.rawValue)))
    let stages = block.stages.map { stage in
      JSON.object(
        [JSON.Member("name", .string(stage.name))]
          + self.members(of: stage.steps, output: { stage.output }))
    }
    members.append(JSON.Member("stages", .array(stages)))
    return .object(members)
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

  private func backwardMembers(of steps: Steps) -> [JSON.Member] {
    let shape = steps.gradientShape
    var members = [
      JSON.Member("op", .string(name(of: steps))),
      JSON.Member("of", .string(request.target ?? "input")),
      JSON.Member("output_shape", JSON(Extent(steps.operationOutputShape).shape)),
      JSON.Member("gradient_shape", JSON(shape)),
    ]
    if request.includesOutput {
      members.append(
        JSON.Member("gradient", JSON(steps.makeOutput().reshaped(to: shape))))
    }
    members.append(JSON.Member("steps", .integer(steps.count)))
    guard let place = request.place, let index = steps.index(of: place) else { return members }
    let step = steps[index]
    var json = steps.json(of: step)
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
  /// The shape in which a gradient is written: that of its input or parameter; a bias, gamma or beta is
  /// N channels of 1x1.
  var gradientShape: Shape { shape.rank == 1 ? [shape[0], 1, 1] : shape }

  /// What one step of gradient descent makes of the parameter at a step; `nil` forward, of an input,
  /// and without a learning rate.
  public func update(
    of step: Step, learningRate: Double?
  ) -> (weight: Double, learningRate: Double, updated: Double)? {
    guard let learningRate, case .backward(.parameter(let number), _) = direction else {
      return nil
    }
    let weight = parameters[number].elements[step.index]
    return (weight, learningRate, weight - learningRate * step.value)
  }

  /// What a stage of a block is called in reports.
  fileprivate var stageName: String {
    switch layer {
    case .maxPooling: "maxpool"
    case .averagePooling: "avgpool"
    default: layer.kind.rawValue
    }
  }
}
