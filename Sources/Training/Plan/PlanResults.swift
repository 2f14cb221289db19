import Networks

/// What one training step found before it changed the parameters.
public struct StepResult: Hashable, Sendable {
  /// The mean cross-entropy of the batch; NaN or infinite where training has diverged.
  public let loss: Double
  /// Pictures of the batch whose largest logit is the true class.
  public let correct: Int
}

/// What a network says about pictures without learning from them.
///
/// Batch normalisation uses its running statistics.
public struct Evaluation: Hashable, Sendable {
  /// The number of pictures.
  public let count: Int
  /// The mean cross-entropy; 0 for no pictures.
  public let loss: Double
  /// Pictures whose largest logit is the true class.
  public let correct: Int
  /// The most probable class of each picture, in order.
  public let predictions: [Int]
  /// `[count, classes]` in row-major order.
  public let logits: [Float]
  /// `confusion[true class][predicted class]`.
  public let confusion: [[Int]]

  /// `correct / count`; 0 for no pictures.
  public var accuracy: Double { count == 0 ? 0 : Double(correct) / Double(count) }
}

/// All that an optimiser remembers from step to step: with the weights, enough to resume to the bit.
public struct OptimizerState: Hashable, Sendable {
  /// Steps taken.
  public let steps: Int
  /// `momentum.NAME` for SGD with momentum, `mean.NAME` and `square.NAME` for Adam, for every trainable
  /// parameter in the graph's order; empty for plain SGD.
  public let tensors: Weights

  public init(steps: Int, tensors: Weights) {
    self.steps = steps
    self.tensors = tensors
  }
}
