import Ground
import Interface
import Lessons

/// Runs what lessons claim: every scene opens, every claim has its values, every equation of plain
/// numbers is true, and every language has the same pages, scenes and questions.
public struct LessonCheck: Sendable {
  /// Something that is not as a lesson says.
  public struct Failure: Hashable, Sendable {
    public let lesson: String
    public let language: Language
    /// In the lesson's file; `nil` where the whole of it is meant.
    public let line: Int?
    public let explanation: Bilingual
  }

  public private(set) var failures: [Failure] = []
  /// One sentence a lesson and language, in the order of the course.
  private var summaries: [Bilingual] = []
  private let sources: CommandReport.Sources

  /// - Parameter name: one lesson; `nil` for all.
  /// - Throws: ``UnknownLesson``.
  public init(
    _ course: Course, only name: String? = nil, from sources: CommandReport.Sources
  ) throws {
    self.sources = sources
    let problems = name.map { course.problems(of: $0) } ?? course.problems
    let entries: [Course.Entry]
    do {
      entries = try name.map { [try course.entry(named: $0)] } ?? course.entries
    } catch is LessonError {
      // It is there, and damaged: that is the answer.
      entries = []
    }
    for entry in entries { check(entry, damaged: problems.filter { $0.name == entry.name }) }
    for problem in problems {
      failures.append(
        Failure(
          lesson: problem.name, language: problem.language, line: problem.error.line,
          explanation: problem.error.problem.explanation))
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

  private mutating func check(_ entry: Course.Entry, damaged: [Course.Problem]) {
    let lessons = Language.allCases.compactMap { entry.translations[$0] }
    let sources = sources
    // What stands in several languages is one thing: it is run once.
    var run: Set<[String]> = []
    for (number, lesson) in lessons.enumerated() {
      let before = failures.count
      for scene in lesson.scenes where run.insert(scene.arguments).inserted {
        attempt(line: scene.line, in: lesson) {
          _ = try scene.command()
          _ = try CommandReport.json(of: scene.arguments, from: sources)
        }
      }
      for claim in lesson.claims { check(claim, of: lesson) }
      let equations = check(lesson.codes, of: lesson)
      if number > 0 {
        for (line, explanation) in lesson.differences(from: lessons[0]) {
          fail(lesson, line, explanation)
        }
      }
      summaries.append(
        Self.summary(of: lesson, equations: equations, wrong: failures.count - before))
    }
    let known = Set(lessons.map(\.language) + damaged.map(\.language))
    for language in Language.allCases where !known.contains(language) {
      failures.append(
        Failure(
          lesson: entry.name, language: language, line: nil,
          explanation: Bilingual(
            "found no such file, expected the lesson in every language",
            "không có tệp này, bài học cần có đủ các ngôn ngữ")))
    }
  }

  private static func summary(of lesson: Lesson, equations: Int, wrong: Int) -> Bilingual {
    let counts: [(Int, Bilingual)] = [
      (lesson.pages.count, Bilingual("page", "trang")),
      (lesson.scenes.count, Bilingual("scene", "hình minh họa")),
      (lesson.questions.count, Bilingual("question", "câu hỏi")),
      (lesson.claims.count, Bilingual("claim", "khẳng định")),
      (equations, Bilingual("equation", "đẳng thức")),
    ]
    let english = counts.map { "\($0) \($1.english)\($0 == 1 ? "" : "s")" }
    let vietnamese = counts.map { "\($0) \($1.vietnamese)" }
    let name = "\(lesson.language.rawValue)/\(lesson.name).md"
    return Bilingual(
      "\(name): \(english.joined(separator: ", ")): "
        + (wrong == 0 ? "all true" : "\(wrong) wrong"),
      "\(name): \(vietnamese.joined(separator: ", ")): "
        + (wrong == 0 ? "tất cả đều đúng" : "\(wrong) chỗ sai"))
  }

  private mutating func check(_ claim: Claim, of lesson: Lesson) {
    let sources = sources
    let report = attempt(line: claim.line, in: lesson) {
      try CommandReport.json(of: claim.arguments, from: sources)
    }
    guard let report else { return }
    for expectation in claim.expectations {
      check(expectation, in: report, line: claim.line, of: lesson)
    }
  }

  /// Computes every equation of numbers, and returns how many there are.
  private mutating func check(_ codes: [InlineCode], of lesson: Lesson) -> Int {
    var count = 0
    for code in codes {
      guard let sides = Arithmetic.sides(of: code.text, in: lesson.language) else { continue }
      count += 1
      guard !Arithmetic.areEqual(sides) else { continue }
      let english = sides.map { NumberFormat.english.full($0) }
      let vietnamese = sides.map { NumberFormat.vietnamese.full($0) }
      fail(
        lesson, code.line,
        Bilingual(
          "“\(code.text)” is not true: its sides are \(english.joined(separator: " and "))",
          "“\(code.text)” không đúng: các vế là \(vietnamese.joined(separator: " và "))"))
    }
    return count
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
