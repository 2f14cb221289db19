/// A piece of text that is marked as code: where numbers, names and equations stand.
public struct InlineCode: Hashable, Sendable {
  public let text: String
  /// Where it stands in its file, from 1.
  public let line: Int

  public init(text: String, line: Int) {
    self.text = text
    self.line = line
  }

  /// Every one below a node that has been read as a part of a lesson, so that it is not nested deeply.
  static func all(in node: MarkdownNode) -> [InlineCode] {
    // Inside a paragraph every break of a line counts on.
    var line = node.line
    return all(in: node, line: &line)
  }

  private static func all(in node: MarkdownNode, line: inout Int) -> [InlineCode] {
    var found: [InlineCode] = []
    for child in node.children {
      switch child.kind {
      case "softbreak", "linebreak": line += 1
      case "code": found.append(InlineCode(text: child.literal, line: line))
      case "text": break
      case "emph", "strong": found += all(in: child, line: &line)
      default: found += all(in: child)
      }
    }
    return found
  }
}
