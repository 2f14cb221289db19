import Operations
import Datasets
import Ground
import Networks
import Tensors
import TestSupport
import Testing

@testable import Training

/// The plan against PyTorch (training_losses.json).
@Suite struct PlanOracleTests {
  @Test(arguments: ["lenet", "lenet-adam", "lenet-relu", "mlp", "resnet8", "plain8"])
  func `training follows PyTorch's losses, and ends where PyTorch ends`(name: String) throws {
    let run = try Run(name)
    let plan = try run.plan(run.optimizer, seed: 0)
    for (step, expected) in run.losses.enumerated() {
      let loss = plan.step(run.data, run.indices(ofBatch: step)).loss
      guard abs(loss - expected) < 1e-3 else {
        Issue.record("loss of step \(step): \(loss), PyTorch's is \(expected)")
        return
      }
    }
    for tensor in plan.weights() {
      let squares = run.json["parameters"]?[tensor.name]?.arrayValue?[1].doubleValue
      let expected = try #require(squares)
      let found = tensor.values.reduce(0.0) { $0 + Double($1) * Double($1) }
      #expect(abs(found - expected) < 1e-3 * max(expected, 1e-2), "\(tensor.name)")
    }
  }

  @Test(arguments: ["lenet", "lenet-relu", "mlp", "resnet8", "plain8"])
  func `the gradients of a step are PyTorch's`(name: String) throws {
    let run = try Run(name)
    let count = try #require(run.json["gradient_pictures"]?.integerValue)
    let gradients = try gradients(of: run.graph, run.data, Array(0..<count)[...], seed: 0)
    for (parameter, gradient) in gradients {
      let expected = try #require(run.json["gradients"]?[parameter])
      let largest = try #require(expected["largest"]?.doubleValue)
      let places = expected["places"]?.arrayValue?.compactMap(\.integerValue) ?? []
      let values = expected["values"]?.arrayValue?.compactMap(\.doubleValue) ?? []
      #expect(!places.isEmpty && places.count == values.count)
      for (place, value) in zip(places, values) {
        #expect(abs(gradient[place] - value) < 1e-4 * largest, "\(parameter)[\(place)]")
      }
    }
  }

  /// What one step subtracts from each trainable parameter, divided by the rate.
  ///
  /// The rate is so large that the parameter itself is lost beside it, and a power of two: the
  /// difference then has all the digits of the gradient.
  private func gradients(
    of graph: Graph, _ data: Dataset, _ indices: ArraySlice<Int>, seed: UInt64
  ) throws -> [String: [Double]] {
    let rate = 0x1p20
    let before = try graph.initialWeights(seed: seed)
    let plan = try Plan(
      graph: graph, weights: before, optimizer: .sgd(learningRate: rate),
      batchSize: indices.count, threads: 2)
    _ = plan.step(data, indices)
    let after = plan.weights()
    var gradients: [String: [Double]] = [:]
    for spec in graph.parameterSpecs where spec.isTrainable {
      let start = try #require(before[spec.name])
      let end = try #require(after[spec.name])
      gradients[spec.name] = zip(start.values, end.values).map { (Double($0) - Double($1)) / rate }
    }
    return gradients
  }
}

/// One training of the fixture.
private struct Run {
  let json: JSON
  let graph: Graph
  let pictures: PatternPictures
  let data: Dataset
  let batch: Int
  let optimizer: Optimizer
  let losses: [Double]

  init(_ name: String) throws {
    let json = try Fixture.json("training_losses.json")[name]
    self.json = try #require(json)
    func number(_ key: String) throws -> Int {
      let value = json?[key]?.integerValue
      return try #require(value, "\(key)")
    }
    let classes = try number("classes")
    let network = try #require(json?["network"]?.stringValue)
    graph = try Zoo.graph(
      network, input: Shape(json?["input"]?.arrayValue?.compactMap(\.integerValue) ?? []),
      classes: classes)
    pictures = PatternPictures(
      count: try number("pictures"), shape: graph.inputShape, classes: classes,
      seed: UInt64(try number("picture_seed")))
    data = dataset(pictures, classes: classes)
    batch = try number("batch")
    let rate = try #require(json?["lr"]?.doubleValue)
    let decay = try #require(json?["weight_decay"]?.doubleValue)
    let momentum = try #require(json?["momentum"]?.doubleValue)
    optimizer =
      json?["optimizer"]?.stringValue == "adam"
      ? .adam(learningRate: rate, weightDecay: decay)
      : .sgd(learningRate: rate, momentum: momentum, weightDecay: decay)
    losses = json?["losses"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    let steps = try number("steps")
    try #require(losses.count == steps)
  }

  func plan(_ optimizer: Optimizer, seed: UInt64) throws -> Plan {
    try Plan(
      graph: graph, weights: graph.initialWeights(seed: seed), optimizer: optimizer,
      batchSize: batch, threads: 2)
  }

  func indices(ofBatch step: Int) -> ArraySlice<Int> {
    pictures.indices(ofBatch: step, size: batch)[...]
  }
}

private func dataset(_ pictures: PatternPictures, classes: Int) -> Dataset {
  Dataset(
    name: "patterns", shape: pictures.shape, pixels: pictures.pixels, labels: pictures.labels,
    classes: (0..<classes).map { Bilingual("\($0)", "\($0)") })
}
