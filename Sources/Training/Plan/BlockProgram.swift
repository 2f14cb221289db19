import Engine

/// One block of 16 images on its way through the network.
struct BlockRun {
  /// Which memory the block uses.
  let slot: Int
  /// The thread that works on it.
  let thread: Int
  /// Its number in the batch.
  let block: Int
  /// Images in it: 16, or fewer in the last block.
  let images: Int
  /// Which place its gradients are summed in.
  let group: Int
  /// Whether it is the first block of its group.
  let beginsGroup: Bool
}

/// The passes of a step in their order: fixed before the first step.
///
/// Within a segment each block goes its way by itself; between segments the whole batch meets.
struct BlockProgram {
  typealias Operation = (BlockRun) -> Void

  enum Segment {
    case blocks([Operation])
    /// On one thread, when all blocks have come so far.
    case batch(() -> Void)
  }

  private(set) var segments: [Segment] = []

  mutating func append(_ operation: @escaping Operation) {
    if case .blocks(var operations)? = segments.last {
      operations.append(operation)
      segments[segments.count - 1] = .blocks(operations)
    } else {
      segments.append(.blocks([operation]))
    }
  }

  mutating func appendForBatch(_ operation: @escaping () -> Void) {
    segments.append(.batch(operation))
  }

  /// Whether blocks wait for each other, so that each needs memory of its own.
  var meets: Bool { segments.contains { if case .batch = $0 { true } else { false } } }
}

/// The batch at hand, written before a program runs and read by its passes.
final class Batch {
  /// At most so many images.
  let capacity: Int
  private(set) var count = 0
  /// Blocks of this batch.
  private(set) var blocks = 0
  /// Images of each block.
  let imagesOfBlock: Storage<Int>
  /// 16 labels a block; 0 where there is no image.
  let labels: Storage<Int32>
  /// 16 places in the data set a block.
  let indices: Storage<Int>
  let losses: Storage<Double>
  let correct: Storage<Int>
  /// 16 classes a block.
  let predictions: Storage<Int32>
  /// The pictures while a program runs.
  var pixels: UnsafePointer<UInt8>?
  var pictures = 0

  init(capacity: Int) throws(OutOfMemory) {
    self.capacity = capacity
    let blocks = (capacity + laneCount - 1) / laneCount
    imagesOfBlock = try Storage(count: blocks)
    labels = try Storage(count: blocks * laneCount)
    indices = try Storage(count: blocks * laneCount)
    losses = try Storage(count: blocks)
    correct = try Storage(count: blocks)
    predictions = try Storage(count: blocks * laneCount)
  }

  /// - Precondition: at most ``capacity`` images.
  func set(count: Int) {
    precondition(count >= 0 && count <= capacity, "the batch is larger than the plan's")
    self.count = count
    blocks = (count + laneCount - 1) / laneCount
    for block in 0..<blocks {
      imagesOfBlock.pointer[block] = min(laneCount, count - block * laneCount)
    }
  }

  /// Keeps the losses of a block, and how many of its predictions are right.
  func record(_ blockLosses: Lanes, of run: BlockRun) {
    var loss = 0.0
    var right = 0
    let first = run.block * laneCount
    for lane in 0..<run.images {
      loss += Double(blockLosses[lane])
      if labels.pointer[first + lane] == predictions.pointer[first + lane] { right += 1 }
    }
    losses.pointer[run.block] = loss
    correct.pointer[run.block] = right
  }

  /// The mean loss of the batch, block after block.
  var meanLoss: Double {
    var sum = 0.0
    for block in 0..<blocks { sum += losses.pointer[block] }
    return count == 0 ? 0 : sum / Double(count)
  }

  var correctCount: Int {
    var sum = 0
    for block in 0..<blocks { sum += correct.pointer[block] }
    return sum
  }
}
