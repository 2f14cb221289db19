import Datasets
import Ground
import Networks
import Tensors
import Testing

@testable import Training

/// ImageNet has a thousand classes, others more.
@Suite struct ManyClassesTests {
  private func pictures(classes: Int) -> Dataset {
    var generator = SeededGenerator(seed: 1)
    return Dataset(
      name: "many", shape: [1, 4, 4],
      pixels: (0..<40 * 16).map { _ in UInt8(generator.integer(below: 256)) },
      labels: (0..<40).map { Int32(classes - 1 - $0) },
      classes: (0..<classes).map { Bilingual("class \($0)", "lớp \($0)") })
  }

  @Test(arguments: [257, 1_000, 21_843]) func `a network learns to tell them apart`(classes: Int)
    throws
  {
    let data = pictures(classes: classes)
    let graph = try Zoo.graph("mlp", input: data.shape, classes: classes)
    let plan = try Plan(
      graph: graph, weights: try graph.initialWeights(seed: 0),
      optimizer: .sgd(learningRate: 0.5), batchSize: 40, threads: 1)
    let first = plan.step(data, Array(0..<40)[...]).loss
    #expect(abs(first - log(Double(classes))) < 1)
    for _ in 0..<60 { _ = plan.step(data, Array(0..<40)[...]) }
    let result = plan.evaluate(data, 0..<40)
    #expect(result.loss < first / 4)
    #expect(result.predictions.filter { $0 > classes - 41 }.count > 20)
  }

  @Test(arguments: [257, 1_000]) func `a checkpoint keeps the names of all`(classes: Int) throws {
    let data = pictures(classes: classes)
    let state = CheckpointState(
      progress: TrainingProgress(),
      recipe: Recipe(network: "mlp", data: "many", optimizer: .sgd(learningRate: 0.1)),
      data: DataIdentity(DatasetPair(train: data, test: nil)))
    let read = try CheckpointState(
      StateReader(
        file: "state.json", place: "", value: try JSON(parsing: Array(state.json.description.utf8)))
    )
    #expect(read == state)
    #expect(
      read.data.digest != DataIdentity(DatasetPair(train: pictures(classes: 256), test: nil)).digest
    )
  }
}
