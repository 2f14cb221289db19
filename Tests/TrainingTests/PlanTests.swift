import Datasets
import Networks
import Synchronization
import Tensors
import Testing

@testable import Training

@Suite struct PlanTests {
  private func plan(
    _ network: String, _ input: Shape, _ optimizer: Optimizer = .sgd(learningRate: 0.05),
    batch: Int = 48, threads: Int = 2
  ) throws -> Plan {
    let graph = try Zoo.graph(network, input: input, classes: 10)
    return try Plan(
      graph: graph, weights: graph.initialWeights(seed: 3), optimizer: optimizer,
      batchSize: batch, threads: threads)
  }

  private func train(_ plan: Plan, _ data: Dataset, batches: [Range<Int>]) -> [StepResult] {
    let order = Array(0..<data.count)
    return batches.map { plan.step(data, order[$0]) }
  }

  static let small: [(String, Shape)] = [
    ("lenet", [1, 20, 20]), ("lenet-relu", [3, 18, 23]), ("mlp", [1, 9, 7]),
    ("resnet8", [3, 8, 8]), ("plain8", [1, 11, 9]), ("resnet20", [2, 9, 8]),
  ]

  @Test(arguments: small)
  func `the number of threads does not change a bit`(network: String, input: Shape) throws {
    let data = noise(150, input)
    // Full batches, a last one with a block that is not full, and one with a single picture.
    let batches = [0..<48, 48..<96, 96..<133, 133..<134]
    var results: [[StepResult]] = []
    var weights: [Weights] = []
    for threads in [1, 2, 3] {
      let plan = try plan(network, input, .sgd(learningRate: 0.05, momentum: 0.9), threads: threads)
      results.append(train(plan, data, batches: batches))
      weights.append(plan.weights())
    }
    #expect(results[0].allSatisfy { $0.loss.isFinite })
    #expect(results[0] == results[1] && results[0] == results[2])
    #expect(weights[0] == weights[1] && weights[0] == weights[2])
  }

  @Test(arguments: [small[0], small[3]])
  func `what a full batch left behind does not reach a smaller one`(
    network: String, input: Shape
  ) throws {
    let data = noise(60, input)
    let used = try plan(network, input)
    let fresh = try plan(network, input)
    _ = train(used, data, batches: [0..<48])
    try used.load(fresh.weights())
    #expect(train(used, data, batches: [20..<25]) == train(fresh, data, batches: [20..<25]))
    #expect(used.weights() == fresh.weights())
  }

  @Test(arguments: [
    Optimizer.sgd(learningRate: 0.1), .sgd(learningRate: 0.05, momentum: 0.9, weightDecay: 1e-3),
    .adam(learningRate: 0.002, weightDecay: 1e-3),
  ])
  func `a restored plan goes on to the bit`(optimizer: Optimizer) throws {
    let data = noise(96, [3, 8, 8])
    let through = try plan("resnet8", [3, 8, 8], optimizer)
    _ = train(through, data, batches: [0..<48, 48..<90])
    let resumed = try plan("resnet8", [3, 8, 8], optimizer, threads: 1)
    try resumed.load(through.weights())
    try resumed.restore(through.optimizerState())
    #expect(resumed.steps == 2)
    let after = train(through, data, batches: [30..<78])
    #expect(train(resumed, data, batches: [30..<78]) == after)
    #expect(resumed.weights() == through.weights())
    #expect(resumed.optimizerState() == through.optimizerState())
  }

  @Test func `the learning rate can change between steps`() throws {
    let data = noise(16, [1, 9, 7])
    let plan = try plan("mlp", [1, 9, 7])
    let before = plan.weights()
    plan.learningRate = 0
    _ = train(plan, data, batches: [0..<16])
    #expect(plan.weights() == before)
    plan.learningRate = 0.1
    _ = train(plan, data, batches: [0..<16])
    #expect(plan.weights() != before)
  }

