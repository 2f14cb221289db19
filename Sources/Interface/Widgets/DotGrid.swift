/// Dots to draw lines with: 2x4 to a cell in Braille, one to a cell in ASCII.
struct DotGrid {
  private let cellColumns: Int
  private let cellRows: Int
  private let isBraille: Bool
  /// Only every other column of dots is set: a dotted line.
  private let skipsEveryOther: Bool
  /// One byte a cell, a bit a dot, in the order of Unicode's Braille patterns.
  private var bits: [UInt8]

  init(columns: Int, rows: Int, isBraille: Bool, skipsEveryOther: Bool) {
    cellColumns = max(0, columns)
    cellRows = max(0, rows)
    self.isBraille = isBraille
    self.skipsEveryOther = skipsEveryOther
    bits = Array(repeating: 0, count: cellColumns * cellRows)
  }

  /// Sets the dots of a line; places are shares of the width and the height, 0...1.
  mutating func line(from start: (Double, Double), to end: (Double, Double)) {
    guard !bits.isEmpty else { return }
    let width = cellColumns * (isBraille ? 2 : 1) - 1
    let height = cellRows * (isBraille ? 4 : 1) - 1
    let x0 = Int((start.0 * Double(width)).rounded())
    let y0 = Int((start.1 * Double(height)).rounded())
    let x1 = Int((end.0 * Double(width)).rounded())
    let y1 = Int((end.1 * Double(height)).rounded())
    let steps = max(abs(x1 - x0), abs(y1 - y0), 1)
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      set(
        x: x0 + Int((Double(x1 - x0) * share).rounded()),
        y: y0 + Int((Double(y1 - y0) * share).rounded()))
    }
  }

  /// The dots of a cell, a bit each; 0 where there is none.
  subscript(column: Int, row: Int) -> UInt8 { bits[row * cellColumns + column] }

  private mutating func set(x: Int, y: Int) {
    guard x >= 0, y >= 0, !(skipsEveryOther && x % 2 == 1) else { return }
    let (column, row) = isBraille ? (x / 2, y / 4) : (x, y)
    guard column < cellColumns, row < cellRows else { return }
    bits[row * cellColumns + column] |= isBraille ? Self.bit[y % 4][x % 2] : 1
  }

  private static let bit: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}
