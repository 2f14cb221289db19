import CSupport
import Ground

/// What gives the terminal back when curses cannot: after a crash, or a signal that insists.
enum Restoration {
  /// The mouse's presses and wheel, with places of any size where the terminal can (1006).
  private static let mouseOn = "\u{1b}[?1000h\u{1b}[?1006h"
  private static let pasteMarksOn = "\u{1b}[?2004h"
  static let extrasOff = "\u{1b}[?1000l\u{1b}[?1002l\u{1b}[?1003l\u{1b}[?1006l\u{1b}[?2004l"

  /// What the screen switches on besides what curses does; ``extrasOff`` undoes it.
  static func extrasOn(hasMouse: Bool) -> String { (hasMouse ? mouseOn : "") + pasteMarksOn }

  /// Keeps the modes, and the bytes that undo what the screen has switched on, where a signal
  /// handler finds them.
  static func arm(_ modes: termios) -> Bool {
    var modes = modes
    var bytes = extrasOff
    // Attributes and colours off, keypad off, cursor on, alternate screen left.
    for name in ["sgr0", "op", "rmkx", "cnorm", "rmcup"] { bytes += Terminfo.string(name) ?? "" }
    return bytes.withCString {
      cs_restore_arm(STDIN_FILENO, STDOUT_FILENO, &modes, $0, bytes.utf8.count)
    } == 0
  }

  /// Writes to the terminal past curses.
  static func write(_ text: String) { try? StandardStream.output.write(text) }
}
