import Networks
import Operations
import TestSupport
import Tensors
import Testing

@testable import Training

/// Every operation in every small geometry, in a network of which it is the middle: what the fast passes make of it is
/// what the plain ones make.
@Suite struct EveryOperationTests {
  static let cases = OperationCase.all.filter {
    if case .batchNorm = $0.layer, $0.mode != .training { return false }
    return $0.layer.passes != nil
  }

  /// Each input of the operation comes from a layer that learns, and a dense layer reads its output.
  private func graph(around operation: OperationCase) throws -> Graph {
    var builder = try GraphBuilder(
      name: "\(operation)", input: [2, 5, 6], initialization: .standard)
    var inputs: [Graph.Source] = []
    for (number, shape) in operation.inputs.enumerated() {
      if shape.rank == 3 {
        inputs.append(
          // Before a normalisation a bias has no gradient.
          try builder.convolution(
            "input\(number)", channels: shape[0], kernel: 1, hasBias: false, after: .input))
      } else {
        try builder.layer("flatten\(number)", .flatten, after: .input)
        inputs.append(try builder.linear("input\(number)", features: shape[0]))
      }
    }
    let output = try builder.add(operation.layer, named: "operation", to: inputs)
    if builder.shape(of: output).rank == 3 { try builder.layer("flatten", .flatten) }
    try builder.linear("logits", features: 3)
    return try builder.graph()
  }

  @Test(arguments: cases) func `trains as the plain network does`(operation: OperationCase) throws {
    try expectPlainGradients(try graph(around: operation), batch: 19)
  }

  @Test(arguments: cases) func `is the plain one on one picture`(operation: OperationCase) throws {
    let graph = try graph(around: operation)
    let weights = try graph.initialWeights(seed: 3)
    let picture = OperationCase.noise(graph.inputShape, seed: 4)
    let plain = try PlainNetwork(graph: graph, weights: weights)
      .forward(picture.reshaped(to: Shape([1] + picture.shape.sizes)), mode: .inference)
    let plan = try PicturePlan(graph: graph, weights: weights, keepsMaps: true, threads: 2)
    for (node, output) in plain.outputs.enumerated() {
      let found = plan.maps(ofNode: node, picture: picture)
      #expect(found.count == output.elements.count)
      let error = zip(found, output.elements).map { abs(Double($0) - $1) }.max() ?? .infinity
      #expect(error <= 2e-6, "\(graph.nodes[node].name)")
    }
  }
}
