import Engine

/// The weights once more, in the orders in which the passes read them; packed anew after every update.
final class PackedWeights {
  /// Rows of one shape that a thread copies at a time.
  private struct Piece {
    /// Where its rows' starts lie among all.
    let firstStart: Int
    let rows: Int
    let width: Int
    let filled: Int
    let step: Int
    /// Where its first row goes.
    let offset: Int
  }

  /// Numbers of a piece, at most.
  private static let pieceSize = 8192

  private var pieces: [Piece] = []
  private var starts: [Int32] = []
  private var startStorage: Storage<Int32>?
  private var storage: Storage<Float>?
  /// The numbers of all passes together.
  private var count = 0

  /// The pieces that ``pack(_:piece:)`` copies.
  var pieceCount: Int { pieces.count }

  /// Reserves room for a pass.
  ///
  /// - Parameters:
  ///   - places: for each number its place in the parameters, or -1 for a zero; rows of `width` numbers, those that are
  ///     not zeros first and evenly spaced.
  /// - Returns: where the pass begins.
  func reserve(_ places: [Int32], width: Int) -> Int {
    let offset = count
    var first = 0
    while first < places.count {
      let shape = Self.shape(of: places[first..<first + width])
      var rows = 0
      while first + rows * width < places.count, (rows + 1) * width <= Self.pieceSize {
        let row = places[first + rows * width..<first + (rows + 1) * width]
        guard Self.shape(of: row) == shape else { break }
        starts.append(max(row[row.startIndex], 0))
        rows += 1
      }
      pieces.append(
        Piece(
          firstStart: starts.count - rows, rows: rows, width: width, filled: shape.filled,
          step: shape.step, offset: offset + first))
      first += rows * width
    }
    count += (places.count + laneCount - 1) / laneCount * laneCount
    return offset
  }

  /// How many places of a row are not zeros, and how far apart they lie.
  private static func shape(of row: ArraySlice<Int32>) -> (filled: Int, step: Int) {
    let filled = row.prefix { $0 >= 0 }
    let step = filled.count < 2 ? 1 : Int(filled[row.startIndex + 1] - filled[row.startIndex])
    for (index, place) in row.enumerated() {
      precondition(
        index < filled.count ? Int(place) == Int(row[row.startIndex]) + index * step : place < 0,
        "the weights of a tap are not evenly spaced")
    }
    return (filled.count, step)
  }

  /// Takes the memory, once all passes have reserved theirs.
  func allocate() throws(OutOfMemory) {
    let startStorage = try Storage<Int32>(count: starts.count)
    startStorage.pointer.update(from: starts, count: starts.count)
    storage = try Storage<Float>(count: count)
    self.startStorage = startStorage
  }

  func pack(_ parameters: UnsafePointer<Float>, piece number: Int) {
    guard let startStorage, let storage else { return }
    let piece = pieces[number]
    ParameterUpdate.pack(
      parameters, starts: startStorage.pointer + piece.firstStart, rows: piece.rows,
      width: piece.width, filled: piece.filled, step: piece.step,
      to: storage.pointer + piece.offset)
  }

  func pointer(at offset: Int) -> UnsafePointer<Float> {
    guard let storage else { preconditionFailure("the plan has no memory yet") }
    return UnsafePointer(storage.pointer + offset)
  }
}
