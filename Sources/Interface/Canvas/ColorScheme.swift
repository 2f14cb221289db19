/// The background that colours are chosen for.
public struct ColorScheme: Hashable, Sendable {
  public enum Background: String, Hashable, Sendable, CaseIterable { case dark, light }

  public var background: Background
  /// Whether text and background are given colours of their own where the terminal's would stand,
  /// because those are not known to suit.
  public var isPainted: Bool

  public init(_ background: Background, isPainted: Bool = false) {
    self.background = background
    self.isPainted = isPainted
  }

  public static let dark = ColorScheme(.dark)
  public static let light = ColorScheme(.light)

  /// The scheme of a program: what it was asked for is painted, else the terminal's own background,
  /// as far as it is known, is drawn on.
  public init(asked: Background?, terminal: Background?) {
    self.init(asked ?? terminal ?? .dark, isPainted: asked != nil)
  }
}

extension ColorScheme.Background {
  /// The background of this colour: light where black text reads better on it than white text.
  /// Components are from 0 to 1.
  public init(red: Double, green: Double, blue: Double) {
    let luminance = Color.luminance(red: red, green: green, blue: blue)
    self =
      Color.contrast(luminance, 0) > Color.contrast(luminance, 1) ? .light : .dark
  }
}

extension ColorScheme {
  /// The colours that a role has here, and its attributes.
  func style(of role: Color.Role, in colors: Capabilities.Colors) -> Style {
    switch colors {
    case .none: .plain
    case .eight: background == .dark ? Self.darkEight(role) : Self.lightEight(role)
    case .indexed256:
      Style(foreground: .indexed(background == .dark ? Self.dark256(role) : Self.light256(role)))
    }
  }

  /// The colours of text, and of what lies under it, where they are painted.
  func ground(in colors: Capabilities.Colors) -> Style {
    guard isPainted else { return .plain }
    return switch (colors, background) {
    case (.none, _): .plain
    case (.eight, .dark): Style(foreground: .indexed(7), background: .indexed(0))
    case (.eight, .light): Style(foreground: .indexed(0), background: .indexed(7))
    case (.indexed256, .dark): Style(foreground: .indexed(253), background: .indexed(16))
    case (.indexed256, .light): Style(foreground: .indexed(16), background: .indexed(231))
    }
  }

  private static func dark256(_ role: Color.Role) -> UInt8 {
    switch role {
    case .accent: 214
    case .accent2: 75
    case .mark: 207
    case .error: 209
    case .dim, .frame: 246
    }
  }

  private static func light256(_ role: Color.Role) -> UInt8 {
    switch role {
    case .accent: 94
    case .accent2: 25
    case .mark: 127
    case .error: 124
    case .dim, .frame: 241
    }
  }

  // Of eight colours few can be read on black, and fewer on white.
  private static func darkEight(_ role: Color.Role) -> Style {
    switch role {
    case .accent: Style(foreground: .indexed(3))
    case .accent2: Style(foreground: .indexed(6))
    case .mark: Style(foreground: .indexed(2))
    case .error: Style(foreground: .indexed(7), background: .indexed(1))
    case .dim, .frame: .plain
    }
  }

  private static func lightEight(_ role: Color.Role) -> Style {
    switch role {
    case .accent: .plain
    case .accent2: Style(foreground: .indexed(4))
    case .mark: Style(foreground: .indexed(1))
    case .error: Style(foreground: .indexed(7), background: .indexed(1))
    case .dim, .frame: .plain
    }
  }
}
