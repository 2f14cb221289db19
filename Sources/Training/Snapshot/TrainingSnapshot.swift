import Ground
import Tensors

/// A run at one moment: an immutable value with everything that the training screen draws.
public struct TrainingSnapshot: Hashable, Sendable {
  public enum State: Hashable, Sendable {
    case running
    case paused
    case ended(EndReason)
  }

  /// What one epoch came to.
  public struct EpochResult: Hashable, Sendable {
    /// From 1.
    public var epoch: Int
    /// The last step of the epoch.
    public var step: Int
    public var trainLoss: Double
    public var trainAccuracy: Double
    public var testLoss: Double?
    public var testAccuracy: Double?

    public init(
      epoch: Int, step: Int, trainLoss: Double, trainAccuracy: Double, testLoss: Double?,
      testAccuracy: Double?
    ) {
      self.epoch = epoch
      self.step = step
      self.trainLoss = trainLoss
      self.trainAccuracy = trainAccuracy
      self.testLoss = testLoss
      self.testAccuracy = testAccuracy
    }
  }

  /// Weights of the first convolution.
  public struct Filters: Hashable, Sendable {
    /// The node in the graph.
    public var node: Int
    /// `[O, I, KH, KW]`
    public var shape: Shape
    public var values: [Float]

    public init(node: Int, shape: Shape, values: [Float]) {
      self.node = node
      self.shape = shape
      self.values = values
    }
  }

  /// What one node makes of the chosen picture.
  public struct FeatureMaps: Hashable, Sendable {
    public var node: Int
    /// `[C, H, W]`, or `[F]` from flatten on.
    public var shape: Shape
    public var values: [Float]

    public init(node: Int, shape: Shape, values: [Float]) {
      self.node = node
      self.shape = shape
      self.values = values
    }
  }

  /// The picture that the network is asked about.
  public struct Picture: Hashable, Sendable {
    /// Its place among the test images (the training images where there are none), from 0.
    public var index: Int
    /// `[C, H, W]`
    public var shape: Shape
    public var pixels: [UInt8]
    /// The true class.
    public var label: Int

    public init(index: Int, shape: Shape, pixels: [UInt8], label: Int) {
      self.index = index
      self.shape = shape
      self.pixels = pixels
      self.label = label
    }
  }

  public var facts: TrainingFacts
  public var state: State
  public var pace: Pace
  /// Steps done over the whole run.
  public var step: Int
  /// The epoch that the next step belongs to, from 1; the last one once the run is done.
  public var epoch: Int
  /// The batch loss, before its update, of every step.
  public var lossCurve: TrainingCurve
  /// The share of right answers in the batch, before its update, of every step.
  public var accuracyCurve: TrainingCurve
  /// Finished epochs, oldest first.
  public var epochs: [EpochResult]
  /// Means over the epoch so far; `nil` before its first step.
  public var epochLoss: Double?
  public var epochAccuracy: Double?
  public var learningRate: Double
  /// At the present pace, over the last seconds; `nil` where no clock runs or nothing is measured yet.
  public var imagesPerSecond: Double?
  /// Seconds since this session began, pauses left out; `nil` where no clock runs.
  public var elapsed: Double?
  /// An estimate in seconds; `nil` where no clock runs or nothing is measured yet.
  public var remaining: Double?
  public var filters: Filters?
  public var picture: Picture
  public var maps: FeatureMaps
  /// One a class, for the picture, in 0...1.
  public var probabilities: [Double]
  /// The last whole checkpoint.
  public var checkpoint: String?
  /// What went wrong or why the run ended, for the screen to say.
  public var message: Bilingual?
}
