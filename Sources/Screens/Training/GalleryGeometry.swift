import Interface

/// How little pictures of one size are laid out in rows.
struct GalleryGeometry: Hashable {
  /// Pixels of one picture.
  let rows: Int
  let columns: Int
  /// How many pictures there are.
  let count: Int

  /// How large the pictures are drawn.
  enum Zoom: Hashable {
    /// Every pixel as a square of so many.
    case enlarged(Int)
    /// So many by so many pixels as one.
    case shrunk(Int)

    func length(of pixels: Int) -> Int {
      switch self {
      case .enlarged(let factor): pixels * factor
      case .shrunk(let factor): (pixels + factor - 1) / factor
      }
    }
  }

  struct Arrangement: Hashable {
    let zoom: Zoom
    let perLine: Int
    /// Lines of pictures that find room.
    let lines: Int
    /// Pictures that find room.
    let count: Int
    /// Columns and rows from one picture to the next.
    let pitch: Size
  }

  /// The largest pictures of which all fit; where not even small ones do, as many as fit.
  ///
  /// - Parameter fillsRoom: rather than to leave more than half of the room empty, pictures are larger, as long as half of them
  ///   are shown.
  func arrangement(in room: Size, fillsRoom: Bool = false) -> Arrangement {
    // Below five pixels a side a map is no picture any more.
    let smallest = max(1, (max(rows, columns) - 1) / 4)
    let largest = Picture.largestFactor(rows: rows, columns: columns, in: room)
    let zooms =
      (1..<max(largest, 1)).reversed().map { Zoom.enlarged($0 + 1) }
      + (1...smallest).map(Zoom.shrunk)
    let layouts = zooms.map { arrangement($0, in: room) }
    let best = layouts.first { $0.count == count } ?? layouts.max { $0.count < $1.count }
    guard let best else { return arrangement(.shrunk(smallest), in: room) }
    let drawn = best.count * best.zoom.length(of: rows) * best.zoom.length(of: columns)
    guard fillsRoom, drawn < room.columns * room.rows else { return best }
    return layouts.first { 2 * $0.count >= count && $0.count > 0 } ?? best
  }

  private func arrangement(_ zoom: Zoom, in room: Size) -> Arrangement {
    let width = zoom.length(of: columns)
    let height = zoom.length(of: rows)
    // An odd number of pixels leaves half a row free below, which parts the lines by itself.
    let gap = height % 2 == 0 ? 1 : 0
    let cells = (height + 1) / 2
    let perLine = (room.columns + 1) / (width + 1)
    let lines = (room.rows + gap) / (cells + gap)
    return Arrangement(
      zoom: zoom, perLine: max(1, perLine), lines: perLine > 0 ? lines : 0,
      count: min(count, perLine * lines), pitch: Size(columns: width + 1, rows: cells + gap))
  }
}
