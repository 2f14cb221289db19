/// A rectangle of a cell, in parts of its width and height from the top left: of such are the characters made
/// that have to meet those of the cells around, which letters of a font do not.
struct CellShape: Hashable {
  let left: Double
  let top: Double
  let right: Double
  let bottom: Double
  /// How much of the paper it covers: 1 all.
  var coverage = 1.0

  init(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double, coverage: Double = 1) {
    (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    self.coverage = coverage
  }

  static let underline = CellShape(0, 0.88, 1, 0.94)

  /// The rectangles that a character is made of; `nil` for one of letters.
  static func shapes(of character: Character) -> [CellShape]? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      return nil
    }
    let code = scalar.value
    switch code {
    case 0x2500...0x257F: return arms[character].map(lines)
    case 0x2580: return [CellShape(0, 0, 1, 0.5)]
    case 0x2581...0x2588: return [CellShape(0, 1 - Double(code - 0x2580) / 8, 1, 1)]
    case 0x2589...0x258F: return [CellShape(0, 0, Double(0x2590 - code) / 8, 1)]
    case 0x2590: return [CellShape(0.5, 0, 1, 1)]
    case 0x2591...0x2593: return [CellShape(0, 0, 1, 1, coverage: Double(code - 0x2590) / 4)]
    case 0x2594: return [CellShape(0, 0, 1, 0.125)]
    case 0x2595: return [CellShape(0.875, 0, 1, 1)]
    case 0x2800...0x28FF: return dots(of: code - 0x2800)
    default: return nil
    }
  }

  /// The lines of a cell from its middle to each edge: 0 none, 1 light, 2 heavy; up, right, down, left.
  private static let arms: [Character: [Int]] = [
    "─": [0, 1, 0, 1], "━": [0, 2, 0, 2], "│": [1, 0, 1, 0], "┃": [2, 0, 2, 0],
    "┌": [0, 1, 1, 0], "┐": [0, 0, 1, 1], "└": [1, 1, 0, 0], "┘": [1, 0, 0, 1],
    "┏": [0, 2, 2, 0], "┓": [0, 0, 2, 2], "┗": [2, 2, 0, 0], "┛": [2, 0, 0, 2],
    "├": [1, 1, 1, 0], "┤": [1, 0, 1, 1], "┬": [0, 1, 1, 1], "┴": [1, 1, 0, 1],
    "┼": [1, 1, 1, 1], "┣": [2, 2, 2, 0], "┫": [2, 0, 2, 2], "┳": [0, 2, 2, 2],
    "┻": [2, 2, 0, 2], "╋": [2, 2, 2, 2], "┝": [1, 2, 1, 0], "┥": [1, 0, 1, 2],
    "┠": [2, 1, 2, 0], "┨": [2, 0, 2, 1], "┯": [0, 2, 1, 2], "┷": [1, 2, 0, 2],
    "┿": [1, 2, 1, 2], "╂": [2, 1, 2, 1], "╭": [0, 1, 1, 0], "╮": [0, 0, 1, 1],
    "╰": [1, 1, 0, 0], "╯": [1, 0, 0, 1], "╴": [0, 0, 0, 1], "╵": [1, 0, 0, 0],
    "╶": [0, 1, 0, 0], "╷": [0, 0, 1, 0], "╸": [0, 0, 0, 2], "╹": [2, 0, 0, 0],
    "╺": [0, 2, 0, 0], "╻": [0, 0, 2, 0], "╼": [0, 2, 0, 1], "╽": [1, 0, 2, 0],
    "╾": [0, 1, 0, 2], "╿": [2, 0, 1, 0],
  ]

  private static func lines(_ arms: [Int]) -> [CellShape] {
    // Cells are twice as high as wide, and a line is as thick in both directions.
    func halfWidth(_ weight: Int) -> Double { Double(weight) / 16 }
    func halfHeight(_ weight: Int) -> Double { Double(weight) / 32 }
    let (across, down) = (max(arms[1], arms[3]), max(arms[0], arms[2]))
    var shapes: [CellShape] = []
    func add(_ weight: Int, _ shape: (Double) -> CellShape, _ half: (Int) -> Double) {
      if weight > 0 { shapes.append(shape(half(weight))) }
    }
    add(arms[0], { CellShape(0.5 - $0, 0, 0.5 + $0, 0.5 + halfHeight(across)) }, halfWidth)
    add(arms[1], { CellShape(0.5 - halfWidth(down), 0.5 - $0, 1, 0.5 + $0) }, halfHeight)
    add(arms[2], { CellShape(0.5 - $0, 0.5 - halfHeight(across), 0.5 + $0, 1) }, halfWidth)
    add(arms[3], { CellShape(0, 0.5 - $0, 0.5 + halfWidth(down), 0.5 + $0) }, halfHeight)
    return shapes
  }

  /// The dots of a Braille character, by its bits: two columns of four.
  private static func dots(of bits: UInt32) -> [CellShape] {
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    return places.enumerated().compactMap { bit, place in
      guard bits >> UInt32(bit) & 1 == 1 else { return nil }
      let (left, top) = (Double(place.0) / 2 + 0.125, Double(place.1) / 4 + 0.0625)
      return CellShape(left, top, left + 0.25, top + 0.125)
    }
  }
}
