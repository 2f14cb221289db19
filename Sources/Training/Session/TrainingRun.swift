import Datasets
import Networks
import Tensors

/// The run itself: one step after the other, a function of the recipe and the data alone.
///
/// It knows no clock, no thread, no file and no screen; whoever drives it decides when the next step is taken.
/// Confined to one thread at a time by its owner.
final class TrainingRun {
  let facts: TrainingFacts
  private(set) var progress: TrainingProgress

  private let plan: Plan
  /// What the chosen picture is looked at with.
  private let picturePlan: PicturePlan
  /// The step whose parameters `picturePlan` has.
  private var lookedAtStep: Int
  private let train: Dataset
  private let test: Dataset?
  private var order: [Int] = []
  /// The epoch that `order` belongs to, from 0.
  private var orderEpoch: Int?

  /// A fresh run, or one that goes on where a checkpoint was taken.
  ///
  /// - Throws: `PlanError` or `WeightsError` for a network that cannot be trained as asked, or a state
  ///   of the optimiser that is another network's.
  init(
    facts: TrainingFacts, data: DatasetPair, weights: Weights,
    optimizerState: OptimizerState? = nil, progress: TrainingProgress = TrainingProgress()
  ) throws {
    self.facts = facts
    self.progress = progress
    train = data.train
    test = data.test
    let recipe = facts.recipe
    try facts.requireValuesToNormalise()
    plan = try Plan(
      graph: facts.graph, weights: weights, optimizer: recipe.optimizer,
      batchSize: min(recipe.batch, data.train.count), threads: recipe.threads)
    if let optimizerState { try plan.restore(optimizerState) }
    picturePlan = try PicturePlan(
      graph: facts.graph, weights: weights, keepsMaps: true, threads: 1)
    lookedAtStep = progress.step
  }

  /// All epochs of the recipe are trained.
  var isFinished: Bool { progress.epochs.count >= facts.recipe.epochs }

  /// The last batch of an epoch is trained and ``finishEpoch()`` is due.
  var isAtEpochEnd: Bool { progress.sums.images == facts.trainImages }

  /// The images of the next step.
  private var nextBatch: Range<Int> {
    let first = progress.sums.images
    return first..<first + min(facts.recipe.batch, facts.trainImages - first)
  }

  /// Trains on the next batch of the epoch's order.
  ///
  /// - Precondition: the run is not finished, and no epoch waits to be finished.
  func step() -> (result: StepResult, images: Int) {
    let epoch = progress.epochs.count
    if orderEpoch != epoch {
      order = Shuffling(seed: facts.recipe.seed).order(count: train.count, epoch: epoch)
      orderEpoch = epoch
    }
    let batch = nextBatch
    let result = plan.step(train, order[batch])
    progress.add(result, images: batch.count)
    return (result, batch.count)
  }

  /// Tests what the epoch has come to and begins the next.
  func finishEpoch() -> TrainingSnapshot.EpochResult {
    progress.finishEpoch(test: test.map { plan.evaluate($0, 0..<$0.count) })
  }

  /// A copy of parameters and running statistics.
  func weights() -> Weights { plan.weights() }

  func weights(named name: String) -> NamedTensor? { plan.weights(named: name) }

  /// The network with the parameters of now.
  var network: SavedNetwork {
    SavedNetwork(
      facts.recipe.network, classCount: facts.graph.classes, shape: facts.graph.inputShape,
      origin: .run(step: progress.step), weights: weights())
  }

  func optimizerState() -> OptimizerState { plan.optimizerState() }

  /// What one node makes of one of the pictures that a person may choose, and the logits, as of now.
  func view(picture index: Int, node: Int) -> (
    picture: TrainingSnapshot.Picture, maps: TrainingSnapshot.FeatureMaps, logits: [Float]
  ) {
    let pictures = test ?? train
    let input = pictures.picture(at: index)
    lookWithPresentParameters()
    return (
      TrainingSnapshot.Picture(
        index: index, shape: pictures.shape,
        pixels: Array(pictures.pixels[pictures.pixelRange(of: index)]),
        label: Int(pictures.labels[index])),
      TrainingSnapshot.FeatureMaps(
        node: node, shape: facts.graph.nodes[node].outputShape,
        values: picturePlan.maps(ofNode: node, picture: input)),
      picturePlan.logits(of: input)
    )
  }

  private func lookWithPresentParameters() {
    guard lookedAtStep != progress.step else { return }
    lookedAtStep = progress.step
    do {
      try picturePlan.load(plan.weights())
    } catch {
      preconditionFailure("a plan's parameters fit its network: \(error)")
    }
  }
}
