import Ground
import Lessons
import Stepping
import Tensors
import Training

extension Scene {
  /// The most numbers that a tensor of a scene may have: a page is turned without waiting.
  public static let mostNumbers = 1 << 22

  /// The most steps that the training of a scene may take: it is there when the page is.
  public static let mostSteps = 200

  /// The command of a scene: one that shows what it computes from its words alone. Training is one of few steps, which
  /// are taken at once and kept nowhere: nothing goes on, and nothing is written, by turning a page.
  ///
  /// - Throws: what is wrong with the scene's command line, ``SceneError`` for one that takes too much.
  public func command() throws -> Command {
    guard case .run(let command) = try Command.parse(arguments).request else {
      throw CommandReportError(words: arguments, expected: Self.commands)
    }
    switch command {
    case .step(let arguments):
      for (option, shape) in arguments.request.knownShapes where shape.count > Self.mostNumbers {
        throw SceneError(option: option, shape: shape)
      }
      return command
    case .show, .evaluate: return command
    case .train(let arguments):
      try requireFewSteps(arguments.options)
      return command
    case .home, .lesson, .play:
      throw CommandReportError(words: arguments, expected: Self.commands)
    }
  }

  private static let commands = "step, show, eval, train"

  private func requireFewSteps(_ options: RecipeOptions) throws {
    guard options.resume == nil, options.out == nil, let pictures = options.limit else {
      throw TrainingSceneError(steps: nil)
    }
    let recipe = try Recipe(options, installed: [], cores: 1)
    let batch = max(1, recipe.batch)
    let perEpoch = pictures / batch + (pictures.isMultiple(of: batch) ? 0 : 1)
    let (steps, overflow) = perEpoch.multipliedReportingOverflow(by: recipe.epochs)
    guard !overflow, steps <= Self.mostSteps else { throw TrainingSceneError(steps: steps) }
  }

  /// The step that the command line names, as text speaks of it; `nil` where it names none.
  public var isAtCertainStep: Bool {
    guard case .step(let arguments)? = try? command() else { return false }
    return arguments.request.place != nil
  }
}

/// A scene that takes more than a page may.
public struct SceneError: FieldError, Hashable {
  public let option: StepOption
  public let shape: Shape

  public var field: String? { option.rawValue }

  public var finding: Bilingual {
    let most = (
      Language.english.numbers.integer(Scene.mostNumbers),
      Language.vietnamese.numbers.integer(Scene.mostNumbers)
    )
    return Bilingual(
      "found a tensor of \(shape), expected at most \(most.0) numbers in a scene of a lesson",
      "tensor \(shape) quá lớn, một hình trong bài học chỉ được tối đa \(most.1) số")
  }
}

/// Training in a scene that is not short, or would be kept.
public struct TrainingSceneError: ExplainedError, Hashable {
  /// `nil` where the line does not say.
  public let steps: Int?

  public var explanation: Bilingual {
    let (english, vietnamese) = (
      Language.english.numbers.integer(Scene.mostSteps),
      Language.vietnamese.numbers.integer(Scene.mostSteps)
    )
    guard let steps else {
      return Bilingual(
        "train: found no fixed number of steps, expected --limit and --epochs, and neither --out nor --resume",
        "train: chưa rõ số bước, cần --limit và --epochs, và không có --out hay --resume")
    }
    return Bilingual(
      "train: found \(Language.english.numbers.integer(steps)) steps, expected at most \(english) in a scene of a lesson",
      "train: có \(Language.vietnamese.numbers.integer(steps)) bước, một hình trong bài học chỉ được tối đa "
        + "\(vietnamese)")
  }
}
