import Ground

/// Reads one Markdown node into a ``Block``.
struct BlockParser {
  let path: String
  /// The lines of the file.
  let lines: [Substring]

  /// Lists deeper than this are refused, so that no file can exhaust the stack.
  private static let deepest = 6

  /// `nil` for a comment, which the reader never sees.
  func block(_ node: MarkdownNode, depth: Int = 0) throws(LessonError) -> Block? {
    guard depth <= Self.deepest else { throw error(node, .nestedTooDeeply) }
    switch node.kind {
    case "paragraph":
      return .paragraph(try prose(node))
    case "heading":
      guard node.headingLevel == 3 else { throw error(node, .headingTooDeep(node.headingLevel)) }
      return .heading(try prose(node))
    case "list":
      return try list(node, depth: depth)
    case "table":
      return .table(try table(node))
    case "code_block":
      return try codeBlock(node)
    case "html_block" where node.literal.hasPrefix("<!--"):
      return nil
    default:
      throw error(node, .unsupported(node.kind))
    }
  }

  /// The inline content of a paragraph, a heading or a cell of a table.
  func prose(_ node: MarkdownNode) throws(LessonError) -> Prose {
    var runs: [Prose.Run] = []
    var line = node.line
    try gather(node, manner: [], line: &line, depth: 0, into: &runs)
    return Prose(runs)
  }

  func error(_ node: MarkdownNode, _ problem: LessonError.Problem) -> LessonError {
    LessonError(file: path, line: node.line, problem)
  }

  private func gather(
    _ node: MarkdownNode, manner: Prose.Manner, line: inout Int, depth: Int,
    into runs: inout [Prose.Run]
  ) throws(LessonError) {
    guard depth <= Self.deepest else {
      throw LessonError(file: path, line: line, .nestedTooDeeply)
    }
    for child in node.children {
      var inner = manner
      switch child.kind {
      case "text": runs.append(Prose.Run(Self.withoutTabs(child.literal[...]), manner))
      case "code":
        runs.append(Prose.Run(Self.withoutTabs(child.literal[...]), manner.union(.code)))
      case "softbreak", "linebreak":
        line += 1
        runs.append(Prose.Run(" ", manner))
      case "emph", "strong":
        inner.insert(child.kind == "emph" ? .emphasis : .strong)
        try gather(child, manner: inner, line: &line, depth: depth + 1, into: &runs)
      default:
        throw LessonError(file: path, line: line, .unsupported(child.kind))
      }
    }
  }

  private func list(_ node: MarkdownNode, depth: Int) throws(LessonError) -> Block {
    let items = node.children
    let choices = items.filter { $0.kind == "tasklist" }
    if !choices.isEmpty {
      guard choices.count == items.count else { throw error(node, .listNotWhollyChoices) }
      guard depth == 0 else { throw error(node, .questionWithoutPrompt) }
      return .question(try question(node, choices: choices))
    }
    var read: [[Block]] = []
    for item in items {
      var blocks: [Block] = []
      for child in item.children {
        if let block = try block(child, depth: depth + 1) { blocks.append(block) }
      }
      read.append(blocks)
    }
    return .list(ordered: node.isOrderedList, items: read)
  }

  /// A task list: its prompt is the paragraph before it, which the page knows.
  private func question(
    _ node: MarkdownNode, choices items: [MarkdownNode]
  ) throws(LessonError) -> Question {
    guard (2...9).contains(items.count) else { throw error(node, .questionChoices(items.count)) }
    var choices: [Question.Choice] = []
    for item in items {
      var paragraphs: [Prose] = []
      for child in item.children {
        guard child.kind == "paragraph" else { throw error(child, .choiceHolds(child.kind)) }
        paragraphs.append(try prose(child))
      }
      guard let text = paragraphs.first, paragraphs.count > 1 else {
        throw error(item, .choiceWithoutExplanation(paragraphs.first?.text ?? ""))
      }
      choices.append(
        Question.Choice(
          text: text, isRight: item.isChecked, explanation: Array(paragraphs.dropFirst())))
    }
    let right = choices.count { $0.isRight }
    guard right == 1 else { throw error(node, .questionRightChoices(right)) }
    return Question(prompt: Prose([]), choices: choices, line: node.line)
  }

