import Commands
import Ground
import Operations
import Stepping
import Tensors
import Training

/// A line of the menu: what it is called, what it shows, and the command that it opens.
enum HomeEntry: Hashable, Sendable {
  case convolution, picture, operations, residual, networks, training, lessons
  /// A run that lies on disk.
  case run(RunSummary)

  /// What is always there.
  static let menu: [HomeEntry] = [
    .convolution, .picture, .operations, .residual, .networks, .training, .lessons,
  ]

  /// `nil` for what opens on the home screen itself.
  func command(in environment: AppEnvironment) -> Command? {
    switch self {
    case .operations: return nil
    case .convolution: return .step(StepArguments(HomeScreen.request))
    case .picture:
      var request = StepRequest(.convolution)
      request.input = .sample(Self.sample(in: environment))
      request.kernel = .named(.sobelX)
      request.padding = .one
      return .step(StepArguments(request))
    case .residual: return .step(StepArguments(StepRequest(.residual)))
    case .networks: return .show(ShowArguments(network: "lenet"))
    case .training: return .train(TrainArguments())
    case .lessons: return .lesson(LessonArguments())
    case .run(let run): return .evaluate(EvaluateArguments(subject: run.path))
    }
  }

  /// The command that trains a run further; `nil` for what is none, or has been trained to its end.
  var resumption: Command? {
    guard case .run(let run) = self, !run.isFinished else { return nil }
    var arguments = TrainArguments()
    arguments.options.resume = run.path
    return .train(arguments)
  }

  func title(in language: Language) -> String {
    if case .run(let run) = self {
      return HomeText.run.filled(run.network, run.data, in: language)
    }
    let text: HomeText =
      switch self {
      case .convolution: .convolution
      case .picture: .picture
      case .operations: .operations
      case .residual: .residual
      case .networks: .networks
      case .training: .training
      case .lessons: .lessons
      case .run: .run
      }
    return text[language]
  }

  func about(in environment: AppEnvironment) -> String {
    let language = environment.language
    switch self {
    case .convolution: return HomeText.convolutionAbout[language]
    case .picture:
      let sample = TensorSpec.sample(Self.sample(in: environment)).description
      return HomeText.pictureAbout.filled(sample, in: language)
    case .operations: return HomeText.operationsAbout[language]
    case .residual: return HomeText.residualAbout[language]
    case .networks: return HomeText.networksAbout[language]
    case .training: return HomeText.trainingAbout[language]
    case .lessons: return HomeText.lessonsAbout[language]
    case .run(let run): return about(run, in: language)
    }
  }

  private func about(_ run: RunSummary, in language: Language) -> String {
    let format = language.numbers
    let epochs =
      run.isFinished
      ? HomeText.runDone.filled(format.integer(run.epochs), in: language)
      : HomeText.runGoing.filled(
        format.integer(run.epoch), format.integer(run.epochs), in: language)
    let accuracy = run.testAccuracy.map {
      HomeText.runAccuracy.filled(format.fixed($0, decimals: 3), in: language)
    }
    // Runs of one network differ in when they began, or in the name that a person gave them.
    return run.name.printable + "  " + epochs + (accuracy ?? "")
  }

  /// A picture that is there: real clothes where the data set is installed, else a drawn digit.
  private static func sample(in environment: AppEnvironment) -> SampleSpec {
    let name = environment.datasets.contains("fashion-mnist") ? "fashion-mnist" : "digits"
    return SampleSpec(dataset: name, split: .test, index: 17)
  }
}
