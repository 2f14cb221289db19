import Ground
import Lessons
import Tensors

/// Runs what lessons claim: every scene opens, every claim has its values, every equation of plain
/// numbers is true.
public struct LessonCheck: Sendable {
  /// Something that is not as a lesson says.
  public struct Failure: Hashable, Sendable {
    public let lesson: String
    public let language: Language
    /// In the lesson's file; `nil` for an equation in the text.
    public let line: Int?
    public let explanation: Bilingual
  }

  public private(set) var failures: [Failure] = []
  /// One sentence a lesson and language, in the order of the course.
  private var summaries: [Bilingual] = []
  private let loader: TensorLoader

  /// - Parameter name: one lesson; `nil` for all.
  /// - Throws: ``UnknownLesson``.
  public init(
    _ course: Course, only name: String? = nil, loading loader: TensorLoader
  ) throws(UnknownLesson) {
    self.loader = loader
    let entries = try name.map { name throws(UnknownLesson) in [try course.entry(named: name)] }
    for entry in entries ?? course.entries {
      for language in Language.allCases {
        if let lesson = entry.translations[language] { check(lesson) }
      }
    }
  }

  public var isPassed: Bool { failures.isEmpty }

  /// What `lesson --check` prints.
  public func text(in language: Language) -> String {
    let lines =
      summaries.map { $0[language] }
      + failures.map { failure in
        let line = failure.line.map {
          Bilingual(", line \($0)", ", dòng \($0)")[language]
        }
        return "\(failure.language.rawValue)/\(failure.lesson).md\(line ?? ""): "
          + failure.explanation[language]
      }
    return lines.map { $0 + "\n" }.joined()
  }

  private mutating func check(_ lesson: Lesson) {
    let before = failures.count
    let loader = loader
    for scene in lesson.scenes {
      attempt(line: scene.line, in: lesson) {
        _ = try scene.command()
        _ = try CommandReport.json(of: scene.arguments, loading: loader)
      }
    }
    for claim in lesson.claims {
      let report = attempt(line: claim.line, in: lesson) {
        try CommandReport.json(of: claim.arguments, loading: loader)
      }
      guard let report else { continue }
      for expectation in claim.expectations {
        check(expectation, in: report, line: claim.line, of: lesson)
      }
    }
    var equations = 0
    for text in lesson.pages.flatMap({ $0.blocks.flatMap(\.equations) }) {
      guard let holds = Arithmetic.holds(text, in: lesson.language) else { continue }
      equations += 1
      guard !holds else { continue }
      fail(lesson, nil, Bilingual("“\(text)” is not true", "“\(text)” không đúng"))
    }
    let found = failures.count - before
    let counts = (lesson.scenes.count, lesson.claims.count, equations)
    let name = "\(lesson.language.rawValue)/\(lesson.name).md"
    summaries.append(
      Bilingual(
        "\(name): \(counts.0) scenes, \(counts.1) claims, \(counts.2) equations: "
          + (found == 0 ? "all true" : "\(found) wrong"),
        "\(name): \(counts.0) hình minh họa, \(counts.1) khẳng định, \(counts.2) đẳng thức: "
          + (found == 0 ? "tất cả đều đúng" : "\(found) chỗ sai")))
  }

  @discardableResult
  private mutating func attempt<Value>(
    line: Int, in lesson: Lesson, _ body: () throws -> Value
  ) -> Value? {
    do {
      return try body()
    } catch {
      fail(lesson, line, error.commandLineSentence)
    }
    return nil
  }

  private mutating func check(
    _ expectation: Claim.Expectation, in report: JSON, line: Int, of lesson: Lesson
  ) {
    let found = report.value(at: expectation.path)
    if let found, found.isSameValue(as: expectation.value) { return }
    let words = found?.description
    fail(
      lesson, line,
      Bilingual(
        "\(expectation.path) is \(words ?? "not there"), the lesson says \(expectation.value)",
        "\(expectation.path) là \(words ?? "không có"), bài học nói \(expectation.value)"))
  }

  private mutating func fail(_ lesson: Lesson, _ line: Int?, _ explanation: Bilingual) {
    failures.append(
      Failure(
        lesson: lesson.name, language: lesson.language, line: line, explanation: explanation))
  }
}

extension JSON {
  /// The value at a path such as `layers[0].parameters`.
  func value(at path: String) -> JSON? {
    var value: JSON? = self
    for part in path.split(separator: ".") {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      if !pieces[0].isEmpty { value = value?[String(pieces[0])] }
      for piece in pieces.dropFirst() {
        guard piece.hasSuffix("]"), let index = Int(piece.dropLast()),
          let list = value?.arrayValue, list.indices.contains(index)
        else { return nil }
        value = list[index]
      }
    }
    return value
  }

  /// Whether two values are the same, numbers as numbers: `19` is `19.0`.
  func isSameValue(as other: JSON) -> Bool {
    if let number = doubleValue, let second = other.doubleValue {
      return abs(number - second) <= 1e-9 * max(1, abs(second))
    }
    switch (self, other) {
    case (.array(let first), .array(let second)):
      return first.count == second.count && zip(first, second).allSatisfy { $0.isSameValue(as: $1) }
    case (.object(let first), .object(let second)):
      return first.count == second.count
        && first.allSatisfy { member in
          other[member.key].map { member.value.isSameValue(as: $0) } ?? false
        }
    default: return self == other
    }
  }
}

extension Block {
  /// Every text that is marked as code: where equations of numbers stand.
  fileprivate var equations: [String] {
    switch self {
    case .heading(let prose), .paragraph(let prose): prose.codeTexts
    case .list(_, let items): items.flatMap { $0.flatMap(\.equations) }
    case .table(let table): ([table.header] + table.rows).flatMap { $0.flatMap(\.codeTexts) }
    case .question(let question):
      question.prompt.codeTexts
        + question.choices.flatMap { ([$0.text] + $0.explanation).flatMap(\.codeTexts) }
    case .formula, .code, .scene, .claim: []
    }
  }
}

extension Prose {
  fileprivate var codeTexts: [String] {
    runs.filter { $0.manner.contains(.code) }.map(\.text)
  }
}
