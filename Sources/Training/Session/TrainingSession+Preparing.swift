import Datasets
import Ground
import Networks
import Tensors

extension TrainingSession {
  /// Reads the data and builds, or resumes, the run that the options of `train` describe.
  ///
  /// It may take a second: call it on a thread that may wait. Everything that is wrong with the
  /// options, the data, the network, the checkpoint or the folder of the run is found here, before the first step.
  ///
  /// - Throws: errors that conform to `ExplainedError`.
  public convenience init(
    _ options: RecipeOptions, in environment: TrainingEnvironment
  ) throws {
    if let resume = options.resume {
      try self.init(resuming: resume, options, in: environment)
    } else {
      try self.init(fresh: options, in: environment)
    }
  }

  private convenience init(
    fresh options: RecipeOptions, in environment: TrainingEnvironment
  ) throws {
    var recipe = try Recipe(
      options, installed: Set(environment.catalog.names()), cores: environment.cores)
    let data = try Self.load(&recipe, from: environment.catalog)
    let facts = try Self.facts(recipe, data: data)
    let run = try TrainingRun(
      facts: facts, data: data, weights: try facts.graph.initialWeights(seed: recipe.seed))
    let folder: RunFolder? =
      if let out = options.out {
        try RunFolder.create(at: out)
      } else if let runs = environment.runsFolder {
        try RunFolder.create(under: runs, named: Self.runName(network: recipe.network, data.name))
      } else {
        nil
      }
    self.init(
      run: run, store: folder.map { CheckpointStore(run: $0, data: DataIdentity(data)) },
      checkpoint: nil, measuresTime: environment.measuresTime)
  }

  private convenience init(
    resuming path: String, _ options: RecipeOptions, in environment: TrainingEnvironment
  ) throws {
    let checkpoint = try Checkpoint(reading: path)
    let progress = checkpoint.state.progress
    var recipe = try checkpoint.recipe.resumed(
      with: options, begunEpochs: progress.epochs.count + (progress.sums.images > 0 ? 1 : 0))
    if let out = options.out, (try? RunFolder(existing: out)) != checkpoint.run {
      throw RecipeError.differsFromRun(field: "out", found: out, run: checkpoint.run.path)
    }
    let data = try Self.load(&recipe, from: environment.catalog)
    let identity = DataIdentity(data)
    try checkpoint.requireData(identity, from: recipe.data)
    let run: TrainingRun
    do {
      run = try TrainingRun(
        facts: try Self.facts(recipe, data: data), data: data, weights: checkpoint.weights,
        optimizerState: checkpoint.optimizer, progress: progress)
    } catch let error as PlanError where error.isAboutState {
      throw CheckpointError.optimizer(
        file: "\(checkpoint.path)/\(Checkpoint.optimizerName)", error)
    }
    let store = CheckpointStore(run: checkpoint.run, data: identity)
    store.removeUnfinished()
    self.init(
      run: run, store: store, checkpoint: checkpoint.path, measuresTime: environment.measuresTime)
  }

  /// The pictures of the recipe, whose `data` becomes a path that holds wherever the program is
  /// started next, unless it is a name.
  private static func load(
    _ recipe: inout Recipe, from catalog: DatasetCatalog
  ) throws -> DatasetPair {
    let source = try catalog.source(for: recipe.data)
    let isName = catalog.names().contains(recipe.data)
    if !isName, let folder = try? RunFolder(existing: recipe.data) { recipe.data = folder.path }
    return try source.loadPair(trainLimit: recipe.limit)
  }

  private static func facts(_ recipe: Recipe, data: DatasetPair) throws -> TrainingFacts {
    let graph = try Zoo.graph(recipe.network, input: data.shape, classes: data.classes.count)
    return TrainingFacts(
      recipe: recipe, graph: graph, parameters: graph.cost.parameters, dataName: data.name,
      classes: data.classes, trainImages: data.train.count, testImages: data.test?.count ?? 0)
  }

  /// `lenet-digits-20270131-235959`, in local time.
  private static func runName(network: String, _ data: String) -> String {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    func digits(_ number: Int32, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let date =
      digits(parts.tm_year + 1900, 4) + digits(parts.tm_mon + 1, 2) + digits(parts.tm_mday, 2)
    let clock = digits(parts.tm_hour, 2) + digits(parts.tm_min, 2) + digits(parts.tm_sec, 2)
    let name = data.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return "\(network)-\(String(name.prefix(40)))-\(date)-\(clock)"
  }
}

extension Checkpoint {
  /// Refuses other pictures than those of the run.
  fileprivate func requireData(_ found: DataIdentity, from data: String) throws {
    let file = "\(path)/\(Self.stateName)"
    guard found.digest == state.data.digest, found.shape == state.data.shape,
      found.trainImages == state.data.trainImages
    else { throw CheckpointError.dataDiffers(data: data, file: file, .train) }
    guard found.testDigest == state.data.testDigest else {
      throw CheckpointError.dataDiffers(data: data, file: file, .test)
    }
  }
}

extension PlanError {
  /// The optimiser's state is wrong, not what the person asked for.
  fileprivate var isAboutState: Bool {
    switch self {
    case .missingState, .unknownState, .stateShape, .stepsNegative: true
    default: false
    }
  }
}
