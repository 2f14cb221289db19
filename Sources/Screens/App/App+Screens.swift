import Commands

extension App {
  /// The screen that a command opens.
  static func makeScreen(for command: Command, in environment: AppEnvironment) -> any Screen {
    switch command {
    case .step(let arguments) where arguments.request.operation.isBlock:
      BlockScreen(arguments.request, environment: environment)
    case .step(let arguments) where arguments.request.operation.isLearning:
      LearningScreen(arguments.request)
    case .step(let arguments):
      StepperScreen(arguments.request, language: environment.language)
    case .train(let arguments):
      TrainingScreen(arguments)
    case .show(let arguments):
      ExplorerScreen(arguments)
    case .lesson(let arguments):
      LessonScreen(arguments)
    case .evaluate(let arguments):
      EvaluationScreen(arguments)
    case .home, .play:
      HomeScreen(language: environment.language)
    }
  }
}
