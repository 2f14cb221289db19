extension Recipe {
  /// The recipe of a run that goes on: `--epochs`, `--threads` and `--log-every` may change, any other
  /// option given must agree with the run.
  ///
  /// `--data` is where the pictures are looked for now; that they are the same is for their digest to
  /// say, since a folder may have moved.
  ///
  /// - Parameter begunEpochs: the finished ones and the one under way.
  /// - Throws: ``RecipeError``.
  func resumed(with options: RecipeOptions, begunEpochs: Int) throws(RecipeError) -> Recipe {
    try Self.checkRanges(of: options)
    if let found = options.network, found != network {
      throw .networkDiffersFromRun(found: found, run: network)
    }
    try Self.require(
      options.limit.map(String.init), "limit", is: limit.map(String.init) ?? "none")
    try Self.require(options.batch, "batch", is: batch)
    try Self.require(options.learningRate, "lr", is: optimizer.learningRate)
    try Self.require(options.weightDecay, "weight-decay", is: optimizer.weightDecay)
    try Self.require(options.seed, "seed", is: seed)
    switch optimizer.rule {
    case .sgd(let momentum):
      try Self.require(options.optimizer?.rawValue, "optimizer", is: "sgd")
      try Self.require(options.momentum, "momentum", is: momentum)
    case .adam:
      try Self.require(options.optimizer?.rawValue, "optimizer", is: "adam")
      try Self.require(options.momentum, "momentum", is: 0)
    }
    var recipe = self
    if let epochs = options.epochs {
      guard epochs >= begunEpochs else {
        throw .epochsAlreadyTrained(found: epochs, trained: begunEpochs)
      }
      recipe.epochs = epochs
    }
    if let data = options.data { recipe.data = data }
    if let threads = options.threads { recipe.threads = threads }
    if let logEvery = options.logEvery { recipe.logEvery = logEvery }
    return recipe
  }

  private static func require<Value: Equatable>(
    _ given: Value?, _ field: String, is run: Value
  ) throws(RecipeError) {
    guard let given, given != run else { return }
    throw .differsFromRun(field: field, found: "\(given)", run: "\(run)")
  }
}
