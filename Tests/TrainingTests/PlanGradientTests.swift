import Operations
import Networks
import Tensors
import TestSupport
import Testing

@testable import Training

/// The engine against the plain network in Double: every gradient of one step.
@Suite struct PlanGradientTests {
  /// Odd sizes, several channels, and batches that fill no block or end in one that is not full.
  static let cases: [(network: String, input: Shape, classes: Int, batch: Int)] = [
    ("lenet", [1, 12, 12], 10, 20), ("lenet", [3, 17, 21], 7, 3),
    ("lenet-relu", [1, 15, 12], 10, 17), ("mlp", [2, 5, 7], 13, 18),
    ("resnet8", [3, 8, 8], 10, 18), ("resnet8", [1, 5, 7], 2, 33), ("plain8", [2, 9, 6], 10, 5),
    ("resnet20", [1, 4, 4], 3, 16),
  ]

  @Test(arguments: cases)
  func `every gradient of a step agrees with the plain network`(
    network: String, input: Shape, classes: Int, batch: Int
  ) throws {
    let graph = try Zoo.graph(network, input: input, classes: classes)
    let weights = try graph.initialWeights(seed: 2)
    let pictures = PatternPictures(count: batch, shape: input, classes: classes, seed: 4)
    let plan = try Plan(
      graph: graph, weights: weights, optimizer: .sgd(learningRate: 0), batchSize: batch, threads: 2
    )
    let result = plan.step(pictures.dataset(classes: classes), Array(0..<batch)[...])

    var plain = try PlainNetwork(graph: graph, weights: weights)
    let (tensor, labels) = pictures.batch(0, size: batch)
    let activations = plain.forward(tensor, mode: .training)
    let gradients = plain.backward(
      Loss.crossEntropyBackward(logits: activations.logits, labels: labels),
      through: activations)
    #expect(
      abs(result.loss - Loss.crossEntropy(activations.logits, labels: labels)) < 1e-5)
    let found = plan.latestGradients()
    for (spec, gradient) in zip(plain.specs, gradients.parameters) where spec.isTrainable {
      let expected = try #require(gradient)
      let values = try #require(found[spec.name]).values
      let largest = expected.elements.map(abs).max() ?? 0
      for (value, expected) in zip(values, expected.elements) {
        #expect(abs(Double(value) - expected) <= 1e-4 * largest, "\(spec.name)")
      }
    }

    // The learning rate is 0: only the running statistics have moved.
    plain.updateRunningStatistics(with: activations)
    for (tensor, expected) in zip(plan.weights(), plain.weights) {
      for (value, expected) in zip(tensor.values, expected.values) {
        #expect(abs(value - expected) <= 1e-5 * max(1, abs(expected)), "\(tensor.name)")
      }
    }
  }
}
