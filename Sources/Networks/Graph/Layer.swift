import Tensors

/// One leaf operation of a network. N C H W; a layer's input is `[C, H, W]` or, after flatten, `[F]`.
///
/// Every `switch` over it is exhaustive, so that the compiler lists what a new operation still
/// lacks: shape and cost (Networks), steps (Stepping), passes (Training), picture (Screens).
public enum Layer: Hashable, Sendable {
  case convolution(Convolution)
  case linear(Linear)
  case batchNorm(BatchNorm)
  case activation(Activation)
  case pooling(Pooling)
  case globalAveragePooling
  case flatten
  /// The sum of two feature maps of one shape: the end of a residual block.
  case add
}

/// Cross-correlation of `[inputChannels, H, W]` with `[outputChannels, inputChannels / groups, KH, KW]`.
public struct Convolution: Hashable, Sendable {
  public var inputChannels: Int
  public var outputChannels: Int
  public var window: Window
  public var groups: Int
  public var hasBias: Bool

  public init(
    inputChannels: Int, outputChannels: Int, window: Window, groups: Int = 1, hasBias: Bool
  ) {
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.window = window
    self.groups = groups
    self.hasBias = hasBias
  }
}

/// `W x + b` with `W` of `[outputFeatures, inputFeatures]`, as PyTorch stores it.
public struct Linear: Hashable, Sendable {
  public var inputFeatures: Int
  public var outputFeatures: Int
  public var hasBias: Bool

  public init(inputFeatures: Int, outputFeatures: Int, hasBias: Bool = true) {
    self.inputFeatures = inputFeatures
    self.outputFeatures = outputFeatures
    self.hasBias = hasBias
  }
}

/// Batch normalisation over N, H, W (Ioffe and Szegedy 2015); running = (1 - momentum) running + momentum batch.
public struct BatchNorm: Hashable, Sendable {
  public var channels: Int
  public var epsilon: Double
  public var momentum: Double

  public init(channels: Int, epsilon: Double = 1e-5, momentum: Double = 0.1) {
    self.channels = channels
    self.epsilon = epsilon
    self.momentum = momentum
  }
}

public enum Activation: Hashable, Sendable { case relu, sigmoid }

/// Max pooling pads with minus infinity, average pooling counts padding zeros, as PyTorch does.
public struct Pooling: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case maximum, average }

  public var kind: Kind
  public var window: Window

  public init(_ kind: Kind, window: Window) {
    self.kind = kind
    self.window = window
  }
}
