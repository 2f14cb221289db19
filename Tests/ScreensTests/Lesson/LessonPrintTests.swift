import Ground
import Interface
import Lessons
import Tensors
import TestSupport
import Testing

@testable import Commands
@testable import Screens

struct LessonPrintTests {
  private static let loader = TensorLoader { _ in
    throw Explanation(Bilingual("no data here", "ở đây không có dữ liệu"))
  }

  private func course(_ text: String) throws -> Course {
    try Course(files: [
      LessonFile(path: "en/01-a.md", name: "01-a", language: .english, text: text)
    ])
  }

  @Test func `what the lessons claim is true`() throws {
    let check = try LessonCheck(CourseLocation.builtIn.course(), loading: Self.loader)
    #expect(check.isPassed, "\(check.text(in: .english))")
    #expect(
      check.text(in: .english)
        == """
        en/01-dense-to-convolution.md: 3 scenes, 7 claims, 15 equations: all true
        vi/01-dense-to-convolution.md: 3 scenes, 7 claims, 15 equations: all true

        """)
  }

  @Test func `a claim that is not true is named with its line and both values`() throws {
    let course = try course(
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
      step = 1
      ```

      ```scene
      show lenet
      ```
      """)
    let check = try LessonCheck(course, loading: Self.loader)
    #expect(check.failures.map(\.line) == [12, 21, 5, 5, 16, nil])
    let text = check.text(in: .english)
    for line in [
      "en/01-a.md, line 5: output is [[[19,25],[37,43]]], the lesson says [[[19,25],[37,44]]]",
      "en/01-a.md, line 5: steps.none is not there, the lesson says 1",
      "en/01-a.md, line 16: found “train lenet”, expected a command of step, show",
      "en/01-a.md, line 21: found “show lenet”, expected a command of step",
      "en/01-a.md: “2·2 = 5” is not true",
    ] {
      #expect(text.contains(line + "\n"), "\(line)\n\(text)")
    }
    #expect(text.contains("en/01-a.md, line 12: --stride"))
    #expect(check.text(in: .vietnamese).contains("en/01-a.md, dòng 5: output là"))
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
      for value in ["19", "25", "37", "43", "✓ b) 5", "(4)", "4·0 + 5·1 + 7·2 + 8·3 = 43"] {
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
}
