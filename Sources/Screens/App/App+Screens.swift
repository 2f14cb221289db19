import Tensors

extension App {
  /// The screen that a command opens.
  static func makeScreen(for command: Command, in environment: AppEnvironment) -> any Screen {
    switch command {
    case .home, .lesson, .step, .show, .train, .evaluate, .play:
      HomeScreen()
    }
  }
}
