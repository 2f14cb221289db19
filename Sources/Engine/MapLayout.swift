/// How the feature maps of one block lie in memory: [channel][row][column] of `Lanes`.
///
/// Around every channel there may be a margin of zeros, written once when the memory is taken and
/// never after, so that a convolution reads its padding like any other pixel.
public struct MapLayout: Hashable, Sendable {
  public let channels: Int
  public let height: Int
  public let width: Int
  /// Rows of zeros above and below.
  public let rowMargin: Int
  /// Columns of zeros at the left and at the right.
  public let columnMargin: Int

  public init(
    channels: Int, height: Int, width: Int, rowMargin: Int = 0, columnMargin: Int = 0
  ) {
    require(channels > 0 && height > 0 && width > 0, "a feature map has no pixels")
    require(rowMargin >= 0 && columnMargin >= 0, "a margin is negative")
    self.channels = channels
    self.height = height
    self.width = width
    self.rowMargin = rowMargin
    self.columnMargin = columnMargin
  }

  /// Vectors from one row to the next.
  public var rowStride: Int { width + 2 * columnMargin }
  /// Vectors from one channel to the next.
  public var channelStride: Int { (height + 2 * rowMargin) * rowStride }
  /// Vectors of one block, margins included.
  public var count: Int { channels * channelStride }
  /// Where row 0, column 0 of channel 0 lies.
  public var origin: Int { rowMargin * rowStride + columnMargin }
  /// Pixels of one channel without the margin.
  public var area: Int { height * width }
  /// Without a margin a block is one run of `channels * area` vectors.
  public var isDense: Bool { rowMargin == 0 && columnMargin == 0 }

  @inline(__always)
  func offset(_ channel: Int, _ row: Int) -> Int {
    channel * channelStride + (row + rowMargin) * rowStride + columnMargin
  }

  /// Whether both have the same channels and pixels, whatever their margins.
  public func hasSameMaps(as other: MapLayout) -> Bool {
    channels == other.channels && height == other.height && width == other.width
  }
}
