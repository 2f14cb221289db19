import Interface
import Testing

@testable import Terminal

@Suite struct TerminalAnswerTests {
  private func answers(_ text: String) -> [TerminalAnswer] {
    var decoder = InputDecoder()
    let events = decoder.decode(text.utf8)
    #expect(events.isEmpty)
    return decoder.takeAnswers()
  }

  @Test(arguments: [
    ("rgb:ffff/ffff/ffff", ColorScheme.Background.light), ("rgb:0000/0000/0000", .dark),
    ("rgb:FD/F6/E3", .light), ("rgb:00/2b/36", .dark), ("rgb:f/f/f", .light),
    ("rgb:2828/2a2a/3636", .dark), ("rgba:ffff/ffff/ffff/ffff", .light), ("#fdf6e3", .light),
    ("#000", .dark), ("#ffffffffffff", .light), ("rgb:fff/fff/fff", .light),
  ])
  func `a background is light where black text reads better on it`(
    color: String, background: ColorScheme.Background
  ) {
    for end in ["\u{1b}\\", "\u{7}", "\u{9c}"] {
      #expect(answers("\u{1b}]11;" + color + end) == [.background(background)])
    }
  }

  @Test(arguments: [
    "\u{1b}]10;rgb:ffff/ffff/ffff\u{7}", "\u{1b}]11;?\u{7}", "\u{1b}]11;rgb:\u{7}",
    "\u{1b}]11;rgb:12345/0/0\u{7}", "\u{1b}]11;rgb:0/0\u{7}", "\u{1b}]11;rgb:0/0/0/0\u{7}",
    "\u{1b}]11;rgb:-1/+1/00\u{7}", "\u{1b}]11;#ffff\u{7}", "\u{1b}]11;#\u{7}", "\u{1b}]11;red\u{7}",
    "\u{1b}]11;rgb:gg/gg/gg\u{7}", "\u{1b}]11;rgb:٣/٣/٣\u{7}", "\u{1b}P11;rgb:0/0/0\u{7}",
    "\u{1b}[24;80R",
  ])
  func `anything else says nothing`(text: String) { #expect(answers(text).isEmpty) }

  @Test func `the kind of the terminal ends the questions, in one piece or many`() {
    #expect(answers("\u{1b}[?62;4c") == [.attributes])
    var decoder = InputDecoder()
    for byte in "\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\\u{1b}[?1;2c".utf8 {
      _ = decoder.decode([byte])
    }
    let answers = [decoder.takeAnswers(), decoder.takeAnswers()]
    #expect(answers == [[.background(.light), .attributes], []])
  }

  @Test(arguments: [
    ("15;0", ColorScheme.Background.dark), ("0;15", .light), ("0;default;15", .light),
    ("12;8", .dark), ("0;7", .light), ("0;default", nil), ("", nil), ("0;16", nil), ("0;-1", nil),
    (nil, nil),
  ])
  func `COLORFGBG says which of sixteen colours the background is`(
    value: String?, background: ColorScheme.Background?
  ) {
    #expect(ColorScheme.Background(colorFGBG: value) == background)
  }

  @Test func `the first frame waits for an answer, but not for long`() {
    var question = BackgroundQuestion(hint: .dark)
    #expect(question.holdEnd == nil && question.answerEnd == nil)
    question.asked(now: .seconds(1))
    #expect(question.holdEnd == .milliseconds(1030))
    #expect(question.answerEnd == .milliseconds(1500))
    let isNews = question.take([.background(.dark)])
    #expect(!isNews)
    #expect(question.holdEnd == nil)
    #expect(question.answerEnd != nil)
    let isOther = question.take([.background(.light), .attributes])
    #expect(isOther)
    #expect(question.background == .light)
    #expect(question.answerEnd == nil)
    // An answer that comes late still counts.
    let isLate = question.take([.background(.dark)])
    #expect(isLate)
  }

  @Test func `a terminal that does not answer costs nothing`() {
    var question = BackgroundQuestion(hint: nil)
    question.asked(now: .zero)
    question.release()
    #expect(question.holdEnd == nil)
    #expect(question.background == nil)
    let isNews = question.take([])
    #expect(!isNews)
  }
}
