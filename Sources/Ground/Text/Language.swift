/// A language in which the program speaks to a person.
public enum Language: String, CaseIterable, Sendable, Codable {
  case english = "en"
  case vietnamese = "vi"
}

/// One sentence in both languages.
///
/// A text cannot exist in one language alone: the initialiser asks for both.
public struct Bilingual: Hashable, Sendable {
  public var english: String
  public var vietnamese: String

  public init(_ english: String, _ vietnamese: String) {
    self.english = english
    self.vietnamese = vietnamese
  }

  public subscript(language: Language) -> String {
    switch language {
    case .english: english
    case .vietnamese: vietnamese
    }
  }
}

/// An error that a person can read: one sentence that says what, where, found and expected.
public protocol ExplainedError: Error, Sendable {
  var explanation: Bilingual { get }
}
