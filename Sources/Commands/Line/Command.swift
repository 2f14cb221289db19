import Ground
import Interface

/// A command line as a value: what the program was asked to do.
///
/// Lesson scenes, tapes and the screens' menus hold commands too, so every place that opens a screen
/// says it in the words that a person would type.
public enum Command: Hashable, Sendable {
  /// No command: the home screen.
  case home
  case lesson(LessonArguments)
  case step(StepArguments)
  case show(ShowArguments)
  case train(TrainArguments)
  case evaluate(EvaluateArguments)
  case play(PlayArguments)
}

/// What a command line asks for, with the options that every command takes.
public struct ParsedCommandLine: Hashable, Sendable {
  public enum Request: Hashable, Sendable {
    case run(Command)
    /// `--help`, of the program or of one command.
    case help(HelpTopic)
    case version
  }

  public var request: Request
  /// `--lang`
  public var language: Language?
  /// False after `--no-animation`: nothing moves by itself.
  public var isAnimated: Bool

  /// `--theme`
  public var background: ColorScheme.Background?

  public init(
    request: Request, language: Language? = nil, isAnimated: Bool = true,
    background: ColorScheme.Background? = nil
  ) {
    self.request = request
    self.language = language
    self.isAnimated = isAnimated
    self.background = background
  }
}

/// What `--help` was asked about.
public enum HelpTopic: String, Hashable, Sendable, CaseIterable {
  case program, lesson, step, show, train
  case evaluate = "eval"
  case play
}

/// How a command that also prints is to answer.
public enum OutputForm: Hashable, Sendable {
  /// A screen in a terminal, else text.
  case automatic
  case text
  case json
}
