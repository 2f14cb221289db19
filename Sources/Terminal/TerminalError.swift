/// Why there is no terminal to draw on.
///
/// The sentence for a person is written by who runs the program, in their language.
public enum TerminalError: Error, Hashable, Sendable {
  /// Though standard output is one.
  case standardInputIsNoTerminal
  case standardOutputIsNoTerminal
  /// The variable `TERM` is not set, or empty.
  case nameMissing
  /// `TERM` names a terminal that the terminfo database does not know.
  case nameUnknown(String)
  /// The terminal cannot move its cursor, such as `dumb`.
  case cannotMoveCursor(String)
  /// curses, or the system, refused.
  case cannotStart(String)
}
