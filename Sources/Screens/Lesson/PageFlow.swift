import Ground
import Interface
import Lessons

/// A page of a lesson, flowed into a width: lines of text, and rows kept for its scenes.
struct PageFlow {
  enum Row: Hashable {
    case line(StyledLine)
    /// A row of the scene of this number on the page, counted from its frame's top.
    case scene(Int, row: Int)
  }

  private(set) var rows: [Row] = []
  private let columns: Int
  private let sceneRows: Int
  private let glyphs: Capabilities.Glyphs
  private let language: Language

  /// - Parameters:
  ///   - columns: the width of the text.
  ///   - sceneRows: the height of a scene with its frame.
  ///   - answers: the choices made, by the number of the question on the page.
  init(
    _ page: Page, columns: Int, sceneRows: Int, glyphs: Capabilities.Glyphs, language: Language,
    answers: [Int: Int] = [:]
  ) {
    self.columns = max(1, columns)
    self.sceneRows = sceneRows
    self.glyphs = glyphs
    self.language = language
    var scene = 0
    var question = 0
    for block in page.blocks {
      if case .claim = block { continue }
      if !rows.isEmpty { rows.append(.line(.blank)) }
      switch block {
      case .scene:
        rows += (0..<sceneRows).map { .scene(scene, row: $0) }
        scene += 1
      case .question(let asked):
        add(asked, answer: answers[question])
        question += 1
      default:
        rows += lines(of: block, columns: self.columns).map(Row.line)
      }
    }
  }

  /// The rows of a scene in the flow.
  func rows(ofScene scene: Int) -> Range<Int>? {
    guard let first = rows.firstIndex(of: .scene(scene, row: 0)) else { return nil }
    return first..<first + sceneRows
  }

  private func lines(of block: Block, columns: Int) -> [StyledLine] {
    let prose = ProseLayout(glyphs: glyphs)
    switch block {
    case .heading(let text):
      return ProseLayout(glyphs: glyphs, attributes: .bold).lines(text, columns: columns)
    case .paragraph(let text):
      return prose.lines(text, columns: columns)
    case .list(let isOrdered, let items):
      return items.enumerated().flatMap { number, blocks in
        item(isOrdered ? "\(number + 1). " : "• ", blocks, columns: columns)
      }
    case .table(let table):
      return TableLayout(table, glyphs: glyphs).lines(columns: columns)
    case .formula(let text):
      let spelt = glyphs == .ascii ? Formula.ascii(text) : text
      return spelt.map { StyledLine($0, Theme.title, indent: 2) }
    case .code(let text):
      return text.map { StyledLine($0, Theme.code, indent: 2) }
    case .scene, .question, .claim:
      return []
    }
  }

  private func item(_ mark: String, _ blocks: [Block], columns: Int) -> [StyledLine] {
    let width = TextWidth.width(of: mark)
    var lines = blocks.flatMap { self.lines(of: $0, columns: max(1, columns - width)) }
      .map { $0.indented(by: width) }
    if !lines.isEmpty {
      lines[0].indent -= width
      lines[0].pieces.insert(StyledLine.Piece(text: mark, style: .plain), at: 0)
    }
    return lines
  }

  private mutating func add(_ question: Question, answer: Int?) {
    let bold = ProseLayout(glyphs: glyphs, attributes: .bold)
    let plain = ProseLayout(glyphs: glyphs)
    let inner = max(1, columns - 5)
    rows += bold.lines(question.prompt, columns: columns).map(Row.line)
    for (index, choice) in question.choices.enumerated() {
      let isChosen = index == answer
      let style = isChosen ? (choice.isRight ? Theme.good : Theme.error) : Theme.key
      let mark = isChosen ? (choice.isRight ? "✓ " : "✗ ") : "  "
      var lines = plain.lines(choice.text, columns: inner).map { $0.indented(by: 5) }
      lines[0].indent = 0
      lines[0].pieces.insert(
        StyledLine.Piece(text: "\(mark)\(Self.letter(index))) ", style: style), at: 0)
      rows += lines.map(Row.line)
      guard isChosen else { continue }
      let verdict = choice.isRight ? LessonText.right : LessonText.wrong
      let word = StyledLine.Piece(text: verdict[language] + " ", style: style)
      for (number, paragraph) in choice.explanation.enumerated() {
        let lines = plain.lines(paragraph, columns: inner, after: number == 0 ? word : nil)
        rows += lines.map { .line($0.indented(by: 5)) }
      }
    }
  }

  /// `a` for the first choice.
  static func letter(_ index: Int) -> Character {
    letters.indices.contains(index) ? letters[index] : "?"
  }

  static let letters = Array("abcdefghi")
}
