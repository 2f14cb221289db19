import CMarkGFM
import Ground

/// The text of a lesson file, not yet read.
public struct LessonFile: Hashable, Sendable {
  /// A lesson is a few pages of text; more than this is not one.
  public static let largestByteCount = 1 << 20

  /// What errors call it: `en/01-dense-to-convolution.md`.
  public let path: String
  public let name: String
  public let language: Language
  public let text: String

  public init(path: String, name: String, language: Language, text: String) {
    self.path = path
    self.name = name
    self.language = language
    self.text = text
  }

  /// Reads the Markdown into pages.
  ///
  /// The format is described in docs/lessons.md.
  public func lesson() throws(LessonError) -> Lesson {
    guard text.utf8.count <= Self.largestByteCount else {
      throw LessonError(file: path, .tooLarge(bytes: text.utf8.count))
    }
    guard let document = MarkdownDocument(parsing: text) else {
      throw LessonError(file: path, .cannotRead)
    }
    return try document.withRoot { (root) throws(LessonError) in
      var parser = LessonParser(file: self)
      for node in root.children {
        try parser.take(node)
      }
      return try parser.lesson(codes: InlineCode.all(in: root))
    }
  }
}

/// Gathers the top-level blocks of a file, in order, into a title, a summary and pages.
private struct LessonParser {
  let file: LessonFile
  private let blocks: BlockParser
  private var title: String?
  private var summary: [Block] = []
  private var pages: [Page] = []
  private var openPage: (title: String, line: Int, blocks: [Block])?

  init(file: LessonFile) {
    self.file = file
    blocks = BlockParser(
      path: file.path,
      lines: file.text.split(omittingEmptySubsequences: false) {
        ["\n", "\r\n", "\r"].contains($0)
      })
  }

  mutating func take(_ node: MarkdownNode) throws(LessonError) {
    if node.kind == "heading", node.headingLevel <= 2 {
      let text = try blocks.prose(node).text
      if node.headingLevel == 1 {
        guard title == nil else { throw error(node.line, .secondTitle) }
        title = text
      } else {
        guard title != nil else { throw error(node.line, .textBeforeTitle) }
        try closePage()
        openPage = (text, node.line, [])
      }
      return
    }
    guard let block = try blocks.block(node) else { return }
    guard title != nil else { throw error(node.line, .textBeforeTitle) }
    if case .question(let question) = block {
      // The paragraph before the choices is the question itself.
      guard case .paragraph(let prompt)? = openPage?.blocks.popLast() else {
        throw error(node.line, .questionWithoutPrompt)
      }
      openPage?.blocks.append(
        .question(Question(prompt: prompt, choices: question.choices, line: question.line)))
    } else if openPage == nil {
      summary.append(block)
    } else {
      openPage?.blocks.append(block)
    }
  }

  mutating func lesson(codes: [InlineCode]) throws(LessonError) -> Lesson {
    guard let title else { throw LessonError(file: file.path, .noTitle) }
    try closePage()
    guard !pages.isEmpty else { throw LessonError(file: file.path, .noPages) }
    return Lesson(
      name: file.name, language: file.language, title: title, summary: summary, pages: pages,
      codes: codes)
  }

  private mutating func closePage() throws(LessonError) {
    guard let page = openPage else { return }
    guard !page.blocks.isEmpty else { throw error(page.line, .emptyPage(page.title)) }
    pages.append(Page(title: page.title, blocks: page.blocks))
    openPage = nil
  }

  private func error(_ line: Int, _ problem: LessonError.Problem) -> LessonError {
    LessonError(file: file.path, line: line, problem)
  }
}
