/// A colour: the terminal's own default, an index of the 256-colour palette, or what a role has.
///
/// Drivers turn roles into the colours of the scheme (``Canvas/degraded()``), and map indices to what
/// the terminal has (8 colours, none); screens draw for 256 and never let colour alone carry a meaning.
public enum Color: Hashable, Sendable {
  /// What a colour is for, where it is not a value's.
  public enum Role: Hashable, Sendable, CaseIterable {
    /// What the eye should find first, and second.
    case accent, accent2
    /// Where the computation is: a colour that no number has.
    case mark
    case error
    /// What may be passed over.
    case dim
    case frame
  }

  case standard
  case indexed(UInt8)
  case role(Role)
}

public struct Attributes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let bold = Attributes(rawValue: 1)
  public static let dim = Attributes(rawValue: 2)
  public static let underline = Attributes(rawValue: 4)
  public static let reverse = Attributes(rawValue: 8)
  public static let italic = Attributes(rawValue: 16)
}

public struct Style: Hashable, Sendable {
  public var foreground: Color
  public var background: Color
  public var attributes: Attributes

  public init(
    foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  public static let plain = Style()
}
