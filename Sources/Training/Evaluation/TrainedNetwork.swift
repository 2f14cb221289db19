import Datasets
import Ground
import Networks
import Tensors

/// A network with weights from a file, ready to be asked: what `eval` works on.
///
/// It is built for the shape of the pictures that it is asked about, as long as its weights fit.
public struct TrainedNetwork: Sendable {
  /// The names of the classes; `nil` for weights that come without any.
  public let classes: [Bilingual]?
  /// The data set that a checkpoint was trained on, as `--data` names it; `nil` for weights alone.
  public let data: String?
  /// The network and its weights.
  public let saved: SavedNetwork

  /// A name of the zoo.
  public var name: String { saved.name }
  /// The number of classes that the weights tell apart, unless a person said another.
  public var classCount: Int { saved.classCount }
  /// The input for which the weights are made, `[C, H, W]`; others fit where they need the same weights.
  var shape: Shape { saved.shape }
  private var weights: Weights { saved.weights }

  /// The network that a person names: a checkpoint or a run's folder, or one of the zoo with weights.
  public init(_ subject: String, weights: String?, classes: Int?) throws {
    if let weights {
      try self.init(subject, weights: weights, classes: classes)
      return
    }
    let isNetwork = Zoo.names.contains(subject)
    guard FileSystem.isFolder(subject), !isNetwork || (try? RunFolder.locate(subject)) != nil else {
      if isNetwork { throw EvaluationError.weightsMissing(network: subject) }
      if FileSystem.exists(subject) {
        throw EvaluationError.subjectIsFile(subject, FileKind(file: subject))
      }
      throw EvaluationError.noSubject(
        subject, suggestion: closestSpelling(to: subject, among: Zoo.names))
    }
    try self.init(checkpoint: subject)
    if let classes, classes != classCount {
      throw EvaluationError.classes(found: classes, network: name, expected: classCount)
    }
  }

  /// The network of a checkpoint, or of the latest one in a run's folder.
  ///
  /// - Throws: errors that conform to `ExplainedError`, as all that follow here.
  public init(checkpoint path: String) throws {
    let (folder, _) = try RunFolder.locate(path)
    let state = try CheckpointState(reading: "\(folder)/\(Checkpoint.stateName)")
    classes = state.data.classes
    data = state.recipe.data
    let (graph, file) = try state.network(in: folder)
    saved = SavedNetwork(
      state.recipe.network, classCount: state.data.classes.count, shape: state.data.shape,
      origin: .checkpoint(path), weights: try file.weights(for: graph))
  }

  /// A network of the zoo with the weights of a safetensors file under PyTorch's names.
  ///
  /// - Parameter classes: as many as the weights have unless given.
  public init(_ network: String, weights path: String, classes: Int? = nil) throws {
    // A wrong name is said before a file is opened.
    _ = try Zoo.defaultInput(of: network)
    let file = try Safetensors.open(path)
    if let classes, let found = try Zoo.classes(of: network, in: file), classes != found {
      throw EvaluationError.classes(found: classes, network: network, expected: found)
    }
    saved = try SavedNetwork(network, weights: file, at: path, classes: classes)
    self.classes = nil
    data = nil
  }

  /// Accuracy, loss and confusion on the test pictures of a data set.
  ///
  /// - Parameter data: a data set's name or the path of a folder.
  public func evaluate(
    on data: String, in catalog: DatasetCatalog, threads: Int
  ) throws -> DataReport {
    try evaluate(try testPictures(of: data, in: catalog), threads: threads)
  }

  /// The test pictures of a data set, as long as the weights tell as many classes apart.
  ///
  /// - Parameter data: a data set's name or the path of a folder.
  public func testPictures(of data: String, in catalog: DatasetCatalog) throws -> Dataset {
    let pictures = try catalog.source(for: data).load(.test)
    guard pictures.classCount == classCount else {
      throw EvaluationError.classCount(
        data: data, found: pictures.classCount, network: name, expected: classCount)
    }
    try check(inputShape: pictures.shape, of: .data(data))
    return pictures
  }

  /// Accuracy, loss and confusion on pictures that ``testPictures(of:in:)`` has let through.
  ///
  /// - Throws: ``Watch/Abandoned`` among others.
  public func evaluate(
    _ pictures: Dataset, threads: Int, watch: Watch = Watch()
  ) throws -> DataReport {
    let plan = try plan(for: pictures.shape, threads: threads)
    let evaluation = plan.evaluate(pictures, 0..<pictures.count, watch: watch)
    try watch.check()
    return DataReport(
      network: name, data: pictures.name, classes: pictures.classes, evaluation: evaluation)
  }

  /// What the network takes one picture for.
  ///
  /// - Parameters:
  ///   - input: `[C, H, W]`, its values as they are.
  ///   - names: of the classes, where the picture comes from a data set and the weights have none.
  ///   - threads: how many may work on it.
  public func classify(
    _ input: Tensor, names: [Bilingual]? = nil, threads: Int
  ) throws -> PictureReport {
    try check(inputShape: input.shape, of: .input)
    let logits = try picturePlan(for: input.shape, keepsMaps: false, threads: threads)
      .logits(of: input)
    let names = classes ?? names
    return PictureReport(
      network: name, logits: logits, classes: names?.count == logits.count ? names : nil)
  }

  /// Refuses pictures that the network cannot be built for, or not with these weights: the pictures' fault,
  /// since the weights are known to be this network's.
  public func check(inputShape found: Shape, of source: PictureSource) throws {
    guard found.rank == 3 else { throw EvaluationError.inputShape(found) }
    do {
      _ = try graph(for: found).matching(weights)
    } catch {
      throw EvaluationError.pictures(source, found: found, network: name, expected: shape)
    }
  }

  /// What evaluating a picture of that shape takes at least, beside the picture: an operation's input and
  /// its output are there at once.
  public func leastPrice(ofMapsFor shape: Shape) throws(NetworkError) -> MemoryPrice {
    let graph = try graph(for: shape)
    var least = MemoryPrice()
    for node in graph.nodes {
      var price = MemoryPrice()
      for shape in [node.outputShape] + node.inputs.map(graph.shape(of:)) {
        price.add(shape.sizes, bytesEach: MemoryLayout<Float>.size)
      }
      if (price.bytes ?? .max) > (least.bytes ?? .max) { least = price }
    }
    return least
  }

  func picturePlan(for shape: Shape, keepsMaps: Bool, threads: Int) throws -> PicturePlan {
    try PicturePlan(
      graph: graph(for: shape), weights: weights, keepsMaps: keepsMaps, threads: threads)
  }

  private func plan(for shape: Shape, threads: Int) throws -> Plan {
    let graph = try graph(for: shape)
    // Nothing is learned: the optimiser and the size of a step do not matter.
    return try Plan(
      graph: graph, weights: try graph.matching(weights), optimizer: .sgd(learningRate: 0),
      batchSize: 1, threads: threads)
  }

  private func graph(for shape: Shape) throws(NetworkError) -> Graph {
    try saved.graph(for: shape)
  }
}
