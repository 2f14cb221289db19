/// How the parameters follow their gradients.
///
/// The update rules are PyTorch's (`torch.optim.SGD`, `torch.optim.Adam`); weight decay is added to
/// the gradient of every parameter, biases and normalisation included.
public struct Optimizer: Hashable, Sendable {
  public enum Rule: Hashable, Sendable {
    /// `v = momentum v + g` (the first step: `v = g`), `w = w - lr v`; without momentum `w = w - lr g`.
    case sgd(momentum: Double)
    /// Kingma and Ba (2015), both means corrected for their start at zero.
    case adam(beta1: Double, beta2: Double, epsilon: Double)
  }

  public var rule: Rule
  /// 0 or more.
  public var learningRate: Double
  /// The factor of the parameter in its gradient; 0 or more.
  public var weightDecay: Double

  public init(rule: Rule, learningRate: Double, weightDecay: Double = 0) {
    self.rule = rule
    self.learningRate = learningRate
    self.weightDecay = weightDecay
  }

  public static func sgd(
    learningRate: Double, momentum: Double = 0, weightDecay: Double = 0
  ) -> Optimizer {
    Optimizer(
      rule: .sgd(momentum: momentum), learningRate: learningRate, weightDecay: weightDecay)
  }

  public static func adam(learningRate: Double, weightDecay: Double = 0) -> Optimizer {
    Optimizer(
      rule: .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), learningRate: learningRate,
      weightDecay: weightDecay)
  }
}
