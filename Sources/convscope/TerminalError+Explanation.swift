import Ground
import Terminal

extension TerminalError {
  /// Whether it is the terminal's name that is at fault, not where the program reads and writes.
  var isOfName: Bool {
    switch self {
    case .standardInputIsNoTerminal, .standardOutputIsNoTerminal: false
    case .nameMissing, .nameUnknown, .cannotMoveCursor, .cannotStart: true
    }
  }

  /// What whoever wanted a screen is told: what was found, what was expected.
  var explanation: Bilingual {
    isOfName
      ? finding
      : Bilingual(
        finding.english + ", the home screen needs one (see convscope --help)",
        finding.vietnamese + ", màn hình chính cần một terminal (xem convscope --help)")
  }

  /// Why text is printed instead of a screen; `nil` where nobody looks at a terminal.
  var notice: Bilingual? {
    if self == .standardOutputIsNoTerminal { return nil }
    return Bilingual(
      finding.english + "; so text is printed instead of a screen",
      finding.vietnamese + ", nên kết quả được in ra thành chữ thay vì hiện trên màn hình")
  }

  private var finding: Bilingual {
    switch self {
    case .standardInputIsNoTerminal:
      Bilingual(
        "standard input: found no terminal", "đầu vào chuẩn: không phải terminal")
    case .standardOutputIsNoTerminal:
      Bilingual(
        "standard output: found no terminal", "đầu ra chuẩn: không phải terminal")
    case .nameMissing:
      Bilingual(
        "TERM: found nothing, expected the name of a terminal such as xterm-256color",
        "TERM: chưa được đặt, cần tên một terminal như xterm-256color")
    case .nameUnknown(let name):
      Bilingual(
        "TERM: found \"\(name)\", which is unknown here, expected a terminal such as xterm-256color",
        "TERM: không biết \"\(name)\", cần một terminal như xterm-256color")
    case .cannotMoveCursor(let name):
      Bilingual(
        "TERM: found \"\(name)\", which cannot move its cursor, expected a terminal such as "
          + "xterm-256color",
        "TERM: \"\(name)\" không di chuyển được con trỏ, cần một terminal như xterm-256color")
    case .cannotStart(let name):
      Bilingual(
        "terminal \"\(name)\": the system refused to start the screen",
        "terminal \"\(name)\": hệ thống không cho mở màn hình")
    }
  }
}
