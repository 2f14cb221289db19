import Tensors

/// The order in which an epoch visits the pictures: a function of (seed, epoch) alone.
///
/// No state is carried from epoch to epoch, so a resumed run sees the same batches as one that never
/// stopped. Fisher and Yates' shuffle (Durstenfeld's form) over a stream of its own for each epoch.
public struct Shuffling: Hashable, Sendable {
  public let seed: UInt64

  public init(seed: UInt64) { self.seed = seed }

  /// Each of `0..<count` once, in the order of `epoch` (counted from 0).
  ///
  /// - Complexity: O(`count`).
  public func order(count: Int, epoch: Int) -> [Int] {
    var generator = SeededGenerator.stream(
      seed: seed, Self.streamNumber, UInt64(bitPattern: Int64(epoch)))
    var order = Array(0..<count)
    guard count > 1 else { return order }
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, generator.integer(below: last + 1))
    }
    return order
  }

  /// Tells the shuffle's numbers from those that initialise parameters under the same seed: "shuffle".
  private static let streamNumber: UInt64 = 0x0073_6875_6666_6c65
}
