import Ground

/// What a lesson says about a command, run by `lesson --check`: a command line, and the values
/// that stand in its `--json` report.
public struct Claim: Hashable, Sendable {
  public struct Expectation: Hashable, Sendable {
    /// A path into the report: `output`, `layers[0].parameters`.
    public let path: String
    public let value: JSON

    public init(path: String, value: JSON) {
      self.path = path
      self.value = value
    }
  }

  public let arguments: [String]
  public let expectations: [Expectation]
  public let line: Int

  public init(arguments: [String], expectations: [Expectation], line: Int) {
    self.arguments = arguments
    self.expectations = expectations
    self.line = line
  }
}
