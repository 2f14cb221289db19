import Ground
import Lessons
import Stepping
import Tensors

extension Scene {
  /// The most numbers that a tensor of a scene may have: a page is turned without waiting.
  public static let mostNumbers = 1 << 22

  /// The command of a scene: one that shows what it computes from its words alone. Training is not, since
  /// nothing may begin, and nothing be written, by turning a page.
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
    case .home, .lesson, .train, .play:
      throw CommandReportError(words: arguments, expected: Self.commands)
    }
  }

  private static let commands = "step, show, eval"

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
