import Tensors

/// `step OP`: what was typed, before any file is read; SPECs stay text here.
public struct StepArguments: Hashable, Sendable {
  public enum Operation: String, Hashable, Sendable, CaseIterable {
    case convolution = "conv"
    case maxPooling = "maxpool"
    case averagePooling = "avgpool"
    case residual
  }

  /// A cell of the output, counted from 0.
  public struct Position: Hashable, Sendable {
    public var channel: Int
    public var row: Int
    public var column: Int

    public init(channel: Int, row: Int, column: Int) {
      self.channel = channel
      self.row = row
      self.column = column
    }
  }

  public var operation: Operation
  /// The SPEC of the input.
  public var input: String?
  /// A SPEC, or the name of a classical kernel.
  public var kernel: String?
  /// One number per output channel.
  public var bias: [Double]?
  /// The window of a pooling.
  public var size: Pair?
  public var stride: Pair?
  public var padding: Pair?
  public var dilation: Pair?
  public var groups: Int?
  public var position: Position?

  // The residual block alone.
  /// Output channels.
  public var channels: Int?
  public var seed: UInt64?
  /// The network whose block it is, and the block's name in it: `layer2.0`.
  public var network: String?
  public var block: String?
  /// A safetensors file.
  public var weights: String?

  public var form = OutputForm.automatic
  /// False after `--no-output`: the JSON leaves the output out.
  public var includesOutput = true

  public init(_ operation: Operation) { self.operation = operation }
}
