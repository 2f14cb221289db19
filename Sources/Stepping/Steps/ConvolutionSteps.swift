import Operations
import Tensors

/// What steps know of themselves when they are those of a convolution, forward.
public struct ConvolutionSteps: Hashable, Sendable {
  private let convolution: Convolution
  /// `[C, H, W]`
  public let input: Tensor
  /// `[O, C / groups, KH, KW]`
  public let kernel: Tensor
  /// One number an output channel; `nil` for none.
  public let bias: [Double]?

  init?(_ steps: Steps) {
    guard case .convolution(let convolution) = steps.layer, !steps.isBackward else { return nil }
    self.convolution = convolution
    input = steps.input
    kernel = steps.parameters[0]
    bias = convolution.hasBias ? steps.parameters[1].elements : nil
  }

  public var inputShape: Shape { input.shape }
  public var window: Window { convolution.window }
  public var groups: Int { convolution.groups }

  /// The products that make one cell: `C / groups · KH · KW`.
  public var termsPerStep: Int { convolution.termsPerCell }

  /// The input channels of an output channel's group.
  public func channels(of filter: Int) -> Range<Int> { convolution.channels(of: filter) }
}

extension Steps {
  /// `nil` for every other operation, and backward.
  public var convolution: ConvolutionSteps? { ConvolutionSteps(self) }
}
