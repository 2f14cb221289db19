import Ground
import Tensors

extension CheckpointState {
  /// Reads and checks `state.json`: what contradicts itself is refused as what is missing is.
  ///
  /// - Throws: ``CheckpointError`` or `FileError`.
  init(reading file: String) throws {
    let bytes = try DurableFile.read(file, limit: Checkpoint.stateLimit)
    let json: JSON
    do {
      json = try JSON(parsing: TextFile.withoutByteOrderMark(bytes), hasSystemText: true)
    } catch {
      throw CheckpointError.json(file: file, error)
    }
    try self.init(StateReader(file: file, place: "", value: json))
  }

  init(_ reader: StateReader) throws(CheckpointError) {
    let version = try reader["version"].integer()
    guard version == Self.version else { throw .version(file: reader.file, found: version) }
    recipe = try Recipe(reader["recipe"], seed: UInt64(try reader["seed"].integer()))
    data = try DataIdentity(reader["data"])
    progress = TrainingProgress()
    progress.step = try reader["step"].integer()
    let sums = reader["epoch_sums"]
    progress.sums.images = try sums["images"].integer(in: 0...data.trainImages)
    progress.sums.loss = try sums["loss"].number()
    progress.sums.correct = try sums["correct"].integer(in: 0...progress.sums.images)
    progress.epochs = []
    for epoch in try reader["epochs"].list() { progress.epochs.append(try .init(epoch)) }
    progress.lossCurve = try TrainingCurve(reader["loss_curve"])
    progress.accuracyCurve = try TrainingCurve(reader["accuracy_curve"])
    try requireAgreement(reader)
  }

  /// The step follows from the finished epochs and the images of the one under way.
  private func requireAgreement(_ reader: StateReader) throws(CheckpointError) {
    try reader["epoch"].require(try reader["epoch"].integer(), is: progress.epochs.count)
    let batch = min(recipe.batch, data.trainImages)
    let stepsPerEpoch = (data.trainImages - 1) / batch + 1
    let images = progress.sums.images
    // The images of an epoch's last batch end the epoch: sums are whole batches, or begin anew.
    guard images % batch == 0, images < data.trainImages else {
      throw .value(
        file: reader.file, place: "epoch_sums.images", found: images,
        expected: images / batch * batch)
    }
    let (before, overflow) = progress.epochs.count.multipliedReportingOverflow(by: stepsPerEpoch)
    let expected = overflow ? Int.max : before.addingReportingOverflow(images / batch).partialValue
    try reader["step"].require(progress.step, is: expected)
    let epochs = reader["epochs"]
    for (index, epoch) in progress.epochs.enumerated() {
      let place = StateReader(
        file: epochs.file, place: "epochs[\(index)].epoch", value: .integer(epoch.epoch))
      try place.require(epoch.epoch, is: index + 1)
    }
    guard progress.epochs.count <= recipe.epochs else {
      throw .value(
        file: reader.file, place: "epoch", found: progress.epochs.count, expected: recipe.epochs)
    }
  }
}

extension Recipe {
  fileprivate init(_ reader: StateReader, seed: UInt64) throws(CheckpointError) {
    let rate = try reader["lr"].rate()
    let decay = try reader["weight_decay"].rate()
    let momentum = try reader["momentum"].rate()
    let optimizer: Optimizer
    switch try reader["optimizer"].string() {
    case "sgd":
      optimizer = .sgd(learningRate: rate, momentum: momentum, weightDecay: decay)
    case "adam":
      optimizer = .adam(learningRate: rate, weightDecay: decay)
    default:
      throw reader["optimizer"].wrong(Bilingual("sgd or adam", "sgd hoặc adam"))
    }
    self.init(
      network: try reader["network"].string(),
      data: try reader["data"].string(),
      limit: try reader["limit"].optional { (limit) throws(CheckpointError) in
        try limit.integer(in: 1...Int.max)
      },
      epochs: try reader["epochs"].integer(in: 1...Int.max),
      batch: try reader["batch"].integer(in: 1...Int.max),
      optimizer: optimizer,
      seed: seed,
      threads: try reader["threads"].integer(in: 1...Recipe.maximumThreads),
      logEvery: try reader["log_every"].integer(in: 1...Int.max))
  }
}

extension DataIdentity {
  fileprivate init(_ reader: StateReader) throws(CheckpointError) {
    var sizes: [Int] = []
    for size in try reader["shape"].list() { sizes.append(try size.integer(in: 1...Int.max)) }
    guard sizes.count == 3, let shape = Shape(checking: sizes) else {
      throw reader["shape"].wrong(
        Bilingual("three sizes [C,H,W]", "ba kích thước [C,H,W]"))
    }
    var classes: [Bilingual] = []
    for name in try reader["classes"].list() {
      classes.append(Bilingual(try name["en"].string(), try name["vi"].string()))
    }
    guard (1...DataIdentity.mostClasses).contains(classes.count) else {
      throw reader["classes"].wrong(
        Bilingual(
          "1 to \(DataIdentity.mostClasses) classes", "từ 1 đến \(DataIdentity.mostClasses) lớp"))
    }
    self.init(
      name: try reader["name"].string(), shape: shape, classes: classes,
      trainImages: try reader["train_images"].integer(in: 1...Int.max),
      testImages: try reader["test_images"].integer(),
      digest: try reader["digest"].string(),
      testDigest: try reader["test_digest"].optional { (digest) throws(CheckpointError) in
        try digest.string()
      })
  }
}

extension TrainingSnapshot.EpochResult {
  fileprivate init(_ reader: StateReader) throws(CheckpointError) {
    func optionalNumber(_ key: String) throws(CheckpointError) -> Double? {
      try reader[key].optional { (number) throws(CheckpointError) in try number.number() }
    }
    self.init(
      epoch: try reader["epoch"].integer(in: 1...Int.max),
      step: try reader["step"].integer(),
      trainLoss: try reader["train_loss"].number(),
      trainAccuracy: try reader["train_accuracy"].number(),
      testLoss: try optionalNumber("test_loss"),
      testAccuracy: try optionalNumber("test_accuracy"))
  }
}

extension TrainingCurve {
  fileprivate init(_ reader: StateReader) throws(CheckpointError) {
    let curve = TrainingCurve(
      whole: try Self.points(reader["whole"]),
      recent: try Self.points(reader["recent"]),
      stepsPerPoint: try reader["steps_per_point"].integer(in: 1...Int.max),
      pendingSum: try reader["pending_sum"].number(),
      pendingCount: try reader["pending_count"].integer())
    guard let curve else {
      throw reader.wrong(
        Bilingual("the thinned curve of a run", "đường cong rút gọn của một lượt huấn luyện"))
    }
    self = curve
  }

  private static func points(_ reader: StateReader) throws(CheckpointError) -> [Point] {
    var points: [Point] = []
    for item in try reader.list() {
      let pair = try item.list()
      guard pair.count == 2 else {
        throw item.wrong(Bilingual("a step and a value", "một bước và một giá trị"))
      }
      points.append(
        Point(step: try pair[0].integer(in: 1...Int.max), value: try pair[1].number()))
    }
    return points
  }
}
