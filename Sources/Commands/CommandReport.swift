import Ground
import Operations
import Networks
import Stepping
import Tensors

/// What a command line prints with `--json`, as a value: lessons are checked against it.
public enum CommandReport {
  /// - Throws: what is wrong with the command line or its input; ``CommandReportError`` for a command
  ///   whose answer is no value of its words alone.
  public static func json(of words: [String], loading loader: TensorLoader) throws -> JSON {
    guard case .run(let command) = try Command.parse(words).request else {
      throw CommandReportError(words: words)
    }
    switch command {
    case .step(let arguments):
      return try StepReport(arguments.request, loading: loader).json
    case .show(let arguments):
      return try Zoo.graph(
        arguments.network, input: arguments.inputShape, classes: arguments.classes ?? 10
      ).summaryJSON
    case .home, .lesson, .train, .evaluate, .play:
      throw CommandReportError(words: words)
    }
  }
}

/// A command line in a lesson that cannot be checked.
public struct CommandReportError: ExplainedError, Hashable {
  public let words: [String]
  /// The commands that can stand there.
  public var expected = "step, show"

  public init(words: [String], expected: String = "step, show") {
    self.words = words
    self.expected = expected
  }

  public var explanation: Bilingual {
    let line = words.joined(separator: " ")
    return Bilingual(
      "found “\(line)”, expected a command of \(expected)",
      "có “\(line)”, cần một lệnh \(expected)")
  }
}
