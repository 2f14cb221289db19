import Ground

/// The frame around every screen.
enum AppText: TextTable {
  case back, leave, help, language, choose, open, scroll
  case suspend, yes, no
  case asciiNotice

  var text: Bilingual {
    switch self {
    case .back: Bilingual("back", "quay lại")
    case .leave: Bilingual("leave", "thoát")
    case .help: Bilingual("help", "trợ giúp")
    case .language: Bilingual("Tiếng Việt", "English")
    case .choose: Bilingual("choose", "chọn")
    case .open: Bilingual("open", "mở")
    case .scroll: Bilingual("scroll", "cuộn")
    case .asciiNotice:
      Bilingual("ASCII terminal: Vietnamese without marks", "terminal ASCII: tiếng Việt không dấu")
    case .yes: Bilingual("yes", "có")
    case .no: Bilingual("no", "không")
    case .suspend: Bilingual("to the shell; fg comes back", "ra shell; fg để trở lại")
    }
  }
}
