import Operations
import Tensors

@testable import Networks

/// How the plain network's parameters follow their gradients, in `Double`, as PyTorch's `optim` does.
struct PlainOptimizer: Hashable, Sendable {
  enum Rule: Hashable, Sendable {
    /// Velocity v = momentum v + g, then p = p - rate v.
    case sgd(momentum: Double)
    /// Kingma and Ba, "Adam: a method for stochastic optimization" (2015), with bias correction.
    case adam(beta1: Double, beta2: Double, epsilon: Double)
  }

  let rule: Rule
  var learningRate: Double
  /// Added to the gradient as `weightDecay` times the parameter, on all parameters.
  let weightDecay: Double
  private var steps = 0
  /// The velocity of SGD, or Adam's first moment; one tensor a parameter, empty before the first step.
  private var first: [[Double]] = []
  /// Adam's second moment.
  private var second: [[Double]] = []

  init(_ rule: Rule, learningRate: Double, weightDecay: Double = 0) {
    self.rule = rule
    self.learningRate = learningRate
    self.weightDecay = weightDecay
  }

  /// Takes one step; running statistics stay.
  mutating func update(_ network: inout PlainNetwork, with gradients: PlainNetwork.Gradients) {
    steps += 1
    if first.isEmpty {
      first = network.parameters.map { Array(repeating: 0, count: $0.elements.count) }
      second = first
    }
    for (index, gradient) in gradients.parameters.enumerated() {
      guard let gradient else { continue }
      let (rule, rate, decay, steps) = (rule, learningRate, weightDecay, steps)
      // Bare pointers: a debug build, which is what tests run, is many times faster so.
      gradient.elements.withUnsafeBufferPointer { gradient in
        network.parameters[index].elements.withUnsafeMutableBufferPointer { values in
          first[index].withUnsafeMutableBufferPointer { first in
            second[index].withUnsafeMutableBufferPointer { second in
              Self.update(
                values, with: gradient, first, second, by: rule, rate: rate, decay: decay,
                step: steps)
            }
          }
        }
      }
    }
  }

  private static func update(
    _ values: UnsafeMutableBufferPointer<Double>, with gradient: UnsafeBufferPointer<Double>,
    _ first: UnsafeMutableBufferPointer<Double>, _ second: UnsafeMutableBufferPointer<Double>,
    by rule: Rule, rate: Double, decay: Double, step: Int
  ) {
    guard let p = values.baseAddress, let g = gradient.baseAddress, let m = first.baseAddress,
      let v = second.baseAddress
    else { return }
    let count = values.count
    var i = 0
    switch rule {
    case .sgd(let momentum):
      while i < count {
        m[i] = momentum * m[i] + g[i] + decay * p[i]
        p[i] -= rate * m[i]
        i += 1
      }
    case .adam(let beta1, let beta2, let epsilon):
      let firstCorrection = 1 - power(beta1, step)
      let secondCorrection = 1 - power(beta2, step)
      while i < count {
        let slope = g[i] + decay * p[i]
        m[i] = beta1 * m[i] + (1 - beta1) * slope
        v[i] = beta2 * v[i] + (1 - beta2) * slope * slope
        let deviation = (v[i] / secondCorrection).squareRoot() + epsilon
        p[i] -= rate * (m[i] / firstCorrection) / deviation
        i += 1
      }
    }
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}

extension PlainNetwork {
  /// One step of training on a batch: forward, softmax cross-entropy, backward, update.
  ///
  /// - Parameters:
  ///   - pictures: `[N, C, H, W]`
  ///   - labels: `N` classes.
  /// - Returns: the mean loss of the batch before the update.
  mutating func trainStep(
    _ pictures: Tensor, labels: [Int], optimizer: inout PlainOptimizer
  ) -> Double {
    let activations = forward(pictures, mode: .training)
    let loss = Loss.crossEntropy(activations.logits, labels: labels)
    let gradients = backward(
      Loss.crossEntropyBackward(logits: activations.logits, labels: labels),
      through: activations)
    updateRunningStatistics(with: activations)
    optimizer.update(&self, with: gradients)
    return loss
  }
}
