import Engine
import Tensors

/// The feature maps that one node makes of one picture, channels in the lanes: a place in memory.
///
/// A plan decides which of them lie in the same memory (``MapSharing``).
final class PictureMap {
  /// `[C, H, W]`, or `[F]` from flatten on.
  let shape: Shape
  /// Columns of zeros at both ends of the rows.
  let columnMargin: Int
  private var storage: Storage<Lanes>?

  init(shape: Shape, columnMargin: Int) {
    self.shape = shape
    self.columnMargin = columnMargin
  }

  var channels: Int { PlanValue.sizes(of: shape).channels }

  var layout: MapLayout {
    let sizes = PlanValue.sizes(of: shape)
    return ChannelBlocks.layout(
      channels: sizes.channels, height: sizes.height, width: sizes.width,
      columnMargin: columnMargin)
  }

  /// - Parameter storage: ``MapLayout/count`` vectors, their margins zero.
  func lie(in storage: Storage<Lanes>) { self.storage = storage }

  var pointer: UnsafeMutablePointer<Lanes> {
    guard let storage else { preconditionFailure("the plan has no memory yet") }
    return storage.pointer
  }

  /// The numbers channel by channel, row by row.
  var numbers: [Float] {
    let (layout, channels, pointer) = (layout, channels, pointer)
    let count = shape.count
    return [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      if let numbers = buffer.baseAddress {
        ChannelBlocks.read(pointer, layout, channels: channels, to: numbers)
      }
      filled = count
    }
  }
}
