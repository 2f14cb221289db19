/// The styles that carry a role everywhere. Each also differs by an attribute, so that none of them
/// needs colour to be told apart.
public enum Theme {
  public static let plain = Style.plain
  public static let title = Style(attributes: .bold)
  public static let dim = Style(foreground: .role(.dim), attributes: .dim)
  /// What the eye should find first.
  public static let accent = Style(foreground: .role(.accent), attributes: .bold)
  /// A second thing to find, told from the first.
  public static let accent2 = Style(foreground: .role(.accent2), attributes: .bold)
  /// The window over the input, the cell being computed, its value. Never the colour of a number.
  public static let mark = Style(foreground: .role(.mark), attributes: .bold)
  public static let selection = Style(attributes: .reverse)
  /// The key in a hint of the status line.
  public static let key = Style(attributes: .bold)
  public static let error = Style(foreground: .role(.error), attributes: [.bold, .underline])
  public static let good = Style(foreground: .role(.accent2), attributes: .bold)
  /// What is written as it would be typed.
  public static let code = Style(foreground: .role(.accent2))
  /// The lines of a panel that has the focus, and of one that has not.
  public static let focusedFrame = Style(foreground: .role(.accent), attributes: .bold)
  public static let frame = Style(foreground: .role(.frame))
}
