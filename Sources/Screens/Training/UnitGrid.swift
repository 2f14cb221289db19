import Interface

/// The values of a dense layer: one block a unit, in rows.
struct UnitGrid {
  let values: [Float]
  let palette: Palette

  struct Arrangement: Hashable {
    /// Pixels along the side of a unit: columns of the canvas, and half rows.
    let side: Int
    let perLine: Int
    /// Lines of units that find room.
    let lines: Int
  }

  /// The largest blocks with which all units fit, else as many single pixels as fit.
  static func arrangement(of count: Int, in room: Size) -> Arrangement {
    let largest = max(0, min(room.columns, 2 * room.rows) / 2)
    for side in (0...largest).reversed().map({ max(1, 2 * $0) }) {
      let perLine = room.columns / side
      let lines = room.rows * 2 / side
      let (places, overflow) = perLine.multipliedReportingOverflow(by: lines)
      if overflow || places >= count || side == 1 {
        return Arrangement(side: side, perLine: perLine, lines: lines)
      }
    }
    return Arrangement(side: 1, perLine: 0, lines: 0)
  }

  /// - Parameter shown: the units to draw, from the top left corner on.
  func draw(_ shown: Range<Int>, on canvas: inout Canvas, in rect: Rect) {
    let layout = Self.arrangement(of: values.count, in: rect.size)
    guard layout.perLine > 0, !shown.isEmpty else { return }
    guard layout.side > 1 else { return drawPixels(shown, layout, on: &canvas, in: rect) }
    for (place, index) in shown.enumerated() {
      let room = Rect(
        column: rect.column + place % layout.perLine * layout.side,
        row: rect.row + place / layout.perLine * layout.side / 2,
        columns: layout.side, rows: layout.side / 2)
      Picture(rows: 1, columns: 1, planes: [[Double(values[index])]], palette: palette)?
        .enlarged(by: layout.side).draw(on: &canvas, in: room)
    }
  }

  private func drawPixels(
    _ shown: Range<Int>, _ layout: Arrangement, on canvas: inout Canvas, in rect: Rect
  ) {
    let lines = (shown.count + layout.perLine - 1) / layout.perLine
    // Places after the last unit are no values: they get no colour.
    let blank = Array(repeating: Double.nan, count: lines * layout.perLine - shown.count)
    Picture(
      rows: lines, columns: layout.perLine, planes: [values[shown].map(Double.init) + blank],
      palette: palette
    )?.draw(on: &canvas, in: rect)
  }
}
