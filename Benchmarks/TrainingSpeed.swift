import Datasets
import Ground
import Operations
import Networks
import Tensors
import Training

/// Images a second of training, testing excluded: forward, loss, backward and update.
final class TrainingSpeed {
  let network: String
  let batch: Int
  private let plan: Plan
  private let data: Dataset
  private let order: [Int]
  private var step = 0

  /// Pictures of noise: what they show does not change the work.
  init(network: String, batch: Int, threads: Int) throws {
    self.network = network
    self.batch = batch
    let input = try Zoo.defaultInput(of: network)
    let graph = try Zoo.graph(network, input: input, classes: 10)
    plan = try Plan(
      graph: graph, weights: graph.initialWeights(seed: 0),
      optimizer: .sgd(learningRate: 0.01), batchSize: batch, threads: threads)
    var generator = SeededGenerator(seed: 1)
    let count = 4 * batch
    data = Dataset(
      name: "noise", shape: input,
      pixels: (0..<count * input.count).map { _ in UInt8(truncatingIfNeeded: generator.next()) },
      labels: (0..<count).map { _ in UInt8(generator.integer(below: 10)) },
      classes: (0..<10).map { Bilingual("\($0)", "\($0)") })
    order = Array(0..<count)
    for _ in 0..<5 { takeStep() }
  }

  /// - Parameter seconds: about how long to measure.
  /// - Returns: images a second, from the median time of a step.
  func measure(seconds: Double) -> Double {
    let clock = ContinuousClock()
    var times: [Double] = []
    let end = clock.now + .seconds(seconds)
    while clock.now < end || times.count < 3 {
      times.append(clock.measure { takeStep() } / .seconds(1))
    }
    return Double(batch) / median(times)
  }

  private func takeStep() {
    let first = step % 4 * batch
    _ = plan.step(data, order[first..<first + batch])
    step += 1
  }
}

/// The middle of some numbers, the upper one of two.
func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
