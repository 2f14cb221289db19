import CNCurses
import Interface

/// Curses' numbers for keys, and those that we give to sequences that it does not know.
enum KeyCodes {
  // Above every number that curses gives by itself.
  private static let pasteBegin: Int32 = 3001
  private static let pasteEnd: Int32 = 3002

  /// Names the sequences that terminfo lacks: the marks of a paste, and what common terminals send
  /// for their keys whatever `TERM` says.
  static func define() {
    define_key("\u{1b}[200~", pasteBegin)
    define_key("\u{1b}[201~", pasteEnd)
    let usual: [(String, Int32)] = [
      ("[A", KEY_UP), ("[B", KEY_DOWN), ("[C", KEY_RIGHT), ("[D", KEY_LEFT),
      ("OA", KEY_UP), ("OB", KEY_DOWN), ("OC", KEY_RIGHT), ("OD", KEY_LEFT),
      ("[H", KEY_HOME), ("[F", KEY_END), ("OH", KEY_HOME), ("OF", KEY_END),
      ("[1~", KEY_HOME), ("[4~", KEY_END), ("[3~", KEY_DC), ("[5~", KEY_PPAGE),
      ("[6~", KEY_NPAGE), ("[Z", KEY_BTAB), ("OM", KEY_ENTER),
    ]
    for (sequence, code) in usual where key_defined("\u{1b}" + sequence) == 0 {
      define_key("\u{1b}" + sequence, code)
    }
  }

  /// What a number of `wgetch` stands for; `nil` for nothing at all.
  static func decode(_ code: Int32) -> InputDecoder.Code? {
    if code >= 0, code < 256 { return .byte(UInt8(code)) }
    switch code {
    case pasteBegin: return .pasteBegin
    case pasteEnd: return .pasteEnd
    case KEY_MOUSE: return mouse()
    case KEY_RESIZE: return nil
    default: return key(code).map(InputDecoder.Code.key) ?? .unknown
    }
  }

  private static func key(_ code: Int32) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_ENTER: .enter
    case KEY_BTAB: .shiftTab
    case KEY_BACKSPACE: .backspace
    case KEY_DC: .delete
    case KEY_PPAGE: .pageUp
    case KEY_NPAGE: .pageDown
    case KEY_HOME: .home
    case KEY_END: .end
    case KEY_F0 + 1...KEY_F0 + 12: .function(Int(code - KEY_F0))
    default: nil
    }
  }

  private static func mouse() -> InputDecoder.Code {
    var event = MEVENT()
    guard getmouse(&event) != ERR else { return .unknown }
    let action: Mouse.Action
    if cnc_is_press(event.bstate) != 0 {
      action = .press
    } else if cnc_is_wheel_up(event.bstate) != 0 {
      action = .wheelUp
    } else if cnc_is_wheel_down(event.bstate) != 0 {
      action = .wheelDown
    } else {
      return .unknown
    }
    return .mouse(Mouse(action, at: Point(column: Int(event.x), row: Int(event.y))))
  }
}
