import Ground
import Tensors
import TestSupport
import Testing

@testable import Networks

@Suite struct InitialWeightsTests {
  @Test func `LeNet's weights fill Xavier's range, its biases PyTorch's`() throws {
    let weights = try Zoo.graph("lenet").initialWeights(seed: 3)
    try expect(weights["0.weight"], fills: (6.0 / (25 + 150)).squareRoot())
    try expect(weights["7.weight"], fills: (6.0 / (400 + 120)).squareRoot())
    try expect(weights["7.bias"], fills: 1 / 20.0)
  }

  @Test func `residual networks start from PyTorch's defaults`() throws {
    let weights = try Zoo.graph("resnet8").initialWeights(seed: 3)
    try expect(weights["layer2.0.conv1.weight"], fills: 1 / 12.0)
    try expect(weights["fc.weight"], fills: 1 / 8.0)
    #expect(weights["bn1.weight"]?.values.allSatisfy { $0 == 1 } == true)
    #expect(weights["bn1.bias"]?.values.allSatisfy { $0 == 0 } == true)
    #expect(weights["bn1.running_mean"]?.values.allSatisfy { $0 == 0 } == true)
    #expect(weights["bn1.running_var"]?.values.allSatisfy { $0 == 1 } == true)
  }

  @Test(arguments: Zoo.names)
  func `first weights are to the bit what the fixtures assume`(network: String) throws {
    let expected = try Fixture.json("network_costs.json")["initial_bits"]?[network]?.objectValue
    let weights = try Zoo.graph(network).initialWeights(seed: 7)
    let drawn = weights.filter { !$0.name.contains("bn") && !$0.name.contains("downsample.1") }
    #expect(
      expected
        == drawn.map { tensor in
          JSON.Member(tensor.name, .integer(tensor.values.reduce(0) { $0 + Int($1.bitPattern) }))
        })
  }

  @Test func `equality of weights is to the bit`() {
    func weights(_ value: Float) -> Weights {
      Weights([NamedTensor(name: "w", shape: [1], values: [value])])
    }
    #expect(weights(.nan) == weights(.nan))
    #expect(weights(0) != weights(-0.0))
    #expect(Weights([NamedTensor(name: "w", shape: [0], values: [])]) != Weights())
  }

  @Test func `the same seed gives the same weights and another seed others`() throws {
    let graph = try Zoo.graph("lenet-relu")
    #expect(try graph.initialWeights(seed: 1) == graph.initialWeights(seed: 1))
    #expect(try graph.initialWeights(seed: 1) != graph.initialWeights(seed: 2))
  }

  @Test func `a plain network starts where the residual one does`() throws {
    let residual = try Zoo.graph("resnet8").initialWeights(seed: 5)
    for tensor in try Zoo.graph("plain8").initialWeights(seed: 5) {
      #expect(tensor == residual[tensor.name])
    }
  }

  @Test func `parameters that no machine can hold are refused before memory is taken`() throws {
    let graph = try Zoo.graph("mlp", input: [1, 1 << 24, 1 << 24])
    let error = #expect(throws: WeightsError.self) { try graph.initialWeights(seed: 0) }
    #expect(
      error?.explanation.english.hasPrefix("network mlp: keeping its parameters needs ") == true)
  }

  private func expect(_ tensor: NamedTensor?, fills bound: Double) throws {
    let tensor = try #require(tensor)
    let largest = Double(try #require(tensor.values.max()))
    let smallest = Double(try #require(tensor.values.min()))
    #expect(largest <= bound * (1 + 1e-6) && largest > 0.9 * bound)
    #expect(smallest >= -bound * (1 + 1e-6) && smallest < -0.9 * bound)
  }
}
