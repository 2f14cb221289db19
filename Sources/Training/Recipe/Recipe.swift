import Networks

/// Everything that decides what a training run computes: the same recipe on the same data gives the
/// same parameters to the bit, on one kind of machine.
///
/// ``threads`` and ``logEvery`` have no influence on the parameters.
public struct Recipe: Hashable, Sendable {
  /// A name of the zoo.
  public var network: String
  /// A data set's name or the path of a folder.
  public var data: String
  /// Only so many of the training images, from the first; `nil` for all.
  public var limit: Int?
  /// The total, finished ones of a resumed run included; 1 or more.
  public var epochs: Int
  /// Images a step, 1 or more; the last batch of an epoch may be smaller.
  public var batch: Int
  public var optimizer: Optimizer
  public var seed: UInt64
  public var threads: Int
  /// A step event at every multiple of it.
  public var logEvery: Int

  public init(
    network: String, data: String, limit: Int? = nil, epochs: Int = 10, batch: Int = 64,
    optimizer: Optimizer, seed: UInt64 = 0, threads: Int = 1, logEvery: Int = 100
  ) {
    self.network = network
    self.data = data
    self.limit = limit
    self.epochs = epochs
    self.batch = batch
    self.optimizer = optimizer
    self.seed = seed
    self.threads = threads
    self.logEvery = logEvery
  }

  /// The options with the defaults of the command line filled in.
  ///
  /// - Parameters:
  ///   - installed: the names of the data sets that are there beside the built-in `digits`.
  ///   - cores: what `--threads` is when it is left out.
  /// - Throws: ``RecipeError`` for a value out of range, a missing network, or options that
  ///   contradict each other; `NetworkError` for a network that the zoo does not have.
  public init(_ options: RecipeOptions, installed: Set<String>, cores: Int) throws {
    guard let network = options.network else { throw RecipeError.networkMissing }
    try Self.checkRanges(of: options)
    let family = try Zoo.family(of: network)
    self.init(
      network: network,
      data: options.data ?? family.defaultData(installed: installed),
      limit: options.limit,
      epochs: options.epochs ?? 10,
      batch: options.batch ?? family.defaultBatch,
      optimizer: try Self.optimizer(options, family: family),
      seed: options.seed ?? 0,
      threads: options.threads ?? min(max(cores, 1), Self.maximumThreads),
      logEvery: options.logEvery ?? 100)
  }

  /// One of `--optimizer`, `--lr`, `--momentum` given replaces the family's recipe as a whole: the
  /// others are then sgd, .05 and 0 (adam: .001).
  private static func optimizer(
    _ options: RecipeOptions, family: Zoo.Family
  ) throws(RecipeError) -> Optimizer {
    let weightDecay = options.weightDecay ?? 0
    guard options.optimizer != nil || options.learningRate != nil || options.momentum != nil else {
      var optimizer = family.defaultOptimizer
      optimizer.weightDecay = weightDecay
      return optimizer
    }
    switch options.optimizer ?? .sgd {
    case .sgd:
      return .sgd(
        learningRate: options.learningRate ?? 0.05, momentum: options.momentum ?? 0,
        weightDecay: weightDecay)
    case .adam:
      if let momentum = options.momentum, momentum != 0 { throw .momentumWithAdam(momentum) }
      return .adam(learningRate: options.learningRate ?? 0.001, weightDecay: weightDecay)
    }
  }

  /// The largest number of threads: more only wait for each other on any machine of today.
  public static let maximumThreads = 1024

  static func checkRanges(of options: RecipeOptions) throws(RecipeError) {
    let counts = [
      ("limit", options.limit), ("epochs", options.epochs), ("batch", options.batch),
      ("threads", options.threads), ("log-every", options.logEvery),
    ]
    for (field, value) in counts {
      if let value, value < 1 { throw .notPositive(field: field, found: value) }
    }
    if let threads = options.threads, threads > maximumThreads {
      throw .tooManyThreads(found: threads)
    }
    if let seed = options.seed, seed > UInt64(Int.max) { throw .seedTooLarge(found: seed) }
    let rates = [
      ("lr", options.learningRate), ("momentum", options.momentum),
      ("weight-decay", options.weightDecay),
    ]
    for (field, value) in rates {
      if let value, !(value >= 0 && value.isFinite) {
        throw .rateOutOfRange(field: field, found: value)
      }
    }
  }
}

extension Zoo.Family {
  fileprivate var defaultOptimizer: Optimizer {
    switch self {
    // Sigmoids learn nothing for epochs at a small constant rate, so these take Adam.
    case .lenet: .adam(learningRate: 0.005)
    case .rectified: .sgd(learningRate: 0.05, momentum: 0.9)
    case .residual, .plain: .sgd(learningRate: 0.02, momentum: 0.9)
    }
  }

  fileprivate var defaultBatch: Int {
    switch self {
    case .residual, .plain: 128
    case .lenet, .rectified: 64
    }
  }

  fileprivate func defaultData(installed: Set<String>) -> String {
    switch self {
    case .residual where installed.contains("cifar-10"),
      .plain where installed.contains("cifar-10"):
      "cifar-10"
    case .residual, .plain, .lenet, .rectified:
      installed.contains("fashion-mnist") ? "fashion-mnist" : "digits"
    }
  }
}
