extension Color {
  /// The nearest colour of the 6x6x6 cube; components from 0 to 1, clamped.
  public static func cube(red: Double, green: Double, blue: Double) -> Color {
    func step(_ component: Double) -> Int {
      guard component.isFinite else { return 0 }
      let level = Int((min(1, max(0, component)) * 255).rounded())
      return level < 48 ? 0 : level < 115 ? 1 : (level - 35) / 40
    }
    return .indexed(UInt8(16 + 36 * step(red) + 6 * step(green) + step(blue)))
  }

  /// Red, green and blue, 0...255, of an index as xterm draws it.
  public static func components(of index: UInt8) -> (red: Int, green: Int, blue: Int) {
    switch index {
    case 0..<8:
      let level = index == 7 ? 229 : 205
      return (
        index & 1 != 0 ? level : 0, index & 2 != 0 ? level : 0, index & 4 != 0 ? level : 0
      )
    case 8: return (127, 127, 127)
    case 9..<16:
      return (
        index & 1 != 0 ? 255 : 0, index & 2 != 0 ? 255 : 0, index & 4 != 0 ? 255 : 0
      )
    case 16..<232:
      func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
      let cube = Int(index) - 16
      return (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
    default:
      let grey = 8 + 10 * (Int(index) - 232)
      return (grey, grey, grey)
    }
  }

  /// Whether dark text reads better on it than light text.
  static func isLight(_ index: UInt8) -> Bool {
    let (red, green, blue) = components(of: index)
    return 299 * red + 587 * green + 114 * blue > 127_000
  }

  /// The nearest of the eight colours that every colour terminal has.
  var ofEight: Color {
    guard case .indexed(let index) = self, index >= 8 else { return self }
    let wanted = Color.components(of: index)
    var best: (index: UInt8, distance: Int) = (7, Int.max)
    for candidate in UInt8(0)..<8 {
      let have = Color.components(of: candidate)
      let (r, g, b) = (
        have.red - wanted.red, have.green - wanted.green, have.blue - wanted.blue
      )
      let distance = r * r + g * g + b * b
      if distance < best.distance { best = (candidate, distance) }
    }
    return .indexed(best.index)
  }
}
