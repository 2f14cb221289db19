import Ground

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

  static let black: UInt8 = 16
  static let white: UInt8 = 231

  /// Black or white, whichever reads better on a colour: a contrast of 4.58 or more.
  static func textIndex(on index: UInt8) -> UInt8 {
    let luminance = luminance(of: index)
    return contrast(luminance, 0) >= contrast(luminance, 1) ? black : white
  }

  /// The contrast of two colours, from 1 to 21, as the WCAG define it; text needs 4.5.
  public static func contrast(_ one: UInt8, _ other: UInt8) -> Double {
    contrast(luminance(of: one), luminance(of: other))
  }

  static func contrast(_ one: Double, _ other: Double) -> Double {
    (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  /// The relative luminance, from 0 to 1, of components from 0 to 1.
  static func luminance(red: Double, green: Double, blue: Double) -> Double {
    func linear(_ component: Double) -> Double {
      component <= 0.04045 ? component / 12.92 : pow((component + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  static func luminance(of index: UInt8) -> Double {
    let (red, green, blue) = components(of: index)
    return luminance(
      red: Double(red) / 255, green: Double(green) / 255, blue: Double(blue) / 255)
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
