import Ground
import Operations
import Stepping
import Networks
import Tensors

@testable import Training

/// Snapshots as a run would publish them, made from formulas so that a frame has known numbers.
enum TrainingFixtures {
  static let clothes = [
    Bilingual("t-shirt", "áo phông"), Bilingual("trouser", "quần dài"),
    Bilingual("pullover", "áo len"), Bilingual("dress", "váy"), Bilingual("coat", "áo khoác"),
    Bilingual("sandal", "dép"), Bilingual("shirt", "áo sơ mi"),
    Bilingual("sneaker", "giày thể thao"), Bilingual("bag", "túi"),
    Bilingual("ankle boot", "bốt cổ ngắn"),
  ]

  /// - Parameters:
  ///   - steps: steps done, 100 to an epoch.
  ///   - node: whose maps are shown.
  static func snapshot(
    network: String = "lenet-relu", steps: Int = 230, state: TrainingSnapshot.State = .running,
    node: Int = 0, picture: Int = 17
  ) throws -> TrainingSnapshot {
    let graph = try Zoo.graph(network)
    let recipe = Recipe(
      network: network, data: "fashion-mnist", batch: 64,
      optimizer: .sgd(learningRate: 0.05, momentum: 0.9), threads: 2)
    var loss = TrainingCurve()
    var accuracy = TrainingCurve()
    for step in stride(from: 1, through: steps, by: 1) {
      let noise = Double(step * 7919 % 101) / 1010
      loss.append(step: step, value: 0.4 + 1.9 / (1 + Double(step) / 40) + noise)
      accuracy.append(step: step, value: 0.9 - 0.8 / (1 + Double(step) / 30) - noise)
    }
    let shape = graph.nodes[node].outputShape
    let input = graph.inputShape
    return TrainingSnapshot(
      facts: TrainingFacts(
        recipe: recipe, graph: graph, parameters: graph.cost.parameters,
        dataName: "fashion-mnist", classes: clothes, trainImages: 6_400, testImages: 1_000),
      state: state, pace: .flatOut, step: steps, epoch: min(10, steps / 100 + 1),
      lossCurve: loss, accuracyCurve: accuracy,
      epochs: (0..<min(10, steps / 100)).map {
        TrainingSnapshot.EpochResult(
          epoch: $0 + 1, step: ($0 + 1) * 100, trainLoss: 0.8 - 0.1 * Double($0),
          trainAccuracy: 0.7, testLoss: 0.75 - 0.1 * Double($0),
          testAccuracy: 0.72 + 0.01 * Double($0))
      },
      epochLoss: 0.412, epochAccuracy: 0.851, learningRate: 0.05, imagesPerSecond: 58_214,
      elapsed: 3.2, remaining: 7.9, filters: filters(of: graph),
      picture: TrainingSnapshot.Picture(
        index: picture, shape: input,
        pixels: (0..<input.count).map { UInt8(($0 % input[2] * 9 + $0 / input[2] * 5) % 256) },
        label: 7),
      maps: TrainingSnapshot.FeatureMaps(
        node: node, shape: shape,
        values: (0..<shape.count).map { Float($0 * 31 % 97) / 48.5 - 0.5 }),
      probabilities: [0.01, 0, 0, 0, 0, 0.06, 0, 0.905, 0.005, 0.02],
      checkpoint: "/runs/lenet-relu/step-200", message: nil)
  }

  private static func filters(of graph: Graph) -> TrainingSnapshot.Filters? {
    for (index, node) in graph.nodes.enumerated() {
      guard case .convolution(let convolution) = node.layer else { continue }
      let kernel = convolution.window.kernel
      let shape: Shape = [
        convolution.outputChannels, convolution.inputChannels, kernel.height, kernel.width,
      ]
      return TrainingSnapshot.Filters(
        node: index, shape: shape,
        values: (0..<shape.count).map { Float($0 * 37 % 23) / 23 - 0.5 })
    }
    return nil
  }
}

extension TrainingFixtures {
  /// A network as a run hands it over.
  static func held(_ network: String = "lenet-relu") throws -> HeldNetwork {
    let graph = try Zoo.graph(network)
    return HeldNetwork(
      SavedNetwork(
        network, classCount: graph.classes, shape: graph.inputShape, origin: .run(step: 230),
        weights: try graph.initialWeights(seed: 0)))
  }
}

extension RunID {
  /// The first run of a session that opens on the training screen.
  static let first = RunID(screen: 1, number: 0)
}
