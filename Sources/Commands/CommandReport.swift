import Ground
import Operations
import Networks
import Stepping
import Tensors

/// What a command line prints with `--json`, as a value: lessons are checked against it.
public enum CommandReport {
  /// What commands need that this room does not know.
  public struct Sources: Sendable {
    public let loader: TensorLoader
    /// The networks that a layer of `step` may be of.
    public let networks: NetworkFinder
    /// What `eval` prints.
    public let evaluation: @Sendable (EvaluateArguments) throws -> JSON
    /// The lines that `train` prints, in a run that is kept nowhere.
    public let training: @Sendable (TrainArguments) throws -> [JSON]

    public init(
      loader: TensorLoader, networks: NetworkFinder = .zoo,
      evaluation: @escaping @Sendable (EvaluateArguments) throws -> JSON,
      training: @escaping @Sendable (TrainArguments) throws -> [JSON]
    ) {
      self.loader = loader
      self.networks = networks
      self.evaluation = evaluation
      self.training = training
    }
  }

  /// What a command prints; of one that prints many lines an object with all of them: `lines`.
  ///
  /// - Throws: what is wrong with the command line or its input; ``CommandReportError`` for a command
  ///   that prints no JSON.
  public static func json(of words: [String], from sources: Sources) throws -> JSON {
    let loader = sources.loader
    guard case .run(let command) = try Command.parse(words).request else {
      throw CommandReportError(words: words)
    }
    switch command {
    case .step(let arguments):
      return try StepReport(
        arguments.request, loading: loader, networks: sources.networks
      ).json
    case .show(let arguments):
      return try Zoo.graph(
        arguments.network, input: arguments.inputShape, classes: arguments.classes ?? 10
      ).summaryJSON
    case .evaluate(let arguments): return try sources.evaluation(arguments)
    case .train(let arguments):
      return .object([JSON.Member("lines", .array(try sources.training(arguments)))])
    case .home, .lesson, .play:
      throw CommandReportError(words: words)
    }
  }
}

/// A command line in a lesson that cannot be checked.
public struct CommandReportError: ExplainedError, Hashable {
  public let words: [String]
  /// The commands that can stand there.
  public var expected: String

  public init(words: [String], expected: String = "step, show, train, eval") {
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
