import Datasets
import Ground
import Lessons
import Networks
import Stepping
import Tensors
import Training

/// The machine as one start of the program sees it: where data, runs, lessons and settings are.
struct World: Sendable {
  let training: TrainingEnvironment
  let loader: TensorLoader
  /// The course that comes with the program, and what the environment says of others.
  private let lessons: CourseLocation
  private let lessonChoice: CourseChoice
  /// The environment in which choices are kept; `nil`: nothing is.
  private let settings: [String: String]?

  /// The networks of the zoo, files of weights and checkpoints.
  let networks = NetworkFinder { request, network in
    if request.weights == nil, Zoo.names.contains(network) {
      return try FreshNetwork(network, classes: request.classes ?? 10, seed: request.seed ?? 0)
    }
    do {
      return try TrainedNetwork(network, weights: request.weights, classes: request.classes).saved
    } catch let error as EvaluationError where error.field == nil {
      throw StepError.network(option: .network, error.explanation)
    }
  }

  var catalog: DatasetCatalog { training.catalog }
  var cores: Int { training.cores }

  private init(
    environment: [String: String], runsFolder: String?, cores: Int, measuresTime: Bool,
    settings: [String: String]?
  ) {
    let catalog = DatasetCatalog(environment: environment)
    training = TrainingEnvironment(
      catalog: catalog, cores: cores, runsFolder: runsFolder, measuresTime: measuresTime)
    loader = TensorLoader(sample: { sample in try catalog.pendingPicture(sample) })
    lessons = CourseLocation.find(executable: Self.executable)
    lessonChoice = CourseChoice().joined(with: environment)
    self.settings = settings
  }

  /// The world of a person.
  init(environment: [String: String]) {
    self.init(
      environment: environment,
      runsFolder: TrainingEnvironment.runsFolder(environment: environment),
      cores: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), measuresTime: true,
      settings: environment)
  }

  /// The world of a tape: the same data sets and lessons, but empty user folders and no clock.
  init(ofTapeIn environment: [String: String]) {
    let shared = environment.filter { $0.key.hasPrefix("CONVSCOPE_") }
    self.init(
      environment: shared, runsFolder: nil, cores: 1, measuresTime: false, settings: nil)
  }

  /// The lessons that a command line chooses, beside those that the environment adds.
  func course(_ choice: CourseChoice) throws -> Course {
    try CourseChoice(
      folders: lessonChoice.folders + choice.folders,
      omitsCourse: lessonChoice.omitsCourse || choice.omitsCourse
    ).course(from: lessons)
  }

  func save(_ language: Language) {
    guard let settings else { return }
    Settings.save(language, environment: settings)
  }

  /// The real path of the binary that runs.
  private static let executable: String = {
    let names = ["/proc/self/exe"] + Invocation.arguments.prefix(1)
    return names.lazy.compactMap { try? FileSystem.resolved($0) }.first ?? ""
  }()
}
