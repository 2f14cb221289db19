import Commands
import Ground
import Interface
import Tensors
import TestSupport
import Testing

@testable import Screens
@testable import Training

struct EvaluationScreenTests {
  private static let arguments: EvaluateArguments = {
    var arguments = EvaluateArguments(subject: "runs/lenet")
    arguments.data = "fashion-mnist"
    return arguments
  }()

  private func opened(
    language: Language = .english, size: Size = Size(columns: 80, rows: 24),
    capabilities: Capabilities = Capabilities()
  ) -> ScreenSession {
    ScreenSession(
      .evaluate(Self.arguments), language: language, size: size, capabilities: capabilities)
  }

  /// A screen that has heard what it asked for.
  private func session(
    findings: ExaminationFindings = EvaluationFixtures.findings(), language: Language = .english,
    size: Size = Size(columns: 80, rows: 24), capabilities: Capabilities = Capabilities()
  ) throws -> ScreenSession {
    let session = opened(language: language, size: size, capabilities: capabilities)
    session.headless.deliver(.evaluation(Self.arguments, .success(findings)))
    try answer(session)
    return session
  }

  /// Answers the look that is under way.
  private func answer(_ session: ScreenSession, network: String = "lenet-relu") throws {
    guard case .lookAtPicture(let request)? = session.effects.last else {
      Issue.record("nothing is looked at")
      return
    }
    session.headless.deliver(
      .pictureView(
        request, .success(try EvaluationFixtures.view(network: network, node: request.node))))
  }

  private func look(_ index: Int, node: Int? = nil) -> Effect {
    .lookAtPicture(PictureRequest(evaluation: Self.arguments, subject: .test(index), node: node))
  }

