/// Feature maps of ONE picture: 16 neighbouring channels are the lanes of a vector.
///
/// Maps lie as [channels / 16][row][column] of ``Lanes``, which a ``MapLayout`` of so many blocks describes. Lanes
/// of a last block that hold no channel hold numbers without a meaning, and nobody reads them. So every operation
/// that treats all channels alike (poolings, activations, sums) is the one that works on 16 pictures.
public enum ChannelBlocks {
  /// The blocks that so many channels fill, the last one perhaps in part.
  public static func count(ofChannels channels: Int) -> Int {
    (channels + laneCount - 1) / laneCount
  }

  public static func layout(
    channels: Int, height: Int, width: Int, columnMargin: Int = 0
  ) -> MapLayout {
    MapLayout(
      channels: count(ofChannels: channels), height: height, width: width,
      columnMargin: columnMargin)
  }

  /// Where a channel's first pixel lies, in numbers; the next pixel is 16 further on.
  @inline(__always)
  static func origin(ofChannel channel: Int, in layout: MapLayout) -> Int {
    layout.offset(channel / laneCount, 0) * laneCount + channel % laneCount
  }

  /// Lays a picture out.
  ///
  /// - Parameter picture: `[channels, height, width]`
  public static func fill(
    _ destination: UnsafeMutablePointer<Lanes>, _ layout: MapLayout, channels: Int,
    from picture: UnsafePointer<Double>
  ) {
    require(count(ofChannels: channels) == layout.channels, "the picture has other channels")
    let numbers = UnsafeMutableRawPointer(destination).assumingMemoryBound(to: Float.self)
    for channel in 0..<channels {
      for row in 0..<layout.height {
        let from = picture + (channel * layout.height + row) * layout.width
        let to =
          numbers + origin(ofChannel: channel, in: layout) + row * layout.rowStride * laneCount
        for column in 0..<layout.width { to[column * laneCount] = Float(from[column]) }
      }
    }
  }

  /// The numbers of some maps, channel by channel, row by row: what flattening makes of them.
  ///
  /// - Parameter numbers: `[channels, height, width]`
  public static func read(
    _ source: UnsafePointer<Lanes>, _ layout: MapLayout, channels: Int,
    to numbers: UnsafeMutablePointer<Float>
  ) {
    require(count(ofChannels: channels) == layout.channels, "the maps have other channels")
    let values = UnsafeRawPointer(source).assumingMemoryBound(to: Float.self)
    for channel in 0..<channels {
      for row in 0..<layout.height {
        let from =
          values + origin(ofChannel: channel, in: layout) + row * layout.rowStride * laneCount
        let to = numbers + (channel * layout.height + row) * layout.width
        for column in 0..<layout.width { to[column] = from[column * laneCount] }
      }
    }
  }

  /// Some rows of one block as maps of their own, and where they begin: what works on whole maps works on them.
  public static func part(
    of layout: MapLayout, block: Int, rows: Range<Int>
  ) -> (offset: Int, layout: MapLayout) {
    require(
      block >= 0 && block < layout.channels && !rows.isEmpty && rows.lowerBound >= 0
        && rows.upperBound <= layout.height, "no such part")
    return (
      block * layout.channelStride + rows.lowerBound * layout.rowStride,
      MapLayout(
        channels: 1, height: rows.count, width: layout.width, columnMargin: layout.columnMargin)
    )
  }

  /// Copies some rows of one channel, which may come to lie in another block and lane.
  public static func copy(
    channel: Int, of source: UnsafePointer<Lanes>, _ from: MapLayout, toChannel target: Int,
    of destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout, rows: Range<Int>
  ) {
    require(
      channel >= 0 && channel / laneCount < from.channels && target >= 0
        && target / laneCount < to.channels, "no such channel")
    require(
      from.height == to.height && from.width == to.width && rows.lowerBound >= 0
        && rows.upperBound <= from.height, "maps of other sizes")
    let inputs =
      UnsafeRawPointer(source).assumingMemoryBound(to: Float.self)
      + origin(ofChannel: channel, in: from)
    let outputs =
      UnsafeMutableRawPointer(destination).assumingMemoryBound(to: Float.self)
      + origin(ofChannel: target, in: to)
    for row in rows {
      let input = inputs + row * from.rowStride * laneCount
      let output = outputs + row * to.rowStride * laneCount
      for column in 0..<from.width { output[column * laneCount] = input[column * laneCount] }
    }
  }

  /// `scale x + shift` in each lane: batch normalisation with its running statistics.
  public static func scale(
    _ source: UnsafePointer<Lanes>, _ from: MapLayout, by scale: Lanes, shift: Lanes,
    to destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout
  ) {
    require(from.hasSameMaps(as: to), "maps of other sizes")
    for block in 0..<from.channels {
      for row in 0..<from.height {
        let input = source + from.offset(block, row)
        let output = destination + to.offset(block, row)
        for column in 0..<from.width {
          output[column] = shift.addingProduct(input[column], scale)
        }
      }
    }
  }
}
