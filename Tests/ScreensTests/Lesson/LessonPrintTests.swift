import Ground
import Interface
import Lessons
import Tensors
import TestSupport
import Testing

@testable import Commands
@testable import Screens

struct LessonPrintTests {
  private static let noData = Explanation(Bilingual("no data here", "ở đây không có dữ liệu"))
  private static let sources = CommandReport.Sources(
    loader: TensorLoader { _ in throw noData }, evaluation: { _ in throw noData },
    training: { _ in [.object([JSON.Member("step", .integer(1))])] })

  private func course(_ text: String) -> Course {
    Course(files: [
      LessonFile(path: "en/01-a.md", name: "01-a", language: .english, text: text)
    ])
  }

  @Test func `what the lessons claim is true`() throws {
    let check = try LessonCheck(CourseLocation.builtIn.course(), from: Self.sources)
    #expect(check.isPassed, "\(check.text(in: .english))")
    #expect(
      check.text(in: .english)
        == """
        en/01-dense-to-convolution.md: 7 pages, 3 scenes, 1 question, 7 claims, 15 equations: all true
        vi/01-dense-to-convolution.md: 7 pages, 3 scenes, 1 question, 0 claims, 15 equations: all true

        """)
  }

  @Test func `a claim that is not true is named with its line and both values`() throws {
    let course = course(
      """
      # A
      ## P
      It is `2·2 = 5`.

      ```claim
      step conv --input arange:3x3 --kernel [[0,1],[2,3]]
      output = [[[19,25],[37,44]]]
      macs = 16
      steps.none = 1
      ```

      ```scene
      step conv --input arange:3x3 --kernel [[0,1],[2,3]] --stride 0
      ```

      ```claim
      train lenet
      lines[0].step = 1
      ```

      ```scene
      train lenet
      ```

      ```claim
      play a.tape
      step = 1
      ```
      """)
    let check = try LessonCheck(course, from: Self.sources)
    #expect(check.failures.map(\.line) == [12, 21, 5, 5, 25, 3, nil])
    let text = check.text(in: .english)
    for line in [
      "en/01-a.md, line 5: output is [[[19,25],[37,43]]], the lesson says [[[19,25],[37,44]]]",
      "en/01-a.md, line 5: steps.none is not there, the lesson says 1",
      "en/01-a.md, line 25: found “play a.tape”, expected a command of step, show, train, eval",
      "en/01-a.md, line 21: train: found no fixed number of steps, expected --limit and --epochs, and neither --out nor --resume",
      "en/01-a.md, line 3: “2·2 = 5” is not true: its sides are 4 and 5",
      "vi/01-a.md: found no such file, expected the lesson in every language",
      "en/01-a.md: 1 page, 2 scenes, 0 questions, 3 claims, 1 equation: 6 wrong",
    ] {
      #expect(text.contains(line + "\n"), "\(line)\n\(text)")
    }
    #expect(text.contains("en/01-a.md, line 12: --stride"))
    #expect(check.text(in: .vietnamese).contains("en/01-a.md, dòng 5: output là"))
  }

  @Test func `a check compares the languages, and names what cannot be read`() throws {
    func file(_ name: String, _ language: Language, _ text: String) -> LessonFile {
      LessonFile(
        path: "\(language.rawValue)/\(name).md", name: name, language: language, text: text)
    }
    let scene = "```scene\nshow lenet\n```\n"
    let course = Course(files: [
      file("01-a", .english, "# A\n## P\n\(scene)"), file("01-a", .vietnamese, "# A\n## P\nchữ"),
      file("02-b", .english, "# B\n## P\n\(scene)"), file("02-b", .vietnamese, "# B\n## P\n> x"),
    ])
    let all = try LessonCheck(course, from: Self.sources)
    let text = all.text(in: .vietnamese)
    #expect(text.contains("vi/01-a.md: trang 1: có 0 hình minh họa, en/01-a.md có 1\n"))
    #expect(text.contains("vi/02-b.md, dòng 3: có đoạn trích dẫn (>), bài học không dùng được\n"))
    #expect(!text.contains("vi/02-b.md: không có tệp này"))
    let one = try LessonCheck(course, only: "b", from: Self.sources)
    #expect(one.failures.map(\.lesson) == ["02-b"])
  }

  @Test func `paths go through objects and lists`() throws {
    let json = try JSON(parsing: #"{"layers":[{"kind":"conv","output":[[1,2.5]]}]}"#)
    #expect(json.value(at: "layers[0].kind") == "conv")
    #expect(json.value(at: "layers[0].output[0][1]") == 2.5)
    #expect(json.value(at: "layers[1].kind") == nil)
    #expect(json.value(at: "layers[x]") == nil)
    #expect(json.value(at: "kind") == nil)
    #expect(JSON.integer(19).isSameValue(as: .number(19)))
    #expect(!JSON.integer(19).isSameValue(as: .number(19.001)))
    #expect(!JSON.null.isSameValue(as: .integer(0)))
  }

  @Test func `the list names every lesson with its title`() throws {
    let course = try CourseLocation.builtIn.course()
    #expect(
      LessonPrint.list(course, in: .vietnamese)
        == "01-dense-to-convolution  Từ tầng kết nối đầy đủ đến phép tích chập\n")
  }

  @Test
  func `a lesson as text has every page, its scenes with all of their output, and the answer`()
    throws
  {
    let course = try CourseLocation.builtIn.course()
    let entry = try course.entry(named: "1")
    for language in Language.allCases {
      let text = LessonPrint.text(entry, in: language)
      let lesson = try #require(entry.lesson(in: language))
      for page in lesson.pages { #expect(text.contains(page.title + "\n"), "\(page.title)") }
      for value in ["19", "25", "37", "43", "✓ b) 5", "(4)", "1·0 + 2·1 + 4·2 + 5·3 = 25"] {
        #expect(text.contains(value), "\(value)")
      }
      #expect(text.split(separator: "\n").allSatisfy { TextWidth.width(of: String($0)) <= 80 })
      #expect(!text.contains(" \n"))
    }
    let ascii = LessonPrint.text(entry, in: .vietnamese, glyphs: .ascii)
    #expect(ascii.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(ascii.contains("sum"))
    #expect(ascii.contains("Tu tang ket noi day du den phep tich chap\n"))
  }

  @Test func `a scene that cannot be shown says why`() throws {
    let course = course("# A\n## P\n```scene\nstep conv --stride 0\n```\n")
    let entry = try course.entry(named: "a")
    #expect(LessonPrint.text(entry, in: .english).contains("--stride: found \"0\""))
  }
}
