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

  public let entries: [Entry]

  /// Reads every file.
  public init(files: [LessonFile]) throws(LessonError) {
    var translations: [String: [Language: Lesson]] = [:]
    for file in files {
      translations[file.name, default: [:]][file.language] = try file.lesson()
    }
    entries = translations.map { Entry(name: $0.key, translations: $0.value) }
      .sorted { $0.name < $1.name }
  }

  /// The lesson that a person means: its name, its number, or its name without the number.
  public func entry(named name: String) throws(UnknownLesson) -> Entry {
    let found = entries.first { entry in
      let stem = entry.name.drop { $0.isASCII && $0.isNumber }.drop { $0 == "-" }
      let number = Int(entry.name.prefix { $0.isASCII && $0.isNumber })
      return entry.name == name || stem == name || (number != nil && number == Int(name))
    }
    guard let found else { throw UnknownLesson(name: name, known: entries.map(\.name)) }
    return found
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
