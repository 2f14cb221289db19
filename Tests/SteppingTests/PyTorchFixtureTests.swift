import Ground
import Operations
import Networks
import Stepping
import Tensors
import Testing

/// Against PyTorch in float64; `Tests/Fixtures/step_fixtures.py` writes the numbers.
@Suite struct PyTorchFixtureTests {
  private let fixtures: JSON

  init() throws {
    let tests = DurableFile.folder(of: DurableFile.folder(of: #filePath))
    fixtures = try JSON(
      parsing: try DurableFile.read("\(tests)/Fixtures/step_fixtures.json"))
  }

  private func numbers(_ json: JSON?) throws -> [Double] {
    try #require(json?.arrayValue).map { try #require($0.doubleValue) }
  }

  private func sizes(_ json: JSON?) throws -> [Int] { try numbers(json).map { Int($0) } }

  private func pair(_ json: JSON?) throws -> Pair {
    let sizes = try sizes(json)
    return Pair(sizes[0], sizes[1])
  }

  private func tensor(_ values: JSON?, _ shape: JSON?) throws -> Tensor {
    Tensor(shape: Shape(try sizes(shape)), elements: try numbers(values))
  }

  /// To 1e-5 of the largest number, at least 1.
  private func expectClose(_ found: [Double], _ expected: [Double], _ name: String) {
    #expect(found.count == expected.count, "\(name)")
    let scale = max(1, expected.map(\.magnitude).max() ?? 1)
    let error = zip(found, expected).map { ($0 - $1).magnitude }.max() ?? 0
    #expect(error <= 1e-5 * scale, "\(name): off by \(error)")
  }

  @Test func `100 random convolutions and poolings agree with PyTorch`() throws {
    let operations = try #require(fixtures["operations"]?.arrayValue)
    #expect(operations.count == 100)
    for (index, fixture) in operations.enumerated() {
      let name = try #require(fixture["op"]?.stringValue)
      var request = StepRequest(try #require(StepRequest.Operation(rawValue: name)))
      request.stride = try pair(fixture["stride"])
      request.padding = try pair(fixture["padding"])
      if name != "avgpool" { request.dilation = try pair(fixture["dilation"]) }
      var kernel: Tensor?
      if name == "conv" {
        kernel = try tensor(fixture["kernel"], fixture["kernel_shape"])
        request.groups = fixture["groups"]?.integerValue
        request.bias = fixture["bias"]?.arrayValue?.compactMap(\.doubleValue)
      } else {
        request.size = try pair(fixture["size"])
      }
      let steps = try request.steps(
        input: tensor(fixture["input"], fixture["input_shape"]), kernel: kernel)
      #expect(steps.outputShape.sizes == (try sizes(fixture["output_shape"])))
      let expected = try numbers(fixture["output"])
      expectClose(steps.makeOutput().elements, expected, "\(name) \(index)")
      expectClose(steps.map(\.value), expected, "steps of \(name) \(index)")
    }
  }

  @Test func `every stage of residual blocks agrees with PyTorch`() throws {
    let blocks = try #require(fixtures["blocks"]?.arrayValue)
    #expect(!blocks.isEmpty)
    for (index, fixture) in blocks.enumerated() {
      let input = try tensor(fixture["input"], fixture["input_shape"])
      let graph = try BlockSteps.graph(
        input: input.shape, channels: try sizes(fixture["output_shape"])[0],
        stride: try #require(fixture["stride"]?.integerValue))
      let weights = Weights(
        try #require(fixture["weights"]?.objectValue).map { member in
          let tensor = try tensor(member.value["values"], member.value["shape"])
          return NamedTensor(
            name: member.key, shape: tensor.shape, values: tensor.elements.map { Float($0) })
        })
      let statistics = try #require(
        BlockSteps.Statistics(rawValue: fixture["statistics"]?.stringValue ?? ""))
      let block = try BlockSteps(
        block: graph.blocks[0], of: PlainNetwork(graph: graph, weights: weights), input: input,
        statistics: statistics)
      let expected = try #require(fixture["stages"]?.objectValue)
      #expect(block.stages.map(\.name) == expected.map(\.key))
      for (stage, member) in zip(block.stages, expected) {
        expectClose(
          stage.output.elements, try numbers(member.value), "block \(index), \(stage.name)")
      }
    }
  }
}