  private func table(_ node: MarkdownNode) throws(LessonError) -> Table {
    var rows: [[Prose]] = []
    for row in node.children {
      var cells: [Prose] = []
      for cell in row.children { cells.append(try prose(cell)) }
      rows.append(cells)
    }
    // cmark-gfm gives every row as many cells as the header, and always a header.
    let alignments = node.columnAlignments.map { letter -> Table.Alignment in
      switch letter {
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .trailing
      default: .leading
      }
    }
    return Table(alignments: alignments, header: rows.first ?? [], rows: Array(rows.dropFirst()))
  }

  private func codeBlock(_ node: MarkdownNode) throws(LessonError) -> Block {
    try checkFence(of: node)
    var lines = node.literal.split(separator: "\n", omittingEmptySubsequences: false)
      .map(Self.withoutTabs)
    if lines.last == "" { lines.removeLast() }
    switch node.fenceInfo {
    case "formula": return .formula(lines)
    case "text", "": return .code(lines)
    case "scene":
      let commands = lines.map { Self.words($0[...]) }.filter { !$0.isEmpty }
      guard commands.count <= 1 else {
        throw error(node, .sceneNotOneCommand(lines: commands.count))
      }
      return .scene(Scene(arguments: commands.first ?? [], line: node.line))
    case "claim": return .claim(try claim(node, lines: lines))
    case let name: throw error(node, .unknownBlock(name))
    }
  }

  /// Refuses a fence that runs on to the end of the file, or into the next one.
  private func checkFence(of node: MarkdownNode) throws(LessonError) {
    guard let fence = node.fence else { return }
    let marks = String(repeating: fence.sign, count: fence.count)
    let holdsAnother = node.literal.split(whereSeparator: \.isNewline).contains {
      $0.drop { $0 == " " }.hasPrefix(marks)
    }
    let last = lines.indices.contains(node.endLine - 1) ? lines[node.endLine - 1] : ""
    // In a list the fence is indented as the item is.
    let closing = last.filter { $0 != " " && $0 != "\t" }
    let isClosed =
      node.endLine > node.line && closing.count >= fence.count
      && closing.allSatisfy { $0 == fence.sign }
    guard isClosed, !holdsAnother else { throw error(node, .fenceNotClosed(marks)) }
  }

  private func claim(_ node: MarkdownNode, lines: [String]) throws(LessonError) -> Claim {
    var expectations: [Claim.Expectation] = []
    for (offset, line) in lines.enumerated().dropFirst() where !Self.words(line[...]).isEmpty {
      let sides = line.split(separator: "=", maxSplits: 1)
      let path = sides.first.map { Self.words($0) } ?? []
      guard sides.count == 2, path.count == 1 else {
        throw LessonError(
          file: self.path, line: node.line + 1 + offset, .claimNotAnEquation(line))
      }
      guard let value = try? JSON(parsing: String(sides[1])) else {
        throw LessonError(
          file: self.path, line: node.line + 1 + offset,
          .claimValueNotJSON(Self.words(sides[1]).joined(separator: " ")))
      }
      expectations.append(Claim.Expectation(path: path[0], value: value))
    }
    let command = lines.first.map { Self.words($0[...]) } ?? []
    guard !command.isEmpty, !expectations.isEmpty else { throw error(node, .claimWithoutCommand) }
    return Claim(arguments: command, expectations: expectations, line: node.line)
  }

  /// The text with spaces up to the next multiple of four columns, which is a tab in Markdown.
  private static func withoutTabs(_ line: Substring) -> String {
    guard line.contains("\t") else { return String(line) }
    return line.reduce(into: "") { text, character in
      let spaces = 4 - TextWidth.width(of: text) % 4
      text += character == "\t" ? String(repeating: " ", count: spaces) : String(character)
    }
  }

  /// Command lines in lessons need no quotes: no value in them holds a space.
  private static func words(_ line: Substring) -> [String] {
    line.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
