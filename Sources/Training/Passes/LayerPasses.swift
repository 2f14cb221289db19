import Engine
import Operations

/// How an operation runs: on many pictures, 16 in the lanes of a vector, and on one picture, whose channels are in the
/// lanes.
struct LayerPasses {
  let blocks: (PassSite, PassResources) -> any OperationPasses
  let picture: (PassSite) -> any PicturePass

  /// An activation, made of one kernel forward and one backward.
  static func activation(
    _ function: @escaping Activations.Function, gradient: @escaping Activations.Gradient
  ) -> LayerPasses {
    LayerPasses(
      blocks: { _, _ in ActivationPasses(function, gradient: gradient) },
      picture: { _ in
        PointwisePicturePass { function($0[0].pointer, $0[0].layout, $1.pointer, $1.layout) }
      })
  }
}

extension Layer {
  /// The passes of a layer that stands for itself: the one place that picks them. `nil` for an operation that is stepped
  /// through and has no fast kernels: a network with it cannot run.
  var passes: LayerPasses? {
    switch self {
    case .convolution(let convolution) where convolution.isRegular:
      LayerPasses(
        blocks: { ConvolutionPasses(convolution, at: $0, in: $1) },
        picture: { SlidingPicturePass(convolution, at: $0) })
    case .linear(let linear):
      LayerPasses(
        blocks: { LinearPasses(linear, at: $0, in: $1) },
        picture: { _ in SlidingPicturePass(linear) })
    case .batchNorm(let norm):
      LayerPasses(
        blocks: { BatchNormPasses(norm, node: $0.node, in: $1) },
        picture: { _ in ScalingPicturePass(norm) })
    case .relu: .activation(Activations.relu, gradient: Activations.reluGradient)
    case .sigmoid: .activation(Activations.sigmoid, gradient: Activations.sigmoidGradient)
    case .tanh: .activation(Activations.tanh, gradient: Activations.tanhGradient)
    case .maxPooling(let pooling) where pooling.window.isRegular:
      LayerPasses(
        blocks: { site, _ in MaxPoolingPasses(pooling, at: site) },
        picture: { PoolingPicturePass(.maximum, pooling.window, at: $0) })
    case .averagePooling(let pooling) where pooling.isRegular:
      LayerPasses(
        blocks: { site, _ in AveragePoolingPasses(pooling, at: site) },
        picture: { PoolingPicturePass(.average, pooling.window, at: $0) })
    case .globalAveragePooling:
      LayerPasses(
        blocks: { _, _ in GlobalAveragePasses() }, picture: { _ in GlobalAveragePicturePass() })
    case .convolution, .maxPooling, .averagePooling, .softmax, .crossEntropy, .dropout,
      .transposedConvolution, .shift,
      .adaptiveAveragePooling:
      nil
    case .flatten:
      LayerPasses(
        blocks: { _, _ in ReshapePasses() }, picture: { _ in FlatteningPicturePass() })
    case .identity:
      LayerPasses(
        blocks: { _, _ in ReshapePasses() }, picture: { _ in PointwisePicturePass.copy })
    case .add:
      LayerPasses(blocks: { _, _ in SumPasses() }, picture: { _ in PointwisePicturePass.sum })
    case .concatenation:
      LayerPasses(
        blocks: { _, _ in ConcatenationPasses() }, picture: { _ in ConcatenationPicturePass() })
    }
  }
}
