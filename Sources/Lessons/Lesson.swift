import Ground

/// One lesson in one language: a title, a word on what it is about, and pages.
public struct Lesson: Hashable, Sendable {
  /// The name of its file without the ending, the same in every language: `01-dense-to-convolution`.
  public let name: String
  public let language: Language
  public let title: String
  /// What stands between the title and the first page; the list of lessons shows it.
  public let summary: [Block]
  public let pages: [Page]
  /// All that is marked as code, in the summary and on the pages.
  public let codes: [InlineCode]

  public init(
    name: String, language: Language, title: String, summary: [Block], pages: [Page],
    codes: [InlineCode] = []
  ) {
    self.name = name
    self.language = language
    self.title = title
    self.summary = summary
    self.pages = pages
    self.codes = codes
  }

  /// The lesson with command lines in its empty scenes: those that another language has there.
  func completed(by others: [Lesson]) -> Lesson {
    let pages = pages.enumerated().map { number, page in
      page.completed(
        by: others.compactMap { $0.pages.indices.contains(number) ? $0.pages[number] : nil })
    }
    return Lesson(
      name: name, language: language, title: title, summary: summary, pages: pages, codes: codes)
  }

  /// The number that the name begins with, which orders the course; `nil` without one.
  public var number: Int? {
    Int(name.prefix { $0.isASCII && $0.isNumber })
  }

  public var scenes: [Scene] { pages.flatMap(\.scenes) }
  public var questions: [Question] { pages.flatMap(\.questions) }
  public var claims: [Claim] { pages.flatMap(\.claims) }
}

/// What a reader sees at once: short enough to read before turning on.
public struct Page: Hashable, Sendable {
  public let title: String
  public let blocks: [Block]

  public init(title: String, blocks: [Block]) {
    self.title = title
    self.blocks = blocks
  }

  fileprivate func completed(by others: [Page]) -> Page {
    var number = 0
    let blocks = blocks.map { block -> Block in
      guard case .scene(let scene) = block else { return block }
      defer { number += 1 }
      guard scene.arguments.isEmpty else { return block }
      let commands = others.compactMap { page -> [String]? in
        let scenes = page.scenes
        return scenes.indices.contains(number) ? scenes[number].arguments : nil
      }
      return .scene(
        Scene(arguments: commands.first { !$0.isEmpty } ?? [], line: scene.line))
    }
    return Page(title: title, blocks: blocks)
  }

  public var scenes: [Scene] {
    blocks.compactMap { if case .scene(let scene) = $0 { scene } else { nil } }
  }

  public var questions: [Question] {
    blocks.compactMap { if case .question(let question) = $0 { question } else { nil } }
  }

  public var claims: [Claim] {
    blocks.compactMap { if case .claim(let claim) = $0 { claim } else { nil } }
  }
}
