import Ground

/// What a run reports as it goes: the same events feed the progress lines, `--json` and the screen.
public enum TrainingEvent: Hashable, Sendable {
  case start(Start)
  case step(Step)
  case epoch(Epoch)
  case end(End)
  /// Something went wrong that training survives (a checkpoint that could not be written). It goes
  /// to standard error; it is no line of `--json`.
  case notice(Bilingual)

  public struct Start: Hashable, Sendable {
    public var network: String
    /// The trainable ones.
    public var parameters: Int
    public var trainImages: Int
    public var testImages: Int
    public var seed: UInt64
    public var threads: Int

    public init(
      network: String, parameters: Int, trainImages: Int, testImages: Int, seed: UInt64,
      threads: Int
    ) {
      self.network = network
      self.parameters = parameters
      self.trainImages = trainImages
      self.testImages = testImages
      self.seed = seed
      self.threads = threads
    }
  }

  public struct Step: Hashable, Sendable {
    /// From 1, over the whole run.
    public var step: Int
    /// The batch's mean loss before its update.
    public var loss: Double

    public init(step: Int, loss: Double) {
      self.step = step
      self.loss = loss
    }
  }

  public struct Epoch: Hashable, Sendable {
    /// From 1.
    public var epoch: Int
    /// The total of the recipe; not part of the JSON object.
    public var epochs: Int
    /// Mean over the images of the epoch, each as it was when its batch was trained.
    public var trainLoss: Double
    /// 0...1, in the same manner.
    public var trainAccuracy: Double
    /// `nil` without test images.
    public var testLoss: Double?
    public var testAccuracy: Double?
    /// Training alone; `nil` where no clock runs (a tape).
    public var imagesPerSecond: Double?
    /// The whole epoch, its test included; `nil` where no clock runs.
    public var seconds: Double?

    public init(
      epoch: Int, epochs: Int, trainLoss: Double, trainAccuracy: Double, testLoss: Double?,
      testAccuracy: Double?, imagesPerSecond: Double?, seconds: Double?
    ) {
      self.epoch = epoch
      self.epochs = epochs
      self.trainLoss = trainLoss
      self.trainAccuracy = trainAccuracy
      self.testLoss = testLoss
      self.testAccuracy = testAccuracy
      self.imagesPerSecond = imagesPerSecond
      self.seconds = seconds
    }
  }

  public struct End: Hashable, Sendable {
    public var reason: EndReason
    /// The absolute path of the last whole checkpoint; `nil` if there is none.
    public var checkpoint: String?

    /// The run's folder, which holds the checkpoint and is what `--resume` takes.
    public var folder: String? {
      checkpoint.map { path in path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path }
    }

    public init(reason: EndReason, checkpoint: String?) {
      self.reason = reason
      self.checkpoint = checkpoint
    }
  }
}

/// Why a run ended.
public enum EndReason: String, Hashable, Sendable, CaseIterable {
  /// All epochs are trained.
  case done
  /// Someone asked it to stop; it can be resumed.
  case interrupted
  /// The loss became infinite or no number.
  case diverged
}
