import Engine
import Tensors

/// The feature maps that one node makes, or their gradient: a place in memory for every slot.
///
/// A slot holds one block of 16 images. Where blocks go through the whole network one after the other a
/// thread has one slot; where batch normalisation makes them wait for each other every block has its own.
final class PlanValue {
  var channels: Int
  var height: Int
  var width: Int
  private(set) var columnMargin = 0
  /// The same memory, seen under this shape: flattening, the identity.
  private let original: PlanValue?
  private var storage: Storage<Lanes>?

  init(shape: Shape) {
    (channels, height, width) = Self.sizes(of: shape)
    original = nil
  }

  /// - Precondition: the value has no margins, and as many numbers as the shape.
  init(viewing value: PlanValue, as shape: Shape) {
    (channels, height, width) = Self.sizes(of: shape)
    original = value
  }

  /// `[C, H, W]`; a vector `[F]` is F channels of one pixel.
  static func sizes(of shape: Shape) -> (channels: Int, height: Int, width: Int) {
    shape.rank == 3 ? (shape[0], shape[1], shape[2]) : (shape.count, 1, 1)
  }

  /// Whether it only looks at another value's memory.
  var isView: Bool { original != nil }

  func require(margin: Int) { columnMargin = max(columnMargin, margin) }

  var layout: MapLayout {
    MapLayout(
      channels: channels, height: height, width: width, columnMargin: columnMargin)
  }

  /// Takes the memory, once: a value may stand for several nodes.
  func allocate(slots: Int) throws(OutOfMemory) {
    if original == nil && storage == nil { storage = try Storage(count: layout.count * slots) }
  }

  func pointer(_ slot: Int) -> UnsafeMutablePointer<Lanes> {
    if let original { return original.pointer(slot) }
    guard let storage else { preconditionFailure("the plan has no memory yet") }
    return storage.pointer + slot * layout.count
  }
}

/// Some neighbouring channels of a map: what one group of a convolution reads or writes.
struct ChannelSlice {
  let layout: MapLayout
  private let value: PlanValue
  private let offset: Int

  /// - Parameters:
  ///   - value: with the margins that it keeps.
  ///   - channels: of the value, one or more.
  init(_ value: PlanValue, channels: Range<Int>) {
    self.value = value
    layout = MapLayout(
      channels: channels.count, height: value.height, width: value.width,
      columnMargin: value.columnMargin)
    offset = channels.lowerBound * layout.channelStride
  }

  func pointer(_ slot: Int) -> UnsafeMutablePointer<Lanes> { value.pointer(slot) + offset }
}
