import Ground

/// All lessons, each in the languages it is written in, in the order of their names.
public struct Course: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public let name: String
    public let translations: [Language: Lesson]

    /// The lesson in a language, or in one that it is written in.
    public func lesson(in language: Language) -> Lesson? {
      translations[language] ?? Language.allCases.lazy.compactMap { translations[$0] }.first
    }
  }

  /// A file of a lesson that cannot be read. The others can.
  public struct Problem: Hashable, Sendable {
    /// The lesson's name.
    public let name: String
    public let language: Language
    public let error: LessonError
  }

  public let entries: [Entry]
  /// The damaged files, in the order of their lessons.
  public let problems: [Problem]

  /// Reads every file.
  public init(files: [LessonFile], problems: [Problem] = []) {
    var read: [String: [Language: Lesson]] = [:]
    var problems = problems
    for file in files {
      do {
        read[file.name, default: [:]][file.language] = try file.lesson()
      } catch {
        problems.append(Problem(name: file.name, language: file.language, error: error))
      }
    }
    var entries: [Entry] = []
    for (name, lessons) in read {
      var translations: [Language: Lesson] = [:]
      for (language, lesson) in lessons {
        let others = Language.allCases.filter { $0 != language }.compactMap { lessons[$0] }
        let whole = lesson.completed(by: others)
        if let scene = whole.scenes.first(where: { $0.arguments.isEmpty }) {
          let path = files.first { $0.name == name && $0.language == language }?.path ?? name
          problems.append(
            Problem(
              name: name, language: language,
              error: LessonError(file: path, line: scene.line, .sceneWithoutCommand)))
        } else {
          translations[language] = whole
        }
      }
      if !translations.isEmpty { entries.append(Entry(name: name, translations: translations)) }
    }
    self.init(entries: entries, problems: problems)
  }

  private init(entries: [Entry], problems: [Problem]) {
    self.entries = entries.sorted { $0.name < $1.name }
    self.problems = problems.sorted {
      ($0.name, $0.language.rawValue) < ($1.name, $1.language.rawValue)
    }
  }

  /// This course and another, whose lessons take the place of those of the same name.
  func adding(_ other: Course) -> Course {
    let names = Set(other.entries.map(\.name) + other.problems.map(\.name))
    return Course(
      entries: entries.filter { !names.contains($0.name) } + other.entries,
      problems: problems.filter { !names.contains($0.name) } + other.problems)
  }

  /// The lesson that a person means: its name, its number, or its name without the number.
  ///
  /// - Throws: ``UnknownLesson``, or the ``LessonError`` of one that is there and cannot be read.
  public func entry(named name: String) throws -> Entry {
    if let found = entries.first(where: { Self.isMeant($0.name, by: name) }) { return found }
    if let problem = problems(of: name).first { throw problem.error }
    throw UnknownLesson(name: name, known: entries.map(\.name))
  }

  /// What is wrong with the files of one lesson, named as for ``entry(named:)``.
  public func problems(of name: String) -> [Problem] {
    problems.filter { Self.isMeant($0.name, by: name) }
  }

  private static func isMeant(_ lesson: String, by name: String) -> Bool {
    let stem = lesson.drop { $0.isASCII && $0.isNumber }.drop { $0 == "-" }
    let number = Int(lesson.prefix { $0.isASCII && $0.isNumber })
    return lesson == name || stem == name || (number != nil && number == Int(name))
  }
}

/// A lesson that is not in the course.
public struct UnknownLesson: ExplainedError, Hashable {
  public let name: String
  public let known: [String]

  public var explanation: Bilingual {
    let list = known.joined(separator: ", ")
    return Bilingual(
      "lesson: found \"\(name)\", expected one of \(list)",
      "lesson: nhận được \"\(name)\", cần một trong các bài \(list)")
  }
}
