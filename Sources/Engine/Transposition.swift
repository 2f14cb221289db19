/// Turns 16 x 16 numbers: images in lanes become rows, and rows become lanes.
enum Transposition {
  /// The vectors that ``turn(_:)`` needs: the tile, and as much again to work in.
  static let capacity = 2 * laneCount

  /// Transposes the first 16 vectors of `tile`.
  ///
  /// Four perfect shuffles of all 256 numbers, each by pairs of vectors, bring every number to its place.
  @inline(__always)
  static func turn(_ tile: UnsafeMutablePointer<Lanes>) {
    var from = tile
    var to = tile + laneCount
    for _ in 0..<4 {
      for row in 0..<laneCount / 2 {
        let x = from[row]
        let y = from[row + laneCount / 2]
        to[2 * row] = Lanes(
          x[0], y[0], x[1], y[1], x[2], y[2], x[3], y[3], x[4], y[4], x[5], y[5], x[6], y[6],
          x[7], y[7])
        to[2 * row + 1] = Lanes(
          x[8], y[8], x[9], y[9], x[10], y[10], x[11], y[11], x[12], y[12], x[13], y[13],
          x[14], y[14], x[15], y[15])
      }
      swap(&from, &to)
    }
  }
}
