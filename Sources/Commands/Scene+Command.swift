import Lessons

extension Scene {
  /// The command of a scene: steppers alone, since nothing outside may begin by turning a page.
  ///
  /// - Throws: what is wrong with the scene's command line.
  public func command() throws -> Command {
    guard case .run(let command) = try Command.parse(arguments).request, case .step = command
    else { throw CommandReportError(words: arguments, expected: "step") }
    return command
  }
}
