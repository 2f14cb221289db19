import Tensors

/// What an operation is carried out on.
public struct Operands: Hashable, Sendable {
  /// What batch normalisation normalises with, and what dropout does.
  public enum Mode: Hashable, Sendable {
    /// The statistics of the batch itself.
    case training
    /// The running statistics.
    case inference
  }

  /// `[N, C, H, W]` or `[N, F]` each.
  public let inputs: [Tensor]
  /// In the order of ``Operation/parameters``.
  public let parameters: [Tensor]
  public let mode: Mode
  /// What a batch normalisation normalises with, of the batch or running; `nil` for all others.
  public let statistics: ChannelStatistics?

  /// - Parameter statistics: worked out by ``Layer/operands(_:parameters:mode:)``, so that no cell has
  ///   to go through the whole batch again.
  init(
    inputs: [Tensor], parameters: [Tensor], mode: Mode, statistics: ChannelStatistics? = nil
  ) {
    self.inputs = inputs
    self.parameters = parameters
    self.mode = mode
    self.statistics = statistics
  }

  /// The numbers of an optional parameter, `nil` where there is none.
  func numbers(_ parameter: Int) -> [Double]? {
    parameters.indices.contains(parameter) ? parameters[parameter].elements : nil
  }
}

/// Channels, rows and columns of one picture of a batch; a vector is `F` channels of 1x1.
public struct Extent: Hashable, Sendable {
  public let channels: Int
  public let height: Int
  public let width: Int

  public init(channels: Int, height: Int, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// - Parameter shape: without the batch, of one to three sizes: `[F]`, `[C, H]` or `[C, H, W]`.
  public init(_ shape: Shape) {
    channels = shape.rank > 0 ? shape[0] : 1
    height = shape.rank > 1 ? shape[1] : 1
    width = shape.rank > 2 ? shape[2] : 1
  }

  /// - Parameter batch: `[N, C, H, W]` or `[N, F]`
  init(ofBatch batch: Shape) {
    // Asked for at every cell: without an array of its own.
    channels = batch.rank > 1 ? batch[1] : 1
    height = batch.rank > 2 ? batch[2] : 1
    width = batch.rank > 3 ? batch[3] : 1
  }

  public var count: Int { channels * height * width }

  /// `[C, H, W]`
  public var shape: Shape { [channels, height, width] }

  public func contains(row: Int, column: Int) -> Bool {
    row >= 0 && row < height && column >= 0 && column < width
  }

  /// The place of a cell among the elements.
  public func index(_ channel: Int, _ row: Int, _ column: Int) -> Int {
    (channel * height + row) * width + column
  }

  public func index(of position: Position) -> Int {
    index(position.channel, position.row, position.column)
  }

  /// The cell at a place among the elements.
  public func position(of index: Int) -> Position {
    let plane = height * width
    return Position(
      channel: index / plane, row: index / width % height, column: index % width)
  }
}
