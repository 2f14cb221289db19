import Tensors

/// `step OP …`: which operation, on what, as it was asked for, before any file is read.
///
/// ``StepRequest/steps(loading:)`` turns it into steps; the reports are made of it too.
public struct StepRequest: Hashable, Sendable {
  public enum Operation: String, CaseIterable, Hashable, Sendable {
    case convolution = "conv"
    case maxPooling = "maxpool"
    case averagePooling = "avgpool"
    case residual
  }

  public var operation: Operation
  /// `--input`
  public var input: TensorSpec?
  /// `--kernel`: convolution.
  public var kernel: KernelSpec?
  /// `--bias`: convolution, one number per output channel.
  public var bias: [Double]?
  /// `--size`: poolings.
  public var size: Pair?
  /// `--stride`: 1, for poolings the size, unless given; a block takes the same on both axes.
  public var stride: Pair?
  /// `--padding`, per side: convolution and poolings.
  public var padding: Pair?
  /// `--dilation`: convolution and max pooling.
  public var dilation: Pair?
  /// `--groups`: convolution.
  public var groups: Int?
  /// `--at`, a cell of the output.
  public var position: Position?
  /// `--channels`: the output channels of a fresh block; those of the input unless given.
  public var channels: Int?
  /// `--seed`: of a fresh block's weights, or of a network's without `--weights`; 0 unless given.
  public var seed: UInt64?
  /// `--network`: the network whose block it is.
  public var network: String?
  /// `--block`: `layer2.0`.
  public var block: String?
  /// `--weights`: a safetensors file for the network.
  public var weights: String?
  /// False with `--no-output`.
  public var includesOutput = true

  public init(_ operation: Operation) { self.operation = operation }
}
