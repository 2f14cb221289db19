import Engine
import Tensors

/// A block in memory, margins and all, made from `[16, C, H, W]` or read back as that.
final class LaneMaps {
  let layout: MapLayout
  let storage: Storage<Lanes>
  var pointer: UnsafeMutablePointer<Lanes> { storage.pointer }

  init(_ channels: Int, _ height: Int, _ width: Int, margin: Int = 0) throws {
    layout = MapLayout(channels: channels, height: height, width: width, columnMargin: margin)
    storage = try Storage(count: layout.count)
  }

  convenience init(_ tensor: Tensor, margin: Int = 0) throws {
    try self.init(tensor.shape[1], tensor.shape[2], tensor.shape[3], margin: margin)
    let size = layout.channels * layout.area
    for index in tensor.elements.indices {
      let place = MapSums.place(of: index % size, in: layout)
      pointer[place][index / size] = Float(tensor.elements[index])
    }
  }

  var tensor: Tensor {
    let size = layout.channels * layout.area
    return Tensor(
      shape: [laneCount, layout.channels, layout.height, layout.width],
      elements: (0..<laneCount * size).map {
        Double(pointer[MapSums.place(of: $0 % size, in: layout)][$0 / size])
      })
  }

  /// Whether nothing has been written beside the pixels.
  var marginIsZero: Bool {
    var pixels = Set<Int>()
    for index in 0..<layout.channels * layout.area {
      pixels.insert(MapSums.place(of: index, in: layout))
    }
    return (0..<layout.count).allSatisfy { pixels.contains($0) || pointer[$0] == .zero }
  }
}

extension Tensor {
  /// Numbers in -1 ..< 1 that float32 holds exactly.
  static func noise(_ shape: Shape, seed: UInt64) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    return Tensor(
      shape: shape,
      elements: (0..<shape.count).map { _ in Double(Float(2 * generator.uniform() - 1)) })
  }

  /// The largest difference, in units of the largest element (at least 1).
  func difference(from other: Tensor) -> Double {
    precondition(shape == other.shape, "\(shape) beside \(other.shape)")
    let largest = other.elements.reduce(1) { Swift.max($0, abs($1)) }
    return zip(elements, other.elements).reduce(0) { largestSoFar, pair in
      // A NaN must not pass for a small difference.
      let difference = abs(pair.0 - pair.1) / largest
      return difference <= largestSoFar ? largestSoFar : difference
    }
  }
}
