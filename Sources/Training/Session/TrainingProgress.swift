/// How far a run is: with the parameters and the optimiser's state, all that a run needs to go on.
struct TrainingProgress: Hashable, Sendable {
  /// Sums over the images of the epoch that is under way.
  struct EpochSums: Hashable, Sendable {
    var images = 0
    /// The batch's mean loss times its images, summed batch by batch.
    var loss = 0.0
    var correct = 0

    var meanLoss: Double? { images == 0 ? nil : loss / Double(images) }
    var accuracy: Double? { images == 0 ? nil : Double(correct) / Double(images) }
  }

  /// Steps done over the whole run.
  var step = 0
  var sums = EpochSums()
  /// Finished epochs.
  var epochs: [TrainingSnapshot.EpochResult] = []
  var lossCurve = TrainingCurve()
  var accuracyCurve = TrainingCurve()

  mutating func add(_ result: StepResult, images: Int) {
    step += 1
    sums.images += images
    sums.loss += result.loss * Double(images)
    sums.correct += result.correct
    lossCurve.append(step: step, value: result.loss)
    accuracyCurve.append(step: step, value: Double(result.correct) / Double(images))
  }

  /// Closes the epoch and begins the next one's sums.
  mutating func finishEpoch(test: Evaluation?) -> TrainingSnapshot.EpochResult {
    let result = TrainingSnapshot.EpochResult(
      epoch: epochs.count + 1, step: step, trainLoss: sums.meanLoss ?? 0,
      trainAccuracy: sums.accuracy ?? 0, testLoss: test?.loss, testAccuracy: test?.accuracy)
    epochs.append(result)
    sums = EpochSums()
    return result
  }
}
