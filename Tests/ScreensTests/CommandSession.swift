import Commands
import Ground
import Interface
import Stepping
import Tensors
import Testing

@testable import Screens

/// The whole program opened by a command line, with answers to the effects it asks for.
struct CommandSession {
  let session: HeadlessSession<App>
  let handler: RecordingHandler

  init(
    _ line: String = "", language: Language = .english, columns: Int = 80, rows: Int = 24,
    capabilities: Capabilities = Capabilities(), isAnimated: Bool = true,
    answers: [Effect: [Message]] = [:]
  ) throws {
    let words = line.split(separator: " ").map(String.init)
    guard case .run(let command) = try Command.parse(words).request else {
      throw NothingToRun(line: line)
    }
    let size = Size(columns: columns, rows: rows)
    let app = App(
      command: command,
      environment: AppEnvironment(
        language: language, capabilities: capabilities, size: size, isAnimated: isAnimated))
    handler = RecordingHandler(answers: answers)
    session = HeadlessSession(app, size: size, capabilities: capabilities, handler: handler)
  }

  /// The frame as text, without the spaces at the ends of its lines.
  var text: String {
    let frame = session.frame
    return (0..<frame.size.rows).map { row in
      let line = String((0..<frame.size.columns).compactMap { frame[$0, row].character })
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  func press(_ keys: Key...) {
    for key in keys { session.press(key) }
  }

  func type(_ text: String) {
    for character in text { session.press(.character(character)) }
  }

  func click(_ column: Int, _ row: Int) {
    session.send(.mouse(Mouse(.press, at: Point(column: column, row: row))))
  }
}

struct NothingToRun: Error { let line: String }

/// Keeps the effects that were asked for, and answers those that it has an answer to, and a block that
/// needs nothing from outside.
final class RecordingHandler: EffectHandler {
  private(set) var effects: [Effect] = []
  private let answers: [Effect: [Message]]

  init(answers: [Effect: [Message]] = [:]) { self.answers = answers }

  func perform(_ effect: Effect, deliver: @escaping @Sendable (Message) -> Void) {
    effects.append(effect)
    if let known = answers[effect] {
      for message in known { deliver(message) }
    } else if case .openBlock(let request) = effect, request.weights == nil,
      request.input?.isOutside != true
    {
      deliver(.block(request, .opened(Self.block(request))))
    } else if case .openLayer(let request) = effect, request.weights == nil,
      request.input?.isOutside != true
    {
      deliver(.layer(request, .opened(Self.layer(request))))
    } else if case .learnKernel(let request) = effect, request.input?.isOutside != true {
      deliver(.learning(request, .opened(Self.learning(request))))
    }
  }

  static func block(_ request: StepRequest) -> Result<OpenedBlock, Explanation> {
    result { loader throws in try OpenedBlock(request, loading: loader) { _ in true } }
  }

  static func layer(_ request: StepRequest) -> Result<LayerSteps, Explanation> {
    result { loader throws in
      try request.layerSteps(loading: loader, from: .zoo, for: .screen)
    }
  }

  static func learning(_ request: StepRequest) -> Result<KernelLearning, Explanation> {
    result { loader throws in try request.kernelLearning(loading: loader, for: .screen) }
  }

  /// What is made of a request that needs nothing from outside.
  private static func result<Made>(
    _ body: (TensorLoader) throws -> Made
  ) -> Result<Made, Explanation> {
    // This is what an effect computes, not a screen.
    EvaluationDoor.$watcher.withValue(nil) { computed(body) }
  }

  private static func computed<Made>(
    _ body: (TensorLoader) throws -> Made
  ) -> Result<Made, Explanation> {
    do {
      let loader = TensorLoader(sample: { sample in
        throw SpecError(field: "input", reason: .unknown(TensorSpec.sample(sample).description))
      })
      return .success(try body(loader))
    } catch {
      return .failure(Explanation(any: error))
    }
  }
}
