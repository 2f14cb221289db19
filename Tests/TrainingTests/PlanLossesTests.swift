import Networks
import Tensors
import TestSupport
import Testing

@testable import Training

/// The engine against PyTorch's float32: the losses of many steps (Tests/Fixtures/training_losses.py).
@Suite struct PlanLossesTests {
  private struct Run {
    let network: String
    let input: Shape
    let steps: Int
    let batch: Int
    let classes: Int
    let optimizer: Optimizer
    let pictures: PatternPictures
    let losses: [Double]
    let parameterSums: [(name: String, sum: Double, squares: Double)]

    init(_ name: String) throws {
      let json = try #require(try Fixture.json("training_losses.json")[name])
      func number(_ key: String) throws -> Double { try #require(json[key]?.doubleValue) }
      network = try #require(json["network"]?.stringValue)
      input = Shape(
        try #require(json["input"]?.arrayValue).compactMap { $0.doubleValue.map(Int.init) })
      steps = Int(try number("steps"))
      batch = Int(try number("batch"))
      classes = Int(try number("classes"))
      let rate = try number("lr")
      let decay = try number("weight_decay")
      optimizer =
        json["optimizer"]?.stringValue == "adam"
        ? .adam(learningRate: rate, weightDecay: decay)
        : .sgd(learningRate: rate, momentum: try number("momentum"), weightDecay: decay)
      pictures = PatternPictures(
        count: Int(try number("pictures")), shape: input, classes: classes,
        seed: UInt64(try number("picture_seed")))
      losses = try #require(json["losses"]?.arrayValue).compactMap(\.doubleValue)
      parameterSums = try #require(json["parameters"]?.objectValue).map { member in
        let numbers = (member.value.arrayValue ?? []).compactMap(\.doubleValue)
        return (member.key, numbers[0], numbers[1])
      }
    }
  }

  @Test(arguments: ["lenet", "lenet-adam", "lenet-relu", "mlp", "resnet8", "plain8"])
  func `losses follow PyTorch's float32`(name: String) throws {
    let run = try Run(name)
    #expect(run.losses.count == run.steps)
    let graph = try Zoo.graph(run.network, input: run.input, classes: run.classes)
    let plan = try Plan(
      graph: graph, weights: graph.initialWeights(seed: 0), optimizer: run.optimizer,
      batchSize: run.batch, threads: 2)
    let data = run.pictures.dataset(classes: run.classes)
    for (step, expected) in run.losses.enumerated() {
      let indices = run.pictures.indices(ofBatch: step, size: run.batch)
      let found = plan.step(data, indices[...]).loss
      #expect(abs(found - expected) < 1e-3, "step \(step)")
    }
    let weights = plan.weights()
    for (name, sum, squares) in run.parameterSums {
      let values = try #require(weights[name]).values.map(Double.init)
      let scale = max(1, squares.squareRoot())
      #expect(abs(values.reduce(0, +) - sum) < 2e-2 * scale, "\(name)")
      #expect(abs(values.reduce(0) { $0 + $1 * $1 } - squares) < 1e-2 * scale * scale, "\(name)")
    }
  }
}
