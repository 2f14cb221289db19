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
    let files = try CourseLocation.folder(Self.folder).files()
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
      #expect(english.skeleton == vietnamese.skeleton, "\(entry.name)")
    }
  }

  @Test func `every equation of numbers in a lesson is true`() throws {
    var computed = 0
    for file in BuiltInLessons.files {
      let lesson = try file.lesson()
      for text in lesson.codeTexts {
        guard let holds = Arithmetic.holds(text, in: lesson.language) else { continue }
        #expect(holds, "\(file.path): \(text)")
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

  @Test func `a chosen folder is taken as it is, then what is beside the binary, then the source`()
  {
    func find(_ chosen: String?, _ folders: Set<String>) -> CourseLocation {
      CourseLocation.find(chosen: chosen, executable: "/opt/p/.build/debug/convscope") {
        folders.contains($0)
      }
    }
    let shared = "/opt/p/.build/share/convscope/lessons"
    let source: Set = ["/opt/p/Sources/Lessons", "/opt/p/lessons/en"]
    #expect(find("/x", source.union([shared])) == .folder("/x"))
    #expect(find(nil, source.union([shared])) == .folder(shared))
    #expect(find("", source) == .folder("/opt/p/lessons"))
    #expect(find(nil, ["/opt/p/lessons/en"]) == .builtIn)
    #expect(CourseLocation.find(chosen: nil, executable: "convscope") { _ in false } == .builtIn)
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
    #expect(throws: LessonError(file: "\(path)/en/02-b.md", .file(damage))) {
      try CourseLocation.folder(path).course()
    }
    try Data("# B\n## P\ntext".utf8).write(to: file)
    let course = try CourseLocation.folder(path).course()
    #expect(course.entries.map(\.name) == ["02-b"])
    #expect(course.entries[0].lesson(in: .vietnamese)?.language == .english)
  }
}

extension Lesson {
  /// What must be the same in every language: pages, kinds of blocks, scenes, claims, choices.
  var skeleton: [[String]] {
    pages.map { page in
      page.blocks.map { block in
        switch block {
        case .heading: "heading"
        case .paragraph: "paragraph"
        case .list(let ordered, let items): "list \(ordered) \(items.count)"
        case .table(let table): "table \(table.header.count)x\(table.rows.count)"
        case .formula(let lines): "formula \(lines)"
        case .code(let lines): "code \(lines.count)"
        case .scene(let scene): "scene \(scene.arguments)"
        case .question(let question): "question \(question.choices.map(\.isRight))"
        case .claim(let claim): "claim \(claim.arguments) \(claim.expectations)"
        }
      }
    }
  }

  /// Every `code` run of every page.
  var codeTexts: [String] { pages.flatMap { $0.blocks.flatMap(\.codeTexts) } }
}

extension Block {
  var codeTexts: [String] {
    switch self {
    case .heading(let prose), .paragraph(let prose): prose.codeTexts
    case .list(_, let items): items.flatMap { $0.flatMap(\.codeTexts) }
    case .table(let table): ([table.header] + table.rows).flatMap { $0.flatMap(\.codeTexts) }
    case .question(let question):
      question.prompt.codeTexts
        + question.choices.flatMap { ([$0.text] + $0.explanation).flatMap(\.codeTexts) }
    case .formula, .code, .scene, .claim: []
    }
  }
}

extension Prose {
  var codeTexts: [String] { runs.filter { $0.manner.contains(.code) }.map(\.text) }
}
