import Networks
import Operations
import Tensors
import TestSupport
import Testing

@testable import Training

/// One step of a plan against the plain network in Double: its loss, every gradient and the running statistics.
func expectPlainGradients(_ graph: Graph, batch: Int, seed: UInt64 = 2) throws {
  let weights = try graph.initialWeights(seed: seed)
  let pictures = PatternPictures(
    count: batch, shape: graph.inputShape, classes: graph.classes, seed: seed + 2)
  let plan = try Plan(
    graph: graph, weights: weights, optimizer: .sgd(learningRate: 0), batchSize: batch, threads: 2)
  let result = plan.step(pictures.dataset(classes: graph.classes), Array(0..<batch)[...])

  var plain = try PlainNetwork(graph: graph, weights: weights)
  let (tensor, labels) = pictures.batch(0, size: batch)
  let activations = plain.forward(tensor, mode: .training)
  let gradients = plain.backward(
    Loss.crossEntropyBackward(logits: activations.logits, labels: labels),
    through: activations)
  #expect(abs(result.loss - Loss.crossEntropy(activations.logits, labels: labels)) < 1e-5)
  let found = plan.latestGradients()
  for (spec, gradient) in zip(plain.specs, gradients.parameters) where spec.isTrainable {
    // No gradient has come where the loss does not depend on it.
    let expected = gradient ?? .zeros(spec.shape)
    let values = try #require(found[spec.name]).values
    // A bias before a normalisation has no gradient but rounding.
    let largest = max(expected.elements.map(abs).max() ?? 0, 5e-3)
    for (value, expected) in zip(values, expected.elements) {
      guard abs(Double(value) - expected) <= 1e-4 * largest else {
        Issue.record("\(graph.name), \(spec.name): \(value), expected \(expected)")
        break
      }
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
