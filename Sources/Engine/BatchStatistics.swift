/// What batch normalisation computes once per batch from the sums of its blocks, in a fixed order.
public enum BatchStatistics {
  /// The mean and the biased variance of a channel over all blocks.
  ///
  /// Chan, Golub and LeVeque's pairwise formula, in Double, block after block: the same for any
  /// number of threads.
  ///
  /// - Parameters:
  ///   - statistics: `[blocks]` of `[channels][mean, squares]`, `blockStride` numbers apart.
  ///   - images: the number of images of each block.
  ///   - area: the pixels of a channel.
  public static func combine(
    _ statistics: UnsafePointer<Float>, blockStride: Int, blocks: Int, channel: Int,
    images: UnsafePointer<Int>, area: Int
  ) -> (mean: Double, variance: Double) {
    var mean = 0.0
    var squares = 0.0
    var count = 0.0
    for block in 0..<blocks {
      let other = statistics + block * blockStride + 2 * channel
      let added = Double(images[block] * area)
      let total = count + added
      let difference = Double(other[0]) - mean
      mean += difference * (added / total)
      squares += Double(other[1]) + difference * difference * (count * added / total)
      count = total
    }
    return (mean, squares / max(count, 1))
  }

  /// The sums of a channel over all blocks.
  public static func sum(
    _ sums: UnsafePointer<Float>, blockStride: Int, blocks: Int, channel: Int
  ) -> (gradient: Double, product: Double) {
    var gradient = 0.0
    var product = 0.0
    for block in 0..<blocks {
      let other = sums + block * blockStride + 2 * channel
      gradient += Double(other[0])
      product += Double(other[1])
    }
    return (gradient, product)
  }
}
