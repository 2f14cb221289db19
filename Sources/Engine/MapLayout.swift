/// How the feature maps of one block lie in memory: [channel][row][column] of `Lanes`.
///
/// At both ends of every row there may be a margin of zeros, written once when the memory is taken and
/// never after, so that a convolution reads its padding like any other pixel. Rows of padding need no
/// memory: the taps that would read them are left out.
public struct MapLayout: Hashable, Sendable {
  public let channels: Int
  public let height: Int
  public let width: Int
  /// Columns of zeros at the left and at the right.
  public let columnMargin: Int

  public init(
    channels: Int, height: Int, width: Int, columnMargin: Int = 0
  ) {
    require(channels > 0 && height > 0 && width > 0, "a feature map has no pixels")
    require(columnMargin >= 0, "a margin is negative")
    self.channels = channels
    self.height = height
    self.width = width
    self.columnMargin = columnMargin
  }

  /// Vectors from one row to the next.
  public var rowStride: Int { width + 2 * columnMargin }
  /// Vectors from one channel to the next.
  public var channelStride: Int { height * rowStride }
  /// Vectors of one block, margins included.
  public var count: Int { channels * channelStride }
  /// Where row 0, column 0 of channel 0 lies.
  public var origin: Int { columnMargin }
  /// Pixels of one channel without the margin.
  public var area: Int { height * width }
  /// Without a margin a block is one run of `channels * area` vectors.
  public var isDense: Bool { columnMargin == 0 }

  @inline(__always)
  func offset(_ channel: Int, _ row: Int) -> Int {
    channel * channelStride + row * rowStride + columnMargin
  }

  /// Whether both have the same channels and pixels, whatever their margins.
  public func hasSameMaps(as other: MapLayout) -> Bool {
    channels == other.channels && height == other.height && width == other.width
  }
}
