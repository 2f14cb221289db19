import Ground
import Tensors

/// Drives a run: applies what a person asks, reports events, saves, and keeps the figures that only a
/// clock can give. Nothing in here changes what the run computes.
final class TrainingLoop {
  let run: TrainingRun
  private let store: CheckpointStore?
  private(set) var lastCheckpoint: String?
  /// The step at which the last whole checkpoint was taken.
  private var savedStep: Int?

  private(set) var isPaused = false
  /// Steps that were asked for one by one and are not taken yet.
  private(set) var owedSteps = 0
  private(set) var pace = Pace.flatOut
  private(set) var picture = 0
  private(set) var node: Int
  private(set) var ended: EndReason?
  private(set) var message: Bilingual?
  /// Why the last attempt to save failed; `nil` once one has succeeded.
  private var saveFailure: Bilingual?
  /// What was said of a run that only guesses.
  private var chance: Bilingual?
  private var hasBegun = false
  /// Something that a screen shows has changed since ``snapshot()`` was taken last.
  private(set) var hasNews = true

  let stopwatch: Stopwatch?
  var onEvent: @Sendable (TrainingEvent) -> Void = { _ in }

  /// - Parameters:
  ///   - store: where checkpoints go; `nil` saves none.
  ///   - checkpoint: the one that the run continues.
  ///   - measuresTime: whether events and snapshots have speeds and times.
  init(run: TrainingRun, store: CheckpointStore?, checkpoint: String?, measuresTime: Bool) {
    self.run = run
    self.store = store
    lastCheckpoint = checkpoint
    savedStep = checkpoint == nil ? nil : run.progress.step
    node = run.facts.firstMapNode
    stopwatch = measuresTime ? Stopwatch() : nil
  }

  /// A step may be taken now, as far as the person is concerned.
  var wantsStep: Bool { ended == nil && (!isPaused || owedSteps > 0) }

  func apply(_ control: TrainingControl) {
    hasNews = true
    switch control {
    case .pause: isPaused = true
    case .resume:
      isPaused = false
      owedSteps = 0
    case .stepOnce:
      isPaused = true
      owedSteps += 1
    case .setPace(let pace):
      if pace != self.pace { stopwatch?.changePace() }
      self.pace = pace
    case .choosePicture(let index): picture = min(max(index, 0), run.facts.pictureCount - 1)
    case .chooseNode(let index): node = min(max(index, 0), run.facts.graph.nodes.count - 1)
    case .stop: if ended == nil { end(.interrupted) }
    }
  }

  /// The start event and a new run's first checkpoint; once.
  func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    let facts = run.facts
    onEvent(
      .start(
        .init(
          network: facts.recipe.network, parameters: facts.parameters,
          trainImages: facts.trainImages, testImages: facts.testImages, seed: facts.recipe.seed,
          threads: facts.recipe.threads)))
    if savedStep == nil { save() }
    if run.isFinished { end(.done) }
  }

  /// One step and, after an epoch's last one, its test and checkpoint.
  func takeStep() {
    if owedSteps > 0 { owedSteps -= 1 }
    hasNews = true
    stopwatch?.beginStep()
    let (result, images) = run.step()
    stopwatch?.endStep(images: images)

    let step = run.progress.step
    let isLast = step == run.facts.totalSteps
    if step % run.facts.recipe.logEvery == 0 || isLast || !result.loss.isFinite {
      onEvent(.step(.init(step: step, loss: result.loss)))
    }
    guard result.loss.isFinite else { return diverge(step: step, quantity: .loss(result.loss)) }
    if run.isAtEpochEnd { finishEpoch() }
  }

  private func finishEpoch() {
    let result = run.finishEpoch()
    let times = stopwatch?.finishEpoch()
    onEvent(
      .epoch(
        .init(
          epoch: result.epoch, epochs: run.facts.recipe.epochs, trainLoss: result.trainLoss,
          trainAccuracy: result.trainAccuracy, testLoss: result.testLoss,
          testAccuracy: result.testAccuracy, imagesPerSecond: times?.imagesPerSecond,
          seconds: times?.seconds)))
    if let loss = result.testLoss, !loss.isFinite {
      return diverge(step: result.step, quantity: .testLoss(loss))
    }
    save()
    tellOfChance(result)
    if run.isFinished, ended == nil { end(.done) }
  }

  private func end(_ reason: EndReason) {
    // The last epoch has tried to save just now.
    if reason == .interrupted, savedStep != run.progress.step { save() }
    // Saving may have found that the run has diverged.
    guard ended == nil else { return }
    ended = reason
    onEvent(.end(.init(reason: reason, checkpoint: lastCheckpoint)))
  }

  private func diverge(step: Int, quantity: Divergence.Quantity) {
    let divergence = Divergence(
      step: step, quantity: quantity, learningRate: run.facts.recipe.optimizer.learningRate)
    say(divergence.explanation)
    end(.diverged)
  }

  /// Says once that the network only guesses; no longer once it does better.
  private func tellOfChance(_ result: TrainingSnapshot.EpochResult) {
    guard let chance = ChanceLevel(result, of: run.facts) else {
      if message == self.chance { message = nil }
      chance = nil
      return
    }
    guard self.chance == nil else { return }
    self.chance = chance.explanation
    say(chance.explanation)
  }

  private func say(_ sentence: Bilingual) {
    message = sentence
    onEvent(.notice(sentence))
  }

  /// Whether the newest checkpoint has the newest parameters; true where nothing is to be saved.
  var isSaved: Bool { store == nil || savedStep == run.progress.step }

  /// Writes a checkpoint; what goes wrong is said, and tried again at the next point.
  private func save() {
    guard let store else { return }
    let weights = run.weights()
    let isFinite = weights.allSatisfy { $0.values.allSatisfy(\.isFinite) }
    guard isFinite else { return diverge(step: run.progress.step, quantity: .parameters) }
    do {
      lastCheckpoint = try store.save(
        progress: run.progress, recipe: run.facts.recipe, weights: weights,
        optimizerState: run.optimizerState())
      savedStep = run.progress.step
      if message == saveFailure { message = nil }
      saveFailure = nil
    } catch {
      saveFailure = CheckpointStore.sentence(for: error)
      saveFailure.map(say)
    }
  }

  /// Everything that the screen draws, as it is now.
  func snapshot() -> TrainingSnapshot {
    hasNews = false
    let progress = run.progress
    let facts = run.facts
    let view = run.view(picture: picture, node: node)
    return TrainingSnapshot(
      facts: facts,
      state: ended.map(TrainingSnapshot.State.ended) ?? (isPaused ? .paused : .running),
      pace: pace, step: progress.step,
      epoch: min(progress.epochs.count + 1, facts.recipe.epochs),
      lossCurve: progress.lossCurve, accuracyCurve: progress.accuracyCurve,
      epochs: progress.epochs, epochLoss: progress.sums.meanLoss,
      epochAccuracy: progress.sums.accuracy,
      learningRate: facts.recipe.optimizer.learningRate,
      imagesPerSecond: stopwatch?.imagesPerSecond, elapsed: stopwatch?.elapsed,
      remaining: stopwatch?.remaining(steps: facts.totalSteps - progress.step),
      filters: filters(), picture: view.picture, maps: view.maps,
      probabilities: probabilities(of: view.logits), checkpoint: lastCheckpoint, message: message)
  }

  private func filters() -> TrainingSnapshot.Filters? {
    guard let spec = run.facts.filterSpec, let tensor = run.weights(named: spec.name) else {
      return nil
    }
    return TrainingSnapshot.Filters(node: spec.node, shape: tensor.shape, values: tensor.values)
  }
}