  @Test func `Enter on a layer's maps opens that layer, on the picture at hand`() throws {
    let session = try session()
    session.headless.press(.tab)
    session.headless.press(.right)
    try answer(session)
    session.headless.press(.enter)
    guard case .openLayer(let request)? = session.effects.last else {
      Issue.record("no layer is opened: \(session.effects)")
      return
    }
    #expect(request.network == "runs/lenet")
    #expect(request.layer == "0")
    #expect(
      request.input == .sample(SampleSpec(dataset: "fashion-mnist", split: .test, index: 1)))
  }

  @Test func `opening asks the network about all pictures, then for the first one's way through`()
    throws
  {
    let session = opened()
    #expect(session.effects == [.evaluate(Self.arguments)])
    #expect(session.frame.shows("reading the network and the pictures"))
    session.headless.deliver(
      .evaluation(Self.arguments, .success(EvaluationFixtures.findings())))
    #expect(session.effects.last == look(0))
    try answer(session)
    for text in [
      "lenet-relu on fashion-mnist", "accuracy 0.7970", "loss 0.4123", "1,000 test pictures",
      "true t-shirt, said pullover: 50 pictures (50.0 %)", "test 0", "✓sneaker", "0.91",
      "0 conv 5x5: 6 maps 28x28",
    ] {
      #expect(session.frame.shows(text), "\(text)")
    }
  }

  @Test func `the cursor starts on the commonest mistake and stays inside the matrix`() throws {
    let session = try session()
    session.headless.press(.down)
    #expect(session.frame.shows("true trouser, said pullover: 0 pictures (0.0 %)"))
    #expect(!session.frame.shows("its pictures"))
    for _ in 0..<20 { session.headless.press(.right) }
    for _ in 0..<20 { session.headless.press(.down) }
    #expect(session.frame.shows("ankle boot, rightly said: 91 pictures (91.0 %)"))
  }

  @Test func `Enter on a cell walks through its pictures, and Esc comes back to it`() throws {
    let session = try session()
    #expect(session.effects(of: .enter) == [look(10)])
    #expect(session.frame.shows("1/50 of the cell"))
    try answer(session)
    #expect(session.effects(of: .right) == [look(30)])
    try answer(session)
    #expect(session.frame.shows("2/50 of the cell"))
    session.headless.press(.escape)
    #expect(!session.headless.isFinished)
    #expect(session.frame.shows("true t-shirt, said pullover: 50 pictures"))
    #expect(!session.frame.shows("of the cell"))
  }

  @Test func `x leaves the mistakes alone, and again all pictures`() throws {
    let session = try session()
    #expect(session.effects(of: .character("x")) == [look(10)])
    try answer(session)
    #expect(session.frame.shows("1/203 mistakes"))
    session.headless.press(.character("x"))
    #expect(!session.frame.shows("1/203 mistakes"))
  }

  @Test func `with the focus on the picture arrows and pages walk through the pictures`() throws {
    let session = try session()
    session.headless.press(.tab)
    #expect(session.effects(of: .right) == [look(1)])
    try answer(session)
    #expect(session.effects(of: .pageDown) == [look(11)])
    try answer(session)
    #expect(session.effects(of: .end) == [look(999)])
    try answer(session)
    #expect(session.effects(of: .right) == [look(0)])
  }

  @Test func `one look is under way at a time: whoever goes on waits for the new picture alone`()
    throws
  {
    let session = try session()
    session.headless.press(.tab)
    #expect(
      session.effects(of: .right, .right, .right)
        == [look(1), .abandon(look(1)), look(2), .abandon(look(2)), look(3)])
    // What comes all the same is no answer any more.
    guard case .lookAtPicture(let request) = look(2) else { return }
    session.headless.deliver(.pictureView(request, .success(try EvaluationFixtures.view())))
    #expect(session.frame.shows("test 0"))
    try answer(session)
    #expect(session.frame.shows("test 3"))
    // Back to what is shown: there is nothing to wait for.
    #expect(session.effects(of: .left, .right) == [look(2), .abandon(look(2))])
    // Nothing was wished for since.
    #expect(session.effects(of: .character("m")).isEmpty)
  }

  @Test(arguments: [Language.english, .vietnamese])
  func `while it computes the screen says how far it is, and keys work`(language: Language) throws {
    let session = opened(language: language)
    func progress(_ effect: Effect, _ done: Int, of total: Int) {
      session.headless.deliver(.progress(effect, Watch.Progress(done: done, total: total)))
    }
    func shows(_ english: String, _ vietnamese: String) -> Bool {
      session.frame.shows(Bilingual(english, vietnamese)[language])
    }
    var other = Self.arguments
    other.data = "digits"
    progress(.evaluate(other), 7, of: 9)
    #expect(shows("reading the network", "đang đọc mạng"))
    progress(.evaluate(Self.arguments), 3_456, of: 10_000)
    #expect(
      shows(
        "asking the network about each picture: 3,456 of 10,000",
        "mạng đang đoán từng ảnh: 3.456 / 10.000"))
    session.headless.press(.character("?"), .character("?"))
    session.headless.deliver(
      .evaluation(Self.arguments, .success(EvaluationFixtures.findings())))
    #expect(shows("computing …", "đang tính …"))
    progress(look(0), 5, of: 27)
    #expect(shows("computing: 5/27 layers", "đang tính: 5/27 tầng"))
    try answer(session)
    #expect(!shows("computing", "đang tính"))
    // Over a picture that is there already.
    session.headless.press(.tab)
    session.headless.press(.right)
    progress(look(0), 6, of: 27)
    #expect(!shows("computing", "đang tính"))
    progress(look(1), 6, of: 27)
    #expect(shows("computing: 6/27 layers", "đang tính: 6/27 tầng"))
    try answer(session)
    #expect(!shows("computing", "đang tính"))
  }

  @Test func `a screen that closes lets go of what is under way`() throws {
    #expect(opened().effects(of: .character("q")) == [.abandon(.evaluate(Self.arguments))])
    let session = try session()
    session.headless.press(.tab)
    #expect(session.effects(of: .right) == [look(1)])
    #expect(
      session.effects(of: .character("q"))
        == [.abandon(look(1)), .abandon(.evaluate(Self.arguments))])
  }

  @Test func `brackets choose the layer`() throws {
    let session = try session()
    #expect(session.effects(of: .character("]")) == [look(0, node: 1)])
    try answer(session)
    #expect(session.frame.shows("1 ReLU: 6 maps 28x28"))
    #expect(session.effects(of: .character("["), .character("[")) == [look(0, node: 0)])
  }

  @Test func `a click selects a cell, and again goes in`() throws {
    let session = try session()
    let place = try #require(position(of: "25", in: session.frame))
    session.headless.press(.down)
    session.headless.send(.mouse(Mouse(.press, at: place)))
    #expect(session.frame.shows("true pullover, said coat: 25 pictures"))
    #expect(session.effects.last == look(0))
    session.headless.send(.mouse(Mouse(.press, at: place)))
    #expect(session.effects.last == look(12))
  }

  private func position(of text: String, in frame: Canvas) -> Point? {
    for row in 0..<frame.size.rows {
      let line = (0..<frame.size.columns).map { frame[$0, row].character ?? " " }
      for column in 0..<max(0, line.count - text.count)
      where String(line[column..<column + text.count]) == text {
        return Point(column: column, row: row)
      }
    }
    return nil
  }

  @Test func `one picture alone has no matrix`() throws {
    let findings = ExaminationFindings(
      network: "lenet", report: nil, labels: [], hasInput: true)
    let session = opened()
    session.headless.deliver(.evaluation(Self.arguments, .success(findings)))
    #expect(
      session.effects.last
        == .lookAtPicture(
          PictureRequest(evaluation: Self.arguments, subject: .input, node: nil)))
    try answer(session)
    #expect(session.frame.shows("input"))
    #expect(!session.frame.shows("confusion"))
    #expect(session.effects(of: .tab, .right, .character("x")).isEmpty)
  }

  @Test func `a picture that cannot be computed says why beside the matrix`() throws {
    let session = opened()
    session.headless.deliver(
      .evaluation(Self.arguments, .success(EvaluationFixtures.findings())))
    guard case .lookAtPicture(let request)? = session.effects.last else { return }
    let reason = Bilingual("--input: too large", "--input: quá lớn")
    session.headless.deliver(.pictureView(request, .failure(Explanation(reason))))
    #expect(session.frame.shows("--input: too large"))
    #expect(session.frame.shows("accuracy 0.7970"))
  }

  @Test func `where there is no room the panel of the focus is shown, and Tab names the other`()
    throws
  {
    let session = try session(size: Size(columns: 60, rows: 14))
    #expect(session.frame.shows("Tab: one picture"))
    #expect(session.frame.shows("7x10 of 10x10"))
    session.headless.press(.tab)
    #expect(session.frame.shows("Tab: the confusion matrix"))
    #expect(session.frame.shows("test 0"))
    session.headless.press(.character("m"))
    #expect(session.frame.shows("6 maps 28x28"))
    #expect(session.frame.shows("test 0, sneaker"))
  }

  @Test func `no size is too small, and any keys in any order are answered`() throws {
    var generator = SeededGenerator(seed: 5)
    let keys: [Key] =
      [.up, .down, .left, .right, .enter, .escape, .tab, .home, .end, .pageUp, .pageDown]
      + "[]mxhjkl?L".map(Key.character)
    let session = try session()
    for count in 0..<300 where !session.headless.isFinished {
      let size = Size(
        columns: 1 + Int(generator.uniform() * 210), rows: 1 + Int(generator.uniform() * 62))
      session.headless.send(.resize(size))
      let key = keys[Int(generator.uniform() * Double(keys.count))]
      if key != .escape || count % 7 == 0 { session.headless.press(key) }
      session.headless.send(
        .mouse(
          Mouse(
            [.press, .wheelUp, .wheelDown][count % 3],
            at: Point(column: count % 80, row: count % 24))))
      if case .lookAtPicture(let request)? = session.effects.last {
        session.headless.deliver(
          .pictureView(request, .success(try EvaluationFixtures.view(node: request.node))))
      }
      _ = session.frame
    }
  }

  @Test func `an evaluation has its golden frames`() throws {
    for (name, language) in ScreenSession.goldenForms {
      assertGolden(try session(language: language).frame, "evaluation.\(name)")
    }
  }

  @Test func `an evaluation that cannot begin says why in both languages`() throws {
    let reason = EvaluationError.classCount(
      data: "cifar-100", found: 100, network: "resnet8", expected: 10)
    for language in [Language.english, .vietnamese] {
      let session = opened(language: language)
      session.headless.deliver(.evaluation(Self.arguments, .failure(Explanation(reason))))
      let text = session.frame.plainText.split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
      #expect(text.contains(reason.explanation[language]), "\(text)")
    }
  }
}
