import Datasets
import Engine
import Ground
import Networks
import Tensors

/// A network made ready to learn: all memory taken and every pass decided before the first step.
///
/// A step allocates nothing. Its result does not depend on the number of threads: blocks of 16 images are
/// worked on by whichever thread is free, and what they add up to is summed in an order fixed by the
/// size of the batch. Called from one thread at a time; the threads it starts are its own.
public final class Plan: @unchecked Sendable {
  public let graph: Graph
  /// The most pictures of a step.
  public let batchSize: Int
  /// The threads that work, the caller's among them.
  public var threads: Int { pool.threadCount }
  /// The number of classes that the network tells apart.
  public let classCount: Int

  let store: ParameterStore
  let packed: PackedWeights
  let gradients: GradientStore
  let memory: OptimizerMemory
  let batch: Batch
  let inference: InferenceLowering
  let training: TrainingLowering
  let pool: ThreadPool
  private var work: StepWork

  /// - Parameters:
  ///   - weights: parameters and running statistics under PyTorch's names.
  ///   - batchSize: the most pictures of a step.
  ///   - threads: the caller's among them; more than ``GradientStore/mostGroups`` are of no use.
  /// - Throws: ``PlanError``; ``WeightsError`` where the weights are not this network's.
  public init(
    graph: Graph, weights: Weights, optimizer: Optimizer, batchSize: Int, threads: Int
  ) throws {
    EvaluationDoor.enter("a plan of \(graph.name)")
    guard batchSize >= 1 else { throw PlanError.batchNotPositive(batchSize) }
    guard threads >= 1 else { throw PlanError.threadsNotPositive(threads) }
    guard graph.outputShape.rank == 1, !graph.nodes.isEmpty else {
      throw PlanError.outputIsNotVector(network: graph.name, graph.outputShape)
    }
    self.graph = graph
    self.batchSize = batchSize
    classCount = graph.outputShape.count
    let workers = min(threads, GradientStore.mostGroups)
    do {
      try Self.requireMemory(graph: graph, batchSize: batchSize, threads: workers)
      store = try ParameterStore(graph: graph)
      packed = PackedWeights()
      gradients = try GradientStore(vectorCount: store.vectorCount, batchSize: batchSize)
      memory = try OptimizerMemory(optimizer, store: store)
      batch = try Batch(capacity: batchSize)
      let resources = PassResources(
        store: store, packed: packed, gradients: gradients, batch: batch, threads: workers)
      let passes = try graph.nodes.indices.map { index in
        guard let passes = graph.nodes[index].layer.passes else {
          throw PlanError.noKernels(layer: graph.nodes[index].name, graph.nodes[index].layer.title)
        }
        return passes.blocks(PassSite(node: index, of: graph), resources)
      }
      training = try TrainingLowering(graph: graph, passes: passes, resources: resources)
      inference = try InferenceLowering(graph: graph, passes: passes)
      try packed.allocate()
      let slots = training.program.meets ? (batchSize + laneCount - 1) / laneCount : workers
      for value in training.allValues { try value.allocate(slots: slots) }
      for value in inference.allValues { try value.allocate(slots: workers) }
    } catch let error as OutOfMemory {
      throw PlanError.tooMuchMemory(
        network: graph.name, batch: batchSize,
        MemoryExcess(bytes: error.bytes, limit: ProcessMemory.limit))
    }
    pool = ThreadPool(threadCount: workers)
    work = StepWork()
    try store.load(weights)
    makeWork()
    packWeights()
  }

  /// The learning rate of the next step.
  public var learningRate: Double {
    get { memory.optimizer.learningRate }
    set { memory.optimizer.learningRate = newValue }
  }

  /// Steps taken since the parameters were fresh.
  public var steps: Int { memory.steps }

  /// Learns from some pictures of a data set: forward, backward, update.
  ///
  /// - Parameter indices: which pictures, 1 to ``batchSize``.
  /// - Precondition: the pictures have the network's input shape, and every label is one of its classes.
  /// - Returns: loss and hits before the update.
  public func step(_ dataset: Dataset, _ indices: ArraySlice<Int>) -> StepResult {
    precondition(dataset.shape == graph.inputShape, "the pictures do not fit the network")
    precondition(dataset.classCount <= classCount, "the data set has more classes than the network")
    precondition(
      !indices.isEmpty && indices.count <= batchSize, "a step takes 1 to batchSize pictures")
    fillBatch(dataset, indices)
    memory.beginStep()
    dataset.pixels.withUnsafeBufferPointer { pixels in
      batch.pixels = pixels.baseAddress
      batch.pictures = dataset.count
      runSegments()
      batch.pixels = nil
    }
    updateParameters()
    return StepResult(loss: batch.meanLoss, correct: batch.correctCount)
  }

