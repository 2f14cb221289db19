import Engine

/// The gradients of all parameters, one place for each group of blocks.
///
/// The groups depend on the size of the batch alone, and they are summed in their order: so the sum
/// is the same to the bit for any number of threads.
final class GradientStore {
  /// More groups would let more threads work at once and take more time to sum.
  static let mostGroups = 8

  let vectorCount: Int
  /// The blocks of a group, the last one's perhaps fewer.
  let blocksPerGroup: Int
  private let storage: Storage<Lanes>

  init(vectorCount: Int, batchSize: Int) throws(OutOfMemory) {
    self.vectorCount = vectorCount
    let blocks = (batchSize + laneCount - 1) / laneCount
    blocksPerGroup = (blocks + Self.mostGroups - 1) / Self.mostGroups
    let groups = (blocks + blocksPerGroup - 1) / blocksPerGroup
    storage = try Storage(count: vectorCount * groups)
  }

  /// The groups of a batch of so many blocks.
  func groups(ofBlocks blocks: Int) -> Int { (blocks + blocksPerGroup - 1) / blocksPerGroup }

  func vectors(ofGroup group: Int) -> UnsafeMutablePointer<Lanes> {
    storage.pointer + group * vectorCount
  }

  func numbers(ofGroup group: Int) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(vectors(ofGroup: group)).assumingMemoryBound(to: Float.self)
  }

  /// Clears what the first block of a group adds to instead of writing it.
  func clear(_ ranges: [Range<Int>], group: Int) {
    for range in ranges {
      (vectors(ofGroup: group) + range.lowerBound).update(repeating: .zero, count: range.count)
    }
  }

  /// Sums the groups into the first one's place.
  func sum(groups: Int, range: Range<Int>) {
    ParameterUpdate.sumGroups(
      storage.pointer, groupStride: vectorCount, groups: groups, range: range)
  }
}
