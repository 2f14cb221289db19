import Commands
import Ground
import Interface
import Lessons
import Tensors
import TestSupport
import Testing

@testable import Screens

struct LessonScreenTests {
  private func session(
    _ name: String? = "1", language: Language = .english, size: Size = Size(columns: 80, rows: 24),
    capabilities: Capabilities = Capabilities(), course: Course? = nil
  ) throws -> ScreenSession {
    let session = ScreenSession(
      .lesson(LessonArguments(name: name)), language: language, size: size,
      capabilities: capabilities)
    session.headless.deliver(.course(.success(try course ?? CourseLocation.builtIn.course())))
    return session
  }

  @Test func `the list opens a lesson, and Esc comes back to it`() throws {
    let session = try session(nil)
    #expect(session.effects == [.loadCourse(CourseChoice())])
    #expect(session.frame.shows("› 1  From a dense layer to a convolution"))
    session.headless.press(.enter)
    #expect(session.frame.shows("lesson 1 › From a dense layer to a convolution"))
    #expect(session.frame.shows("page 1/7"))
    session.headless.press(.escape)
    #expect(session.frame.shows("Choose a lesson."))
    session.headless.press(.character("q"))
    #expect(session.headless.isFinished)
  }

  @Test func `in the smallest terminal the list is there, and a click opens its lesson`() throws {
    let session = try session(nil, size: Size(columns: 20, rows: 5))
    #expect(session.frame.shows("› 1  From a den…"))
    session.headless.send(
      .mouse(Mouse(.press, at: Point(column: 4, row: 1))))
    #expect(session.frame.shows("Every pixel"))
  }

  @Test func `arrows turn pages, L keeps the page`() throws {
    let session = try session()
    session.headless.press(.left)
    #expect(session.frame.shows("page 1/7"))
    session.headless.press(.right, .right)
    #expect(session.frame.shows("First wish: the same rule everywhere"))
    session.headless.press(.character("L"))
    #expect(session.frame.shows("Yêu cầu thứ nhất: ở đâu cũng một quy tắc"))
    #expect(session.frame.shows("trang 3/7"))
    session.headless.press(.end, .right)
    #expect(session.frame.shows("Thử sức"))
    session.headless.press(.home)
    #expect(session.frame.shows("trang 1/7"))
  }

  @Test func `scenes play by themselves, and their numbers are those of the text`() throws {
    let session = try session()
    for _ in 0..<3 { session.headless.press(.right) }
    #expect(session.frame.shows("Second wish: only the neighbours"))
    session.headless.press(.enter, .home)
    #expect(session.frame.shows("0·0 + 1·1 + 3·2 + 4·3 = 19"))
    session.headless.press(.right)
    #expect(session.frame.shows("1·0 + 2·1 + 4·2 + 5·3 = 25"))
    session.headless.press(.end)
    #expect(session.frame.shows("4·0 + 5·1 + 7·2 + 8·3 = 43"))
    session.headless.press(.escape, .left, .right, .enter, .home, .space)
    session.headless.advance(by: .seconds(30))
    #expect(session.frame.shows("4·0 + 5·1 + 7·2 + 8·3 = 43"))
  }

  @Test func `Enter in a scene opens the stepper on the same input, Esc comes back`() throws {
    let session = try session()
    session.headless.press(.enter, .enter)
    #expect(session.frame.shows("step"))
    #expect(!session.frame.shows("lesson 1"))
    session.headless.press(.escape)
    #expect(session.frame.shows("lesson 1"))
    session.headless.press(.escape)
    #expect(session.frame.shows("page 1/7"))
    session.headless.press(.right)
    #expect(session.frame.shows("page 2/7"))
  }

  @Test func `an answer is explained, and another can be given`() throws {
    let session = try session()
    session.headless.press(.end)
    #expect(!session.frame.shows("Right."))
    session.headless.press(.character("d"))
    #expect(session.frame.shows("✗ d) 416"))
    #expect(session.frame.shows("Not this one. That is the dense layer (1)"))
    session.headless.press(.character("b"))
    #expect(session.frame.shows("✓ b) 5"))
    #expect(session.frame.shows("Right. 2·2 + 1 = 5"))
    #expect(!session.frame.shows("416 That"))
    let answered = session.frame
    session.headless.press(.character("x"))
    #expect(session.frame == answered)
  }

  @Test func `a long page scrolls, and a scene is brought into sight`() throws {
    let session = try session(size: Size(columns: 60, rows: 14))
    session.headless.press(.right, .right)
    let top = session.frame
    #expect(top.shows("▼"))
    session.headless.press(.up)
    #expect(session.frame == top)
    session.headless.press(.enter)
    #expect(session.frame.shows("┗━"))
    session.headless.press(.escape)
    for _ in 0..<60 { session.headless.press(.down) }
    #expect(!session.frame.shows("▼"))
    for _ in 0..<60 { session.headless.press(.up) }
    #expect(!session.frame.shows("▲"))
  }

  @Test func `a click goes into a scene, a click beside it comes out`() throws {
    let session = try session()
    let row = try #require((0..<24).first { session.frame[2, $0].character == "┌" })
    session.headless.send(.mouse(Mouse(.press, at: Point(column: 10, row: row + 2))))
    #expect(session.frame.shows("┏ scene 1"))
    session.headless.send(.mouse(Mouse(.press, at: Point(column: 10, row: 4))))
    #expect(session.frame.shows("┌ scene 1"))
  }

