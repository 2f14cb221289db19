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

  @Test(arguments: [
    ("# A\n## P\n\n```scene\nstep conv\n\n## Q\n\ntext\n", 4),
    ("# A\n## P\n\n```claim\nshow lenet\nx = 1", 4),
    ("# A\n## P\n\n```scene\nstep conv\n\n```claim\nshow lenet\nx = 1\n```\n", 4),
    ("# A\n## P\n\n~~~~text\na\n~~~\n", 4), ("# A\n## P\n- a\n\n  ```text\n  b\n\nend\n", 5),
    ("# A\n## P\n```", 3),
  ])
  func `a fence that is not closed is named where it begins`(text: String, line: Int) {
    #expect {
      try lesson(text)
    } throws: { error in
      guard let error = error as? LessonError, case .fenceNotClosed = error.problem else {
        return false
      }
      return error.line == line
    }
  }

  @Test(arguments: [
    "# A\n## P\n\n```text\na\n```", "# A\n## P\n\n~~~~text\n~~~\n~~~~~\n",
    "# A\n## P\n    indented\n",
    "# A\n## P\n- a\n\n  ```text\n  b\n  ```\n\nend\n", "# A\r\n## P\r\n```text\r\na\r\n```  \r\n",
  ])
  func `a fence that is closed is taken`(text: String) throws {
    #expect(try lesson(text).pages.count == 1)
  }

  @Test func `what is marked as code has its line`() throws {
    let lesson = try lesson(
      """
      # A

      A word
      and `1`.

      ## P
      Text *with
      `2` and* more
      and `3`.

      - item `4`
      - item

        and `5`

      | a | b |
      |---|---|
      | x | `6` |
      """)
    #expect(
      lesson.codes.map { "\($0.text) \($0.line)" } == ["1 4", "2 8", "3 9", "4 11", "5 14", "6 18"])
  }

  @Test(arguments: [
    ("![x](y)", "a picture"), ("[x](y)", "a link"), ("> x", "a quotation (>)"),
    ("---", "a line across the page (---)"),
    ("<b>x</b>", "HTML"), ("- [x] a\n\n  > b\n\n- [ ] c\n\n  d", "a quotation (>)"),
  ])
  func `an author never reads the words of the Markdown library`(text: String, word: String) {
    #expect {
      try lesson("# A\n## P\nask\n\n\(text)")
    } throws: { error in
      guard let error = error as? LessonError else { return false }
      let sentence = error.explanation
      return sentence.english.contains(word) && !sentence.vietnamese.contains("_")
        && !sentence.english.contains("_")
    }
  }
}
