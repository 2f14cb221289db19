import Ground
import Interface
import Lessons
import Tensors
import Testing

@testable import Screens

@Suite struct AppTests {
  @Test func `L changes the language at once and asks for it to be kept`() throws {
    let app = try CommandSession("step conv")
    #expect(app.lines[0].hasPrefix(" step › convolution"))
    app.press(.character("L"))
    #expect(app.lines[0].hasPrefix(" từng bước › tích chập"))
    #expect(app.handler.effects == [.saveLanguage(.vietnamese)])
    app.press(.character("L"))
    #expect(app.lines[0].hasPrefix(" step › convolution"))
  }

  @Test func `help opens over any screen, scrolls and closes`() throws {
    let app = try CommandSession("step conv", rows: 12)
    app.press(.character("?"))
    let top = app.text
    #expect(top.contains("The window moves over the input"))
    app.press(.down)
    #expect(app.text != top)
    for _ in 0..<9 { app.press(.pageDown) }
    #expect(app.text.contains("Ctrl-Z"))
    app.press(.escape)
    #expect(!app.text.contains("Ctrl-Z"))
    #expect(!app.session.isFinished)
  }

  @Test func `nothing moves under the help`() throws {
    let app = try CommandSession("step conv")
    app.press(.character("?"))
    #expect(app.session.program.tickInterval == nil)
    app.press(.escape)
    #expect(app.session.program.tickInterval != nil)
  }

  @Test func `Ctrl-C leaves at once where nothing would be lost`() throws {
    let app = try CommandSession("step conv")
    app.press(.control("c"))
    #expect(app.session.isFinished)
  }

  @Test func `Vietnamese in an ASCII terminal says once that it has lost its marks`() throws {
    let ascii = Capabilities(glyphs: .ascii, colors: .none)
    let app = try CommandSession("step conv", language: .vietnamese, capabilities: ascii)
    let sentence = "terminal ASCII: tieng Viet khong dau"
    #expect(app.lines[0].hasSuffix(sentence))
    app.press(.right)
    #expect(!app.text.contains(sentence))
    app.press(.character("L"), .character("L"))
    #expect(!app.text.contains(sentence))
    #expect(try !CommandSession("step conv", language: .vietnamese).text.contains("không dấu"))
  }

  @Test func `global keys are text in a field`() throws {
    let app = try CommandSession("step conv")
    app.press(.tab, .enter)
    app.type("qL?")
    #expect(!app.session.isFinished)
    #expect(app.text.contains("sobel-xqL?"))
    #expect(app.handler.effects.isEmpty)
  }

  @Test func `every sentence has a twin that differs and keeps its places`() {
    check(AppText.self)
    check(HomeText.self)
    check(StepperText.self)
    check(DrawnText.self)
    check(BlockText.self)
    check(TrainingText.self)
    check(TrainingHelp.self)
    check(ExplorerText.self)
    check(ExplorerHelp.self)
    check(LessonText.self)
    check(LessonHelp.self)
    check(EvaluationText.self)
    check(EvaluationHelp.self)
  }

  private func check<Table: TextTable>(_ table: Table.Type) {
    for entry in Table.allCases {
      let (english, vietnamese) = (entry.text.english, entry.text.vietnamese)
      #expect(!english.isEmpty && !vietnamese.isEmpty, "\(entry)")
      #expect(english != vietnamese || sameInBoth.contains(english), "\(entry)")
      #expect(places(in: english) == places(in: vietnamese), "\(entry)")
    }
  }

  /// Words that are the same in both languages.
  private let sameInBoth: Set<String> = ["epoch {0}/{1}", "log", "batch", "batch {0}"]

  private func places(in text: String) -> Set<String> {
    Set(
      text.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
        .map { String($0.prefix { $0 != "}" }) })
  }

  private let news = Message.weights(path: "x", .failure(Explanation(Bilingual("x", "y"))))

  @Test func `a screen that closes because of a message closes itself, whatever lies on top of it`()
  {
    var app = App(command: .home, environment: AppEnvironment())
    app.stack = [ClosingScreen(), HomeScreen(language: .english)]
    app.overlay = .help(scroll: 0)
    _ = app.receive(news)
    #expect(app.stack.count == 1 && app.stack[0] is HomeScreen)
    #expect(app.overlay == .help(scroll: 0))
    app.stack = [HomeScreen(language: .english), ClosingScreen(), ClosingScreen()]
    app.overlay = .question(Bilingual("Lose it?", "Bỏ nó?"), leaves: .screen)
    _ = app.receive(news)
    #expect(app.stack.count == 1 && app.stack[0] is HomeScreen)
    #expect(app.overlay == nil)
    app.stack = [ClosingScreen()]
    _ = app.receive(news)
    #expect(app.isFinished)
  }

  @Test func `a resize reaches the screens that are covered`() throws {
    let course = try CourseLocation.builtIn.course()
    let app = try CommandSession("lesson 1", rows: 12)
    app.session.deliver(.course(.success(course)))
    for _ in 0..<40 { app.press(.down) }
    func lesson() throws -> LessonScreen {
      try #require(app.session.program.stack.first as? LessonScreen)
    }
    let scrolled = try lesson().scroll
    app.press(.enter, .enter)
    #expect(app.session.program.stack.count == 2)
    app.session.send(.resize(Size(columns: 200, rows: 60)))
    let context = app.session.program.context
    #expect(try scrolled > 0 && lesson().visibleScroll(in: context) == 0)
    app.press(.character("q"), .character("q"))
    #expect(
      app.lines[1].contains(
        try #require(lesson().currentPage(in: app.session.program.context)).title))
  }

  @Test func `leaving asks once where something would be lost, in a screen and in the program`() {
    var app = App(command: .home, environment: AppEnvironment())
    app.stack.append(ClosingScreen(question: Bilingual("Lose it?", "Bỏ nó?")))
    _ = app.update(.key(.character("q")))
    #expect(app.stack.count == 2)
    _ = app.update(.key(.character("n")))
    #expect(app.stack.count == 2 && app.overlay == nil)
    _ = app.update(.key(.control("c")))
    #expect(!app.isFinished)
    _ = app.update(.key(.control("c")))
    #expect(app.isFinished)

    app = App(command: .home, environment: AppEnvironment())
    app.stack.append(ClosingScreen(question: Bilingual("Lose it?", "Bỏ nó?")))
    _ = app.update(.key(.escape))
    _ = app.update(.key(.character("y")))
    #expect(app.stack.count == 1 && !app.isFinished)
  }

  @Test func `places are filled in the order of the language`() {
    #expect(StepperText.progress.filled("6", "16", in: .english) == "step 6 of 16")
    #expect(StepperText.progress.filled("6", "16", in: .vietnamese) == "bước 6 / 16")
  }
}

/// A screen that closes at the first message, and asks before it is left.
private struct ClosingScreen: Screen {
  var question: Bilingual?

  func path(in context: ScreenContext) -> [String] { [] }
  func bindings(in context: ScreenContext) -> [KeyBinding<ClosingScreen>] { [] }
  func help(in context: ScreenContext) -> HelpPage { HelpPage(title: "", paragraphs: []) }
  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] { [] }
  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    [.close]
  }
  func draw(on canvas: inout Canvas, in context: ScreenContext) {}
  func leaveQuestion(in context: ScreenContext) -> Bilingual? { question }
}
