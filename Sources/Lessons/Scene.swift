import Ground

/// A live scene: the command line whose screen stands in the page.
public struct Scene: Hashable, Sendable {
  /// The words of the command line, without the program's name: `["step", "conv", "--input", …]`.
  public let arguments: [String]
  /// Where it stands in its file, from 1.
  public let line: Int

  public init(arguments: [String], line: Int) {
    self.arguments = arguments
    self.line = line
  }
}

/// A question with choices, one of them right, each with a word on why.
public struct Question: Hashable, Sendable {
  public struct Choice: Hashable, Sendable {
    public let text: Prose
    public let isRight: Bool
    /// What the reader is told after choosing it: why it is right, or what would have led there.
    public let explanation: [Prose]

    public init(text: Prose, isRight: Bool, explanation: [Prose]) {
      self.text = text
      self.isRight = isRight
      self.explanation = explanation
    }
  }

  public let prompt: Prose
  /// Two to nine; exactly one is right.
  public let choices: [Choice]
  public let line: Int

  public init(prompt: Prose, choices: [Choice], line: Int) {
    self.prompt = prompt
    self.choices = choices
    self.line = line
  }
}
