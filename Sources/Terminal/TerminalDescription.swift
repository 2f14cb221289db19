import CNCurses
import CSupport
import Ground
import Interface

/// The terminal that the program was started in: what it can show, and how large it is.
///
/// Finding out does not touch the terminal.
public struct TerminalDescription: Hashable, Sendable {
  /// The value of `TERM`.
  public let name: String
  public let capabilities: Capabilities
  public let size: Size
  /// The background, as far as the environment says.
  let background: ColorScheme.Background?
  /// How long an ESC waits for what may follow it.
  let escapeDelay: Duration

  /// Looks at standard input and output, `TERM`, `NO_COLOR`, `COLORFGBG`, `ESCDELAY`, and the locale.
  ///
  /// - Throws: ``TerminalError`` unless both are terminals and `TERM` can move the cursor.
  public static func current() throws(TerminalError) -> TerminalDescription {
    guard isatty(STDOUT_FILENO) == 1 else { throw .standardOutputIsNoTerminal }
    guard isatty(STDIN_FILENO) == 1 else { throw .standardInputIsNoTerminal }
    guard let name = environment("TERM") else { throw .nameMissing }
    var status: Int32 = 0
    guard setupterm(nil, STDOUT_FILENO, &status) == 0 else {
      // 1 is a terminal that prints on paper.
      throw status == 1 ? .cannotMoveCursor(name) : .nameUnknown(name)
    }
    guard cnc_terminfo_string("cup") != nil else { throw .cannotMoveCursor(name) }
    return TerminalDescription(
      name: name,
      capabilities: Capabilities(glyphs: usesUTF8() ? .unicode : .ascii, colors: colors()),
      size: windowSize() ?? Size(columns: 80, rows: 24),
      background: ColorScheme.Background(colorFGBG: environment("COLORFGBG")),
      escapeDelay: EscapeDelay.parse(environment("ESCDELAY")))
  }

  /// The window's size now; `nil` where the terminal does not say.
  static func windowSize() -> Size? {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard cs_window_size(STDOUT_FILENO, &columns, &rows) == 0 else { return nil }
    return Size(columns: Int(columns), rows: Int(rows))
  }

  private static func colors() -> Capabilities.Colors {
    if environment("NO_COLOR") != nil { return .none }
    let count = tigetnum("colors")
    return count >= 256 ? .indexed256 : count >= 8 ? .eight : .none
  }

  /// Takes the locale of characters from the environment, and says whether it is UTF-8.
  ///
  /// Numbers keep the C locale: those of files and options never follow the language. A locale
  /// that is asked for but not installed still says which characters the terminal shows.
  private static func usesUTF8() -> Bool {
    let isSet = setlocale(LC_CTYPE, "") != nil
    if isSet, String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" { return true }
    let wanted = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? ""
    let suffix = wanted.lowercased()
    guard !isSet, suffix.contains("utf-8") || suffix.contains("utf8") else { return false }
    return setlocale(LC_CTYPE, "C.UTF-8") != nil
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
