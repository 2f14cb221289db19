import Ground
import Operations
import Tensors

/// A kernel that is found by gradient descent on the sum of squared differences between what it makes of an
/// input and a target; no bias. Every iteration is kept, so any of them is reached at once.
///
/// Zhang et al., "Dive into Deep Learning" (1.0.3), section 7.2.4: there an edge detector is learned from
/// pairs of pictures.
public struct KernelLearning: Hashable, Sendable {
  public let layer: Convolution
  /// `[C, H, W]`
  public let input: Tensor
  /// What the output should be, of its shape.
  public let target: Tensor
  public let learningRate: Double
  /// The kernel before each iteration, and after the last: one more than there are iterations.
  public let kernels: [Tensor]
  /// The gradient of the loss with respect to the kernel before each iteration.
  public let gradients: [Tensor]
  /// The same with respect to the output, of which those are the sums; `nil` where that is too much to keep.
  public let outputGradients: [Tensor]?
  /// Of the kernel before each iteration.
  public let losses: [Double]
  /// Of the kernel after the last.
  public let finalLoss: Double

  /// - Parameter goesOn: asked before each iteration, with its number; `false` ends the computation.
  /// - Throws: ``StepError/abandoned`` when it was ended, and for an operation that does not take the input.
  init(
    _ layer: Convolution, input: Tensor, target: Tensor, kernel: Tensor, learningRate: Double,
    iterations: Int, while goesOn: (Int) -> Bool
  ) throws(StepError) {
    self.layer = layer
    self.input = input
    self.target = target
    self.learningRate = learningRate
    var kernels = [kernel]
    var gradients: [Tensor] = []
    var outputGradients: [Tensor]? =
      Self.keepsOutputGradients(of: target.shape, iterations: iterations) ? [] : nil
    var losses: [Double] = []
    for iteration in 0..<iterations {
      guard goesOn(iteration) else { throw .abandoned }
      let kernel = kernels[iteration]
      let steps = try Self.steps(layer, input, kernel)
      let difference = Self.difference(of: steps, to: target)
      losses.append(Self.loss(difference))
      let arriving = Self.gradient(difference)
      let gradient = steps.backward(to: .parameter(0), gradient: arriving).makeOutput()
      outputGradients?.append(arriving)
      gradients.append(gradient)
      kernels.append(
        Tensor(
          shape: kernel.shape,
          elements: zip(kernel.elements, gradient.elements).map { $0 - learningRate * $1 }))
    }
    guard goesOn(iterations) else { throw .abandoned }
    finalLoss = Self.loss(
      Self.difference(of: try Self.steps(layer, input, kernels[iterations]), to: target))
    self.kernels = kernels
    self.gradients = gradients
    self.outputGradients = outputGradients
    self.losses = losses
  }

  public var iterations: Int { losses.count }

  /// The loss of the kernel that an iteration begins with; after the last that of the kernel which was found.
  public func loss(at iteration: Int) -> Double {
    iteration < losses.count ? losses[iteration] : finalLoss
  }

  /// The convolution with the kernel that an iteration begins with.
  public func steps(at iteration: Int) -> Steps? {
    try? Self.steps(layer, input, kernels[iteration])
  }

  /// Whether the gradients at the output of all iterations are few enough to be kept: 8 MB.
  static func keepsOutputGradients(of output: Shape, iterations: Int) -> Bool {
    iterations <= 1_000_000 / max(1, output.count)
  }

  private static func steps(
    _ layer: Convolution, _ input: Tensor, _ kernel: Tensor
  ) throws(StepError) -> Steps {
    do {
      return try Steps(.convolution(layer), inputs: [input], parameters: [kernel])
    } catch {
      throw .operation(error, .learn)
    }
  }

  private static func difference(of steps: Steps, to target: Tensor) -> Tensor {
    Tensor(
      shape: target.shape,
      elements: zip(steps.makeOutput().elements, target.elements).map { $0 - $1 })
  }

  private static func loss(_ difference: Tensor) -> Double {
    difference.elements.reduce(0) { $0 + $1 * $1 }
  }

  /// Of a sum of squares.
  private static func gradient(_ difference: Tensor) -> Tensor {
    Tensor(shape: difference.shape, elements: difference.elements.map { 2 * $0 })
  }
}
