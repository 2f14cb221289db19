/// Values as colours: signed ones from blue over a neutral grey to orange, pictures on greys.
///
/// Signed values begin at a grey near the background and stand out from it more and more with their
/// magnitude; blue and orange stay apart for every common kind of colour blindness. Greys are those of a
/// picture, whatever lies around it. The number, or the sign, stands beside the colour.
public enum Palette: Hashable, Sendable {
  /// From `-limit` (blue) over 0 (neutral) to `limit` (orange).
  case signed(limit: Double)
  /// From the darkest to the lightest.
  case greys(from: Double, to: Double)
  /// No colour at all.
  case none

  /// Steps on each side of zero in ``signed(limit:)``.
  static let signedLevels = 5

  /// The style of a cell that holds this value, its text readable on the background.
  public func style(
    for value: Double, on capabilities: Capabilities, scheme: ColorScheme
  ) -> Style {
    switch capabilities.colors {
    case .none: return .plain
    case .eight: return styleOfEight(for: value)
    case .indexed256:
      guard let index = index(for: value, on: scheme) else { return .plain }
      return Style(
        foreground: .indexed(Color.textIndex(on: index)), background: .indexed(index))
    }
  }

  /// The colour of a value in the 256-colour palette; `nil` for NaN and for ``none``.
  public func index(for value: Double, on scheme: ColorScheme) -> UInt8? {
    switch self {
    case .none: nil
    case .signed:
      level(of: value).map {
        (scheme.background == .dark ? Self.diverging : Self.divergingOnLight)[
          $0 + Self.signedLevels]
      }
    case .greys: share(of: value).map { UInt8(232 + Int(($0 * 23).rounded())) }
    }
  }

  /// Where a value lies on the ramp: 0...1 for greys, -1...1 for signed ones; `nil` for NaN.
  public func share(of value: Double) -> Double? {
    guard !value.isNaN else { return nil }
    switch self {
    case .none: return nil
    case .signed(let limit):
      guard value != 0 else { return 0 }
      guard limit > 0, value.isFinite else { return value < 0 ? -1 : 1 }
      return min(1, max(-1, value / limit))
    case .greys(let from, let to):
      guard to > from, value.isFinite else { return value > from ? 1 : 0 }
      return min(1, max(0, (value - from) / (to - from)))
    }
  }

  /// The palette that suits these values: greys where none is negative, else signed.
  public static func fitting(_ values: [Double]) -> Palette {
    var low = 0.0
    var high = 0.0
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    return low < 0 ? .signed(limit: max(-low, high)) : .greys(from: 0, to: high)
  }

  private static let diverging: [UInt8] = [117, 75, 32, 25, 24, 236, 94, 130, 172, 214, 222]

  private static let divergingOnLight: [UInt8] = [
    18, 26, 68, 111, 153, 254, 223, 215, 172, 130, 94,
  ]

  private func level(of value: Double) -> Int? {
    share(of: value).map { Int(($0 * Double(Self.signedLevels)).rounded()) }
  }

  /// Eight colours: only strong values get a background.
  private func styleOfEight(for value: Double) -> Style {
    switch self {
    case .none: return .plain
    case .signed:
      guard let level = level(of: value), abs(level) >= 3 else { return .plain }
      return level < 0
        ? Style(foreground: .indexed(7), background: .indexed(4))
        : Style(foreground: .indexed(0), background: .indexed(3))
    case .greys:
      guard let share = share(of: value) else { return .plain }
      return share >= 0.5
        ? Style(foreground: .indexed(0), background: .indexed(7))
        : Style(foreground: .indexed(7), background: .indexed(0))
    }
  }
}
