import Ground
import Lessons
import Tensors
import Testing

struct LessonParserTests {
  private func lesson(_ text: String) throws(LessonError) -> Lesson {
    try LessonFile(path: "en/01-a.md", name: "01-a", language: .english, text: text).lesson()
  }

  @Test func `a lesson has a title, a summary and pages of blocks`() throws {
    let lesson = try lesson(
      """
      # Title

      What it is about.

      ## First

      Words with *emphasis*, **weight** and `3·3 = 9`,
      over two lines.

      - one
      - two

      | a | b |
      |:--|--:|
      | 1 | 2 |

      ## Second

      ```formula
      y = x
      ```

      ```scene
      step conv --input arange:3x3
      ```

      <!-- a note to writers -->

      ```claim
      show lenet
      parameters = 61706
      layers[0].kind = "conv"
      ```
      """)
    #expect(lesson.title == "Title")
    #expect(lesson.number == 1)
    #expect(lesson.summary == [.paragraph(Prose([.init("What it is about.")]))])
    #expect(lesson.pages.map(\.title) == ["First", "Second"])
    #expect(
      lesson.pages[0].blocks == [
        .paragraph(
          Prose([
            .init("Words with "), .init("emphasis", .emphasis), .init(", "),
            .init("weight", .strong), .init(" and "), .init("3·3 = 9", .code), .init(","),
            .init(" "), .init("over two lines."),
          ])),
        .list(
          ordered: false,
          items: [
            [.paragraph(Prose([.init("one")]))], [.paragraph(Prose([.init("two")]))],
          ]),
        .table(
          Table(
            alignments: [.leading, .trailing],
            header: [Prose([.init("a")]), Prose([.init("b")])],
            rows: [[Prose([.init("1")]), Prose([.init("2")])]])),
      ])
    #expect(lesson.pages[1].blocks.first == .formula(["y = x"]))
    #expect(
      lesson.scenes == [
        Scene(arguments: ["step", "conv", "--input", "arange:3x3"], line: 23)
      ])
    #expect(lesson.claims.map(\.line) == [29])
    #expect(
      lesson.claims[0].expectations == [
        .init(path: "parameters", value: 61706),
        .init(path: "layers[0].kind", value: "conv"),
      ])
  }

  @Test func `a task list and the paragraph before it are a question`() throws {
    let lesson = try lesson(
      """
      # T
      ## P
      Text before.

      Which?

      - [ ] this

        No: because.

      - [x] that

        Yes: since.

        And more.
      """)
    let question = try #require(lesson.questions.first)
    #expect(question.prompt.text == "Which?")
    #expect(question.choices.map(\.text.text) == ["this", "that"])
    #expect(question.choices.map(\.isRight) == [false, true])
    #expect(question.choices[1].explanation.map(\.text) == ["Yes: since.", "And more."])
    #expect(lesson.pages[0].blocks.count == 2)
  }

  @Test func `what a lesson cannot hold is named with its line`() {
    let cases: [(String, Int?, LessonError.Problem)] = [
      ("", nil, .noTitle),
      ("text", 1, .textBeforeTitle),
      ("# A\n\n# B", 3, .secondTitle),
      ("# A", nil, .noPages),
      ("# A\n## P", 2, .emptyPage("P")),
      ("# A\n## P\n#### deep", 3, .headingTooDeep(4)),
      ("# A\n## P\n```swift\nx\n```", 3, .unknownBlock("swift")),
      ("# A\n## P\n```scene\n```", 3, .sceneNotOneCommand(lines: 0)),
      ("# A\n## P\n```scene\nshow lenet\nshow mlp\n```", 3, .sceneNotOneCommand(lines: 2)),
      ("# A\n## P\n```claim\nshow lenet\n```", 3, .claimWithoutCommand),
      ("# A\n## P\n```claim\nshow lenet\nparameters\n```", 5, .claimNotAnEquation("parameters")),
      ("# A\n## P\n```claim\nshow lenet\nkind = conv\n```", 5, .claimValueNotJSON("conv")),
      ("# A\n## P\n![a](b.png)", 3, .unsupported("image")),
      ("# A\n## P\n> quote", 3, .unsupported("block_quote")),
      ("# A\n## P\n- [ ] a\n\n  b\n- [x] c\n\n  d", 3, .questionWithoutPrompt),
      ("# A\n## P\nQ\n\n- [ ] a\n\n  b\n- c\n\n  d", 5, .listNotWhollyChoices),
      ("# A\n## P\nQ\n\n- [x] a\n\n  b", 5, .questionChoices(1)),
      ("# A\n## P\nQ\n\n- [x] a\n\n  b\n- [x] c\n\n  d", 5, .questionRightChoices(2)),
      ("# A\n## P\nQ\n\n- [x] a\n- [ ] c", 5, .choiceWithoutExplanation("a")),
      ("# A\n## P\nQ\n\n- [x] a\n\n  b\n\n  - c\n- [ ] d\n\n  e", 9, .choiceHolds("list")),
    ]
    for (text, line, problem) in cases {
      #expect(throws: LessonError(file: "en/01-a.md", line: line, problem)) { try lesson(text) }
    }
  }

  @Test func `nesting without end is refused`() {
    let lists = (0..<40).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()
    #expect(throws: LessonError.self) { try lesson("# A\n## P\n" + lists) }
    let open = String(repeating: "*a **b ", count: 100)
    let close = String(repeating: "c** d* ", count: 100)
    #expect(throws: LessonError.self) { try lesson("# A\n## P\n" + open + close) }
  }

  @Test func `an error says file, line, found and expected in both languages`() {
    let error = LessonError(file: "en/01-a.md", line: 5, .headingTooDeep(4))
    #expect(
      error.explanation.english
        == "en/01-a.md, line 5: found a heading of level 4, expected 1, 2 or 3")
    #expect(
      error.explanation.vietnamese == "en/01-a.md, dòng 5: có đề mục cấp 4, cần cấp 1, 2 hoặc 3")
  }
}
