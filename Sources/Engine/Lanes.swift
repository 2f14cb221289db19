/// One number of each of 16 images: the batch is the vector.
///
/// Every operation of a network is a plain loop over such vectors, whatever the number of channels
/// or the size of the kernel. Lanes never mix, except where gradients of weights are summed.
public typealias Lanes = SIMD16<Float>

/// The number of images in a block.
public let laneCount = 16

extension Lanes {
  /// The sum of the lanes in a fixed tree, so that it is the same on every machine.
  @inline(__always)
  var laneSum: Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// The larger of each pair; where one is not a number, the one of `self`.
  @inline(__always)
  func larger(_ other: Lanes) -> Lanes { replacing(with: other, where: other .> self) }

  /// 1 in the first `count` lanes, 0 in the others: the images that a partial block has.
  public static func mask(first count: Int) -> Lanes {
    var mask = Lanes.zero
    for lane in 0..<Swift.min(Swift.max(count, 0), laneCount) { mask[lane] = 1 }
    return mask
  }
}
