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
    ("resnet20", [1, 4, 4], 3, 16), ("mlp", [1, 5, 7], 3, 5), ("resnet20", [1, 8, 8], 3, 5),
  ]

  @Test(arguments: cases)
  func `every gradient of a step agrees with the plain network`(
    network: String, input: Shape, classes: Int, batch: Int
  ) throws {
    try expectPlainGradients(
      Zoo.graph(network, input: input, classes: classes), batch: batch)
  }
}