  @Test func `no lesson of that name, and no course, are explained`() throws {
    let unknown = try session("99")
    #expect(unknown.frame.shows("lesson: found \"99\""))
    #expect(unknown.frame.shows("› 1  From a dense layer"))
    let session = ScreenSession(.lesson(LessonArguments()), language: .vietnamese)
    #expect(session.frame.shows("đang đọc các bài học …"))
    session.headless.deliver(
      .course(.failure(Explanation(LessonError(file: "/x", .noSuchFolder)))))
    #expect(session.frame.shows("/x: không có thư mục bài học này"))
  }

  @Test func `several questions on a page are answered one after the other`() throws {
    let choices = "- [x] one\n\n  yes it is\n\n- [ ] two\n\n  no it is not\n"
    let file = LessonFile(
      path: "en/02-b.md", name: "02-b", language: .english,
      text: "# B\n## P\nFirst?\n\n\(choices)\nSecond?\n\n\(choices)")
    let session = try session("2", course: Course(files: [file]))
    session.headless.press(.character("a"), .character("b"))
    #expect(session.frame.shows("✓ a) one"))
    #expect(session.frame.shows("✗ b) two"))
  }

  @Test func `of several scenes the chosen one moves, and Tab chooses another`() throws {
    let scene = "```scene\nstep conv --input arange:3x3 --kernel [[0,1],[2,3]]\n```\n"
    let file = LessonFile(
      path: "en/02-b.md", name: "02-b", language: .english, text: "# B\n## P\n\(scene)\n\(scene)")
    let session = try session(
      "2", size: Size(columns: 80, rows: 40), course: Course(files: [file]))
    func cells(_ text: String) -> Int {
      session.frame.plainText.split(separator: "\n").count { $0.contains(text) }
    }
    session.headless.advance(by: .seconds(10))
    #expect(cells("4·0 + 5·1 + 7·2 + 8·3 = 43") == 1)
    #expect(cells("0·0 + 1·1 + 3·2 + 4·3 = 19") == 1)
    session.headless.press(.tab)
    session.headless.advance(by: .seconds(10))
    #expect(cells("4·0 + 5·1 + 7·2 + 8·3 = 43") == 2)
  }

  @Test func `a scene that is paused stays where it is`() throws {
    let session = try session()
    session.headless.press(.enter, .home)
    let frame = session.frame
    session.headless.advance(by: .seconds(5))
    session.headless.send(.tick)
    #expect(session.frame == frame)
  }

  @Test func `no size is too small`() throws {
    let session = try session()
    for _ in 0..<7 {
      for size in [(1, 1), (2, 3), (10, 4), (40, 12), (57, 15), (300, 100)] {
        session.headless.send(.resize(Size(columns: size.0, rows: size.1)))
        session.headless.press(.enter)
        _ = session.frame
        session.headless.press(.escape)
      }
      session.headless.press(.right)
    }
  }

  @Test func `in ASCII a scene says the same without marks`() throws {
    let session = try session(
      language: .vietnamese, capabilities: Capabilities(glyphs: .ascii, colors: .none))
    for _ in 0..<3 { session.headless.press(.right) }
    session.headless.press(.enter, .end)
    for text in [
      "bai hoc 1 > Tu tang ket noi day du den phep tich chap", "trang 4/7",
      "4*0 + 5*1 + 7*2 + 8*3 = 43",
    ] {
      #expect(session.frame.shows(text), "\(session.frame.plainText)")
    }
  }

  @Test func `a scene opens larger where it stands`() throws {
    let session = try session()
    session.headless.press(.enter, .end, .enter)
    #expect(session.frame.shows("4·0 + 5·1 + 7·2 + 8·3 = 43") || session.frame.shows("= 43"))
  }

  @Test func `a scene without room, and one that cannot be shown, say so on the page`() throws {
    let file = LessonFile(
      path: "en/02-b.md", name: "02-b", language: .english,
      text: "# B\n## P\n```scene\nstep conv --input random:3x9x9 --kernel random:2x3x5x5\n```\n")
    let narrow = try session(
      "2", size: Size(columns: 20, rows: 8), course: Course(files: [file]))
    #expect(narrow.frame.shows("No room"), "\(narrow.frame.plainText)")
    let broken = LessonFile(
      path: "en/02-b.md", name: "02-b", language: .english,
      text: "# B\n## P\n```scene\nstep conv --stride 0\n```\n")
    let session = try session("2", course: Course(files: [broken]))
    #expect(session.frame.shows("--stride"))
    session.headless.press(.enter)
    #expect(session.frame.shows("--stride"))
  }

  @Test func `the list shows the lessons that can be read, and why others cannot`() throws {
    let good = LessonFile(
      path: "en/02-b.md", name: "02-b", language: .english, text: "# Good\n## P\ntext")
    let bad = LessonFile(path: "en/03-c.md", name: "03-c", language: .english, text: "text")
    let session = try session(nil, course: Course(files: [good, bad]))
    #expect(session.frame.shows("› 2  Good"))
    #expect(session.frame.shows("en/03-c.md, line 1: found text before the title"))
    session.headless.press(.enter)
    #expect(session.frame.shows("lesson 2 › Good"))
  }
}
