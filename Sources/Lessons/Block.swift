/// One thing on a page, in the order of the file.
public indirect enum Block: Hashable, Sendable {
  case heading(Prose)
  case paragraph(Prose)
  case list(ordered: Bool, items: [[Block]])
  case table(Table)
  /// An equation in Unicode text, one string a line; ``Formula`` has its plain ASCII form.
  case formula([String])
  case code([String])
  case scene(Scene)
  case question(Question)
  /// What the lesson says about a command; checked, never drawn.
  case claim(Claim)
}

/// Text of one paragraph: runs of one manner each.
public struct Prose: Hashable, Sendable {
  public struct Run: Hashable, Sendable {
    public let text: String
    public let manner: Manner

    public init(_ text: String, _ manner: Manner = []) {
      self.text = text
      self.manner = manner
    }
  }

  public struct Manner: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let emphasis = Manner(rawValue: 1)
    public static let strong = Manner(rawValue: 2)
    /// Numbers, names and small formulas that stand in a sentence: never broken across lines.
    public static let code = Manner(rawValue: 4)
  }

  public let runs: [Run]

  public init(_ runs: [Run]) {
    self.runs = runs
  }

  /// The words alone.
  public var text: String { runs.map(\.text).joined() }
}

public struct Table: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable { case leading, center, trailing }

  public let alignments: [Alignment]
  public let header: [Prose]
  /// Every row has as many cells as the header.
  public let rows: [[Prose]]

  public init(alignments: [Alignment], header: [Prose], rows: [[Prose]]) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
  }
}
