import Ground

/// The frame around every screen.
enum AppText: TextTable {
  case back, leave, stepOut, help, language, choose, open, scroll, page
  case suspend, yes, no, ends
  case asciiNotice

  var text: Bilingual {
    switch self {
    case .back: Bilingual("back", "quay lại")
    case .leave: Bilingual("leave", "thoát")
    case .stepOut:
      Bilingual(
        "out one level, at last out of the program", "ra một mức, cuối cùng ra khỏi chương trình")
    case .help: Bilingual("help", "trợ giúp")
    case .language: Bilingual("Tiếng Việt", "English")
    case .choose: Bilingual("choose", "chọn")
    case .open: Bilingual("open", "mở")
    case .scroll: Bilingual("scroll", "cuộn")
    case .page: Bilingual("ten lines", "mười dòng")
    case .asciiNotice:
      Bilingual("ASCII terminal: Vietnamese without marks", "terminal ASCII: tiếng Việt không dấu")
    case .ends: Bilingual("first, last", "đầu, cuối")
    case .yes: Bilingual("yes", "có")
    case .no: Bilingual("no", "không")
    case .suspend: Bilingual("to the shell; fg comes back", "ra shell; fg để trở lại")
    }
  }
}
