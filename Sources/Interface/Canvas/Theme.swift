/// The styles that carry a role everywhere. Each also differs by an attribute, so that none of them
/// needs colour to be told apart.
public enum Theme {
  public static let plain = Style.plain
  public static let title = Style(attributes: .bold)
  public static let dim = Style(attributes: .dim)
  /// What the eye should find first: the window over the input, the cell being computed.
  public static let accent = Style(foreground: .indexed(214), attributes: .bold)
  /// A second thing to find, told from the first.
  public static let accent2 = Style(foreground: .indexed(75), attributes: .bold)
  public static let selection = Style(attributes: .reverse)
  /// The key in a hint of the status line.
  public static let key = Style(attributes: .bold)
  public static let error = Style(foreground: .indexed(209), attributes: [.bold, .underline])
  public static let good = Style(foreground: .indexed(75), attributes: .bold)
  /// The lines of a panel that has the focus, and of one that has not.
  public static let focusedFrame = Style(foreground: .indexed(214), attributes: .bold)
  public static let frame = Style(foreground: .indexed(245))
}
