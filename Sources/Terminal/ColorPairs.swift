import CNCurses
import Interface

/// Curses' colour pairs, allocated as styles ask for them.
struct ColorPairs {
  private var isOn = false
  /// More colours than 256 are red, green and blue in one number.
  private var isDirect = false
  private var known: [Key: Int32] = [:]

  private struct Key: Hashable {
    let foreground: Color
    let background: Color
  }

  mutating func start(_ colors: Capabilities.Colors) {
    // alloc_pair crashes on a monochrome terminal.
    guard colors != .none, has_colors(), start_color() != ERR else { return }
    use_default_colors()
    isOn = true
    isDirect = cnc_colors() > 256
  }

  mutating func pair(_ foreground: Color, _ background: Color) -> Int32 {
    guard isOn, foreground != .standard || background != .standard else { return 0 }
    let key = Key(foreground: foreground, background: background)
    if let pair = known[key] { return pair }
    let pair = max(0, alloc_pair(number(foreground), number(background)))
    known[key] = pair
    return pair
  }

  private func number(_ color: Color) -> Int32 {
    guard case .indexed(let index) = color else { return -1 }
    guard isDirect, index >= 8 else { return Int32(index) }
    let (red, green, blue) = Color.components(of: index)
    return Int32(red << 16 | green << 8 | blue)
  }
}
