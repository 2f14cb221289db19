import Engine

/// The weights once more, in the orders in which the passes read them; packed anew after every update.
final class PackedWeights {
  private var index: [Int32] = []
  private var indexStorage: Storage<Int32>?
  private var storage: Storage<Float>?

  /// The numbers of all passes together.
  var count: Int { index.count }

  /// Reserves room for a pass.
  ///
  /// - Parameters:
  ///   - places: for each number its place in the parameters, or -1 for a zero.
  /// - Returns: where the pass begins.
  func reserve(_ places: [Int32]) -> Int {
    let offset = index.count
    index += places
    while index.count % laneCount != 0 { index.append(-1) }
    return offset
  }

  /// Takes the memory, once all passes have reserved theirs.
  func allocate() throws(OutOfMemory) {
    let indexStorage = try Storage<Int32>(count: index.count)
    indexStorage.pointer.update(from: index, count: index.count)
    storage = try Storage<Float>(count: index.count)
    self.indexStorage = indexStorage
  }

  func pack(_ parameters: UnsafePointer<Float>, _ range: Range<Int>) {
    guard let indexStorage, let storage else { return }
    ParameterUpdate.pack(
      parameters, index: indexStorage.pointer, range: range, to: storage.pointer)
  }

  func pointer(at offset: Int) -> UnsafePointer<Float> {
    guard let storage else { preconditionFailure("the plan has no memory yet") }
    return UnsafePointer(storage.pointer + offset)
  }
}
