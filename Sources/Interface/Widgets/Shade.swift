/// Values as characters, for terminals without enough colours: darker to lighter is less to more
/// ink. Signed values have a ramp for each sign, so that the sign can be read.
enum Shade {
  static func character(
    for value: Double, on palette: Palette, glyphs: Capabilities.Glyphs
  ) -> Character {
    guard let share = palette.share(of: value) else { return "?" }
    let ramp = ramp(below: share < 0, palette, glyphs)
    let step = Int((abs(share) * Double(ramp.count - 1)).rounded())
    return ramp[min(max(0, step), ramp.count - 1)]
  }

  /// The characters of a ramp, from the least ink to the most, without the blank.
  static func signs(below isBelow: Bool, _ palette: Palette, _ glyphs: Capabilities.Glyphs)
    -> String
  {
    String(ramp(below: isBelow, palette, glyphs).dropFirst())
  }

  private static func ramp(
    below isBelow: Bool, _ palette: Palette, _ glyphs: Capabilities.Glyphs
  ) -> [Character] {
    switch palette {
    case .none: [" "]
    case .signed: isBelow ? negative : positive
    case .greys: glyphs == .ascii ? ascii : blocks
    }
  }

  private static let blocks: [Character] = [" ", "░", "▒", "▓", "█"]
  private static let ascii: [Character] = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
  private static let positive: [Character] = [" ", ".", "+", "x", "X", "#"]
  private static let negative: [Character] = [" ", ",", "-", "=", "o", "O"]
}
