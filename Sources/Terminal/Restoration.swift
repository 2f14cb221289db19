import CNCurses
import CSupport
import Ground

/// What gives the terminal back when curses cannot: after a crash, or a signal that insists.
enum Restoration {
  /// Bracketed paste, which curses does not know.
  static let extrasOn = "\u{1b}[?2004h"
  static let extrasOff = "\u{1b}[?2004l"

  /// Keeps the modes, and the bytes that undo what the screen has switched on, where a signal
  /// handler finds them.
  static func arm(_ modes: termios) -> Bool {
    var modes = modes
    var bytes = "\u{1b}[?1000l\u{1b}[?1002l\u{1b}[?1003l\u{1b}[?1006l" + extrasOff
    // Attributes and colours off, keypad off, cursor on, alternate screen left.
    for name in ["sgr0", "op", "rmkx", "cnorm", "rmcup"] { bytes += terminfo(name) }
    return bytes.withCString {
      cs_restore_arm(STDIN_FILENO, STDOUT_FILENO, &modes, $0, bytes.utf8.count)
    } == 0
  }

  /// Writes to the terminal past curses.
  static func write(_ text: String) { try? StandardStream.output.write(text) }

  /// A sequence without its padding (`$<5>`), which no terminal of today needs.
  private static func terminfo(_ name: String) -> String {
    guard let value = cnc_terminfo_string(name) else { return "" }
    var text = ""
    var rest = String(cString: value)[...]
    while let start = rest.firstRange(of: "$<") {
      text += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: ">") else { break }
      rest = rest[rest.index(after: end)...]
    }
    return text + rest
  }
}
