import Ground
import Testing

@testable import Lessons

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct CourseTests {
  /// The folder `lessons` of the source tree.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "lessons").path()

  @Test func `the lessons built in are those of the source tree`() throws {
    let files = try CourseLocation.folder(Self.folder).files().files
    #expect(!files.isEmpty)
    #expect(
      BuiltInLessons.files.map { "\($0.language.rawValue)/\($0.name)" }
        == files.map { "\($0.language.rawValue)/\($0.name)" },
      "name every lesson in Sources/CEmbedded/embedded.c")
    for (builtIn, file) in zip(BuiltInLessons.files, files) {
      #expect(builtIn.text == file.text, "\(file.path)")
    }
  }

  @Test func `every lesson is there in both languages, with the same structure`() throws {
    for entry in try CourseLocation.builtIn.course().entries {
      let english = try #require(entry.translations[.english], "\(entry.name)")
      let vietnamese = try #require(entry.translations[.vietnamese], "\(entry.name)")
      #expect(vietnamese.differences(from: english).isEmpty, "\(entry.name)")
    }
  }

  @Test func `every equation of numbers in a lesson is true`() throws {
    var computed = 0
    for file in BuiltInLessons.files {
      let lesson = try file.lesson()
      for code in lesson.codes {
        guard let holds = Arithmetic.holds(code.text, in: lesson.language) else { continue }
        #expect(holds, "\(file.path), line \(code.line): \(code.text)")
        computed += 1
      }
    }
    #expect(computed >= 20)
  }

  @Test func `a lesson is found by its name, its number, or its name without the number`() throws {
    let course = try CourseLocation.builtIn.course()
    for name in ["01-dense-to-convolution", "1", "01", "dense-to-convolution"] {
      #expect(try course.entry(named: name).name == "01-dense-to-convolution")
    }
    #expect(throws: UnknownLesson(name: "x", known: course.entries.map(\.name))) {
      try course.entry(named: "x")
    }
  }

  @Test func `the course is what is beside the binary, then the source, then built in`() {
    func find(_ folders: Set<String>) -> CourseLocation {
      CourseLocation.find(executable: "/opt/p/.build/debug/convscope") { folders.contains($0) }
    }
    let shared = "/opt/p/.build/share/convscope/lessons"
    let source: Set = ["/opt/p/Sources/Lessons", "/opt/p/lessons/en"]
    #expect(find(source.union([shared])) == .folder(shared))
    #expect(find(source) == .folder("/opt/p/lessons"))
    #expect(find(["/opt/p/lessons/en"]) == .builtIn)
    #expect(CourseLocation.find(executable: "convscope") { _ in false } == .builtIn)
  }

  @Test func `a folder that is missing, empty or damaged is an error that names it`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "convscope-lessons-\(UInt64.random(in: 0...UInt64.max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path()
    #expect(throws: LessonError(file: path, .noSuchFolder)) {
      try CourseLocation.folder(path).course()
    }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "en"), withIntermediateDirectories: true)
    #expect(throws: LessonError(file: path, .noLessons)) {
      try CourseLocation.folder(path).course()
    }
    let file = folder.appending(path: "en/02-b.md")
    try Data([0x23, 0xFF]).write(to: file)
    let damage = FileError(.read, "\(path)/en/02-b.md", .notText(line: 1, byte: 0xFF))
    let error = LessonError(file: "\(path)/en/02-b.md", .file(damage))
    #expect(try CourseLocation.folder(path).course().problems.map(\.error) == [error])
    try Data("# B\n## P\ntext".utf8).write(to: file)
    let course = try CourseLocation.folder(path).course()
    #expect(course.entries.map(\.name) == ["02-b"])
    #expect(course.entries[0].lesson(in: .vietnamese)?.language == .english)
  }

  private func file(_ name: String, _ language: Language, _ text: String) -> LessonFile {
    LessonFile(
      path: "\(language.rawValue)/\(name).md", name: name, language: language, text: text)
  }

  @Test func `a scene stands once a lesson, and is in every language`() throws {
    let scene = "```scene\nstep conv --input arange:3x3\n```\n"
    let course = Course(files: [
      file("01-a", .english, "# A\n## P\ntext\n\n## Q\n\(scene)"),
      file("01-a", .vietnamese, "# A\n## P\nchữ\n\n## Q\n```scene\n```\n"),
      file("02-b", .english, "# B\n## P\n```scene\n```\n"),
    ])
    #expect(course.entries.map(\.name) == ["01-a"])
    let commands = Language.allCases.map {
      course.entries[0].lesson(in: $0)?.scenes.map(\.arguments)
    }
    #expect(commands == [[["step", "conv", "--input", "arange:3x3"]], commands[0]])
    #expect(
      course.problems.map(\.error)
        == [LessonError(file: "en/02-b.md", line: 3, .sceneWithoutCommand)])
  }

  @Test func `one broken lesson does not lock the others`() throws {
    let course = Course(files: [
      file("01-a", .english, "# A\n## P\ntext"), file("01-a", .vietnamese, "no title"),
      file("02-b", .english, "no title"),
    ])
    #expect(course.entries.map(\.name) == ["01-a"])
    #expect(try course.entry(named: "a").lesson(in: .vietnamese)?.language == .english)
    #expect(course.problems.map(\.name) == ["01-a", "02-b"])
    #expect(course.problems(of: "1").map(\.language) == [.vietnamese])
    #expect(throws: LessonError(file: "en/02-b.md", line: 1, .textBeforeTitle)) {
      try course.entry(named: "b")
    }
  }

  @Test func `folders add lessons to the course, replace those of the same name, or all`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "convscope-lessons-\(UInt64.random(in: 0...UInt64.max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "en"), withIntermediateDirectories: true)
    func write(_ name: String, _ title: String) throws {
      try Data("# \(title)\n## P\ntext".utf8)
        .write(to: folder.appending(path: "en/\(name).md"))
    }
    try write("50-mine", "Mine")
    try write("01-dense-to-convolution", "Another")
    let path = folder.path()
    func titles(_ choice: CourseChoice) throws -> [String] {
      try choice.course(from: .builtIn).entries.compactMap { $0.lesson(in: .vietnamese)?.title }
    }
    let builtIn = try titles(CourseChoice())
    #expect(try titles(CourseChoice(folders: [path])) == ["Another", "Mine"])
    #expect(try titles(CourseChoice(omitsCourse: true)) == builtIn)
    try FileManager.default.removeItem(
      at: folder.appending(path: "en/01-dense-to-convolution.md"))
    #expect(try titles(CourseChoice(folders: [path])) == builtIn + ["Mine"])
    #expect(
      try titles(CourseChoice().joined(with: ["CONVSCOPE_LESSONS": path])) == builtIn + ["Mine"])
    #expect(
      try titles(
        CourseChoice().joined(
          with: ["CONVSCOPE_LESSONS": path, "CONVSCOPE_LESSONS_ONLY": "1"])) == ["Mine"])
    #expect(try titles(CourseChoice(folders: [path], omitsCourse: true)) == ["Mine"])
    #expect(throws: LessonError(file: "/nowhere", .noSuchFolder)) {
      try titles(CourseChoice(folders: ["/nowhere"]))
    }
  }

  @Test func `translations that are not the same are told apart, with lines`() throws {
    func lesson(_ language: Language, _ text: String) throws -> Lesson {
      try file("01-a", language, "# A\n" + text).lesson()
    }
    func differences(_ one: String, _ other: String) throws -> [String] {
      try lesson(.vietnamese, one).differences(from: lesson(.english, other)).map {
        ($0.line.map { "\($0): " } ?? "") + $0.explanation.english
      }
    }
    func question(_ right: Int, of count: Int = 2) -> String {
      "## P\nAsk?\n\n"
        + (0..<count).map { "- [\($0 == right ? "x" : " ")] c\n\n  why\n" }.joined(separator: "\n")
    }
    let scene = "```scene\nshow lenet\n```\n"
    #expect(
      try differences("## P\nx\n", "## P\nx\n\n## Q\ny") == ["found 1 pages, en/01-a.md has 2"])
    #expect(
      try differences("## P\n\(scene)\n\(scene)", "## P\n\(scene)")
        == ["7: page 1: found 2 scenes, en/01-a.md has 1"])
    #expect(try differences(question(0), question(0)).isEmpty)
    #expect(
      try differences(question(1), question(0))
        == ["5: page 1: choice 2 is the right one, in en/01-a.md it is 1"])
    #expect(
      try differences(question(0, of: 3), question(0))
        == ["5: page 1: found 3 choices, en/01-a.md has 2"])
    #expect(
      try differences("## P\n```scene\nshow mlp\n```", "## P\n\(scene)")
        == ["3: page 1: the scene has another command line than in en/01-a.md, line 3"])
  }
}
