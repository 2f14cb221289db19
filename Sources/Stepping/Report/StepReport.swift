import Ground
import Networks
import Tensors

/// What `step OP` prints: the steps of a request, ready to be written as JSON or as text.
public struct StepReport: Sendable {
  public enum Subject: Hashable, Sendable {
    case operation(OperationSteps)
    case residual(ResidualSteps)
  }

  public let request: StepRequest
  public let subject: Subject

  /// Reads what the request names and checks everything before it takes memory.
  ///
  /// - Throws: ``StepError``, ``SpecError``, ``SafetensorsError`` or what the loader's sample throws.
  public init(_ request: StepRequest, loading loader: TensorLoader) throws {
    try request.check(forReport: true)
    guard let spec = request.input else {
      throw StepError.missing(option: "--input", operation: request.operation)
    }
    let input = try loader.input(spec)
    self.request = request
    switch request.operation {
    case .convolution, .maxPooling, .averagePooling:
      let kernel = try request.kernel.map { try loader.kernel($0) }
      subject = .operation(
        try request.steps(input: input, kernel: kernel, memoryLimit: loader.memoryLimit))
    case .residual:
      subject = .residual(
        try request.residual(
          input: input, weights: try request.loadWeights(for: input.shape, with: loader),
          memoryLimit: loader.memoryLimit))
    }
    if let position = request.position, outputShape.index(of: position) == nil {
      throw StepError.outsideOutput(position, outputShape)
    }
    if request.includesOutput {
      guard outputShape.count <= loader.memoryLimit / Self.bytesPerCell / outputs else {
        throw StepError.memory(
          option: "--input", outputShape, limit: loader.memoryLimit)
      }
    }
  }

  /// A report of steps that are at hand.
  public init(_ request: StepRequest, subject: Subject) {
    self.request = request
    self.subject = subject
  }

  /// `[C, H, W]`
  public var outputShape: Shape {
    switch subject {
    case .operation(let steps): steps.outputShape
    case .residual(let block): block.outputShape
    }
  }

  /// How many feature maps of the output's shape are written.
  private var outputs: Int {
    switch subject {
    case .operation: 1
    case .residual(let block): block.stages.count + 1
    }
  }

  /// A cell of the output as a number, as JSON and as text.
  private static let bytesPerCell = 48
}

extension StepReport {
  /// The object of `--json`, as the contract of the command line has it.
  ///
  /// - Complexity: O(all terms), with `includesOutput`.
  public var json: JSON {
    switch subject {
    case .operation(let steps):
      return .object(members(of: steps, output: { steps.makeOutput() }))
    case .residual(let block): return json(of: block)
    }
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
  private func members(
    of steps: OperationSteps, output: () -> Tensor
  ) -> [JSON.Member] {
    var members = [
      JSON.Member("op", .string(steps.name)),
      JSON.Member("input_shape", JSON(steps.inputShape)),
      JSON.Member("output_shape", JSON(steps.outputShape)),
    ]
    if request.includesOutput { members.append(JSON.Member("output", JSON(output()))) }
    members.append(JSON.Member("steps", .integer(steps.count)))
    if case .convolution(let convolution) = steps {
      members.append(
        JSON.Member("macs", convolution.multiplyAdds.map(JSON.integer) ?? .null))
    }
    if let position = request.position, let index = steps.index(of: position) {
      members.append(JSON.Member("step", steps[index].json))
    }
    return members
  }
}