  /// The parameters and running statistics in the order of PyTorch's `state_dict`.
  public func weights() -> Weights { store.weights(of: graph) }

  /// One of them.
  func weights(named name: String) -> NamedTensor? { store.weights(named: name, of: graph) }

  /// The gradient of every trainable parameter in the latest step, weight decay not in it.
  func latestGradients() -> Weights {
    let sums = gradients.numbers(ofGroup: 0)
    return Weights(
      store.entries.map { ParameterStore.tensor(named: $0.spec.name, $0, from: sums) })
  }

  /// Takes over other parameters and running statistics.
  ///
  /// - Throws: ``WeightsError`` where they are not this network's; nothing is changed then.
  public func load(_ weights: Weights) throws(WeightsError) {
    try store.load(weights)
    packWeights()
  }

  /// What the optimiser remembers: with ``weights()`` enough to go on to the bit.
  public func optimizerState() -> OptimizerState { memory.state }

  /// - Throws: ``PlanError`` where the state is another optimiser's or network's; nothing is changed then.
  public func restore(_ state: OptimizerState) throws(PlanError) { try memory.restore(state) }

  private func fillBatch(_ dataset: Dataset, _ indices: ArraySlice<Int>) {
    batch.set(count: indices.count)
    var place = 0
    for index in indices {
      precondition(index >= 0 && index < dataset.count, "no such picture")
      batch.indices.pointer[place] = index
      batch.labels.pointer[place] = dataset.labels[index]
      place += 1
    }
  }
}

/// The closures of a step, made once: making them in the step would allocate.
struct StepWork {
  /// One for each segment of the program; `nil` for what one thread does alone.
  var segments: [(ThreadPool.Work)?] = []
  var update: ThreadPool.Work = { _, _ in }
  var pack: ThreadPool.Work = { _, _ in }
}

extension Plan {
  /// Vectors of parameters that a thread updates at a time.
  private static let updatePiece = 512

  private func makeWork() {
    let (batch, gradients, memory, store, packed) = (batch, gradients, memory, store, packed)
    let meets = training.program.meets
    work.segments = training.program.segments.map { segment in
      guard case .blocks(let operations) = segment else { return nil }
      return { group, thread in
        let first = group * gradients.blocksPerGroup
        for block in first..<min(first + gradients.blocksPerGroup, batch.blocks) {
          let run = BlockRun(
            slot: meets ? block : thread, thread: thread, block: block,
            images: batch.imagesOfBlock.pointer[block], group: group, beginsGroup: block == first)
          for operation in operations { operation(run) }
        }
      }
    }
    work.update = { piece, _ in
      let range = Self.piece(piece, of: Self.updatePiece, count: store.vectorCount)
      gradients.sum(groups: gradients.groups(ofBlocks: batch.blocks), range: range)
      memory.update(gradient: gradients.vectors(ofGroup: 0), range: range)
    }
    work.pack = { piece, _ in packed.pack(store.parameters.pointer, piece: piece) }
  }

  private static func piece(_ number: Int, of size: Int, count: Int) -> Range<Int> {
    number * size..<min((number + 1) * size, count)
  }

  private static func pieces(of size: Int, count: Int) -> Int { (count + size - 1) / size }

  private func runSegments() {
    let groups = gradients.groups(ofBlocks: batch.blocks)
    for (index, segment) in training.program.segments.enumerated() {
      if let segmentWork = work.segments[index] {
        pool.run(pieces: groups, segmentWork)
      } else if case .batch(let operation) = segment {
        operation()
      }
    }
  }

  private func updateParameters() {
    pool.run(pieces: Self.pieces(of: Self.updatePiece, count: store.vectorCount), work.update)
    packWeights()
  }

  private func packWeights() {
    pool.run(pieces: packed.pieceCount, work.pack)
  }

  /// Refuses what would take too much memory, before any is taken.
  private static func requireMemory(graph: Graph, batchSize: Int, threads: Int) throws {
    let blocks = (batchSize - 1) / laneCount + 1
    do {
      try MemoryPrice(ofPlanFor: graph, blocks: blocks, threads: threads).require()
    } catch {
      throw PlanError.tooMuchMemory(network: graph.name, batch: batchSize, error)
    }
  }
}