  @Test(arguments: small)
  func `a picture among others comes to the same bits as alone`(
    network: String, input: Shape
  ) throws {
    let data = noise(40, input)
    let plan = try plan(network, input)
    _ = train(plan, data, batches: [0..<40])
    let whole = plan.evaluate(data, 3..<38)
    #expect(whole.count == 35 && whole.logits.count == 350 && whole.predictions.count == 35)
    let alone = try PicturePlan(
      graph: plan.graph, weights: plan.weights(), keepsMaps: false, threads: 1)
    for index in [3, 20, 37] {
      let logits = alone.logits(of: data.picture(at: index))
      let first = (index - 3) * 10
      #expect(Array(whole.logits[first..<first + 10]) == logits)
      let best = logits.indices.max { logits[$0] < logits[$1] }
      #expect(whole.predictions[index - 3] == best)
    }
    #expect(whole.confusion.joined().reduce(0, +) == 35)
    #expect((0..<10).map { whole.confusion[$0][$0] }.reduce(0, +) == whole.correct)
    #expect(plan.evaluate(data, 5..<5).loss == 0)
  }

  @Test func `an evaluation tells how far it is, and ends where nobody waits for it`() throws {
    let data = noise(200, [1, 9, 7])
    let plan = try plan("mlp", [1, 9, 7], threads: 1)
    let heard = Mutex<[Watch.Progress]>([])
    let whole = plan.evaluate(
      data, 0..<200, watch: Watch { progress in heard.withLock { $0.append(progress) } })
    #expect(whole == plan.evaluate(data, 0..<200))
    #expect(heard.withLock { $0.map(\.done) } == (1...12).map { 16 * $0 } + [200])
    #expect(heard.withLock { $0.allSatisfy { $0.total == 200 } })

    let left = Mutex<(watch: Watch?, reports: Int)>((nil, 0))
    let watch = Watch { progress in
      let watch = left.withLock { left in
        left.reports += 1
        return left.watch
      }
      if progress.done >= 48 { watch?.abandon() }
    }
    left.withLock { $0.watch = watch }
    _ = plan.evaluate(data, 0..<200, watch: watch)
    #expect(throws: Watch.Abandoned.self) { try watch.check() }
    #expect(left.withLock { $0.reports } == 3)
    left.withLock { $0.watch = nil }
  }

  @Test func `what cannot be trained is refused with its reason`() throws {
    let graph = try Zoo.graph("lenet", input: [1, 28, 28], classes: 10)
    let weights = try graph.initialWeights(seed: 0)
    func plan(_ weights: Weights, batch: Int = 16, threads: Int = 1) throws {
      _ = try Plan(
        graph: graph, weights: weights, optimizer: .sgd(learningRate: 1), batchSize: batch,
        threads: threads)
    }
    #expect(throws: PlanError.batchNotPositive(0)) { try plan(weights, batch: 0) }
    #expect(throws: PlanError.threadsNotPositive(-1)) { try plan(weights, threads: -1) }
    for batch in [Int.max, Int.max / 2, 1 << 40] {
      #expect(throws: PlanError.self) { try plan(weights, batch: batch) }
    }
    #expect(throws: WeightsError.self) { try plan(Weights(Array(weights.dropLast()))) }
  }

  @Test func `the state of another optimiser is refused and changes nothing`() throws {
    let adam = try plan("mlp", [1, 9, 7], .adam(learningRate: 0.01))
    let plain = try plan("mlp", [1, 9, 7])
    let before = adam.optimizerState()
    #expect(throws: PlanError.missingState(name: "mean.1.weight")) {
      try adam.restore(plain.optimizerState())
    }
    #expect(throws: PlanError.unknownState(name: "mean.1.weight")) { try plain.restore(before) }
    #expect(throws: PlanError.stepsNegative(-1)) {
      try adam.restore(OptimizerState(steps: -1, tensors: before.tensors))
    }
    #expect(adam.optimizerState() == before)
  }
}
