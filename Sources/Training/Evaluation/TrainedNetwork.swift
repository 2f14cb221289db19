import Datasets
import Ground
import Networks
import Tensors

/// A network with weights from a file, ready to be asked: what `eval` works on.
///
/// It is built for the shape of the pictures that it is asked about, as long as its weights fit.
public struct TrainedNetwork: Sendable {
  /// A name of the zoo.
  public let name: String
  /// The number of classes that the weights tell apart, unless a person said another.
  public let classCount: Int
  /// The names of the classes; `nil` for weights that come without any.
  public let classes: [Bilingual]?
  /// The data set that a checkpoint was trained on, as `--data` names it; `nil` for weights alone.
  public let data: String?

  private let file: String
  private let bytes: [UInt8]

  /// The network of a checkpoint, or of the latest one in a run's folder.
  ///
  /// - Throws: errors that conform to `ExplainedError`, as all that follow here.
  public init(checkpoint path: String) throws {
    let (folder, _) = try RunFolder.locate(path)
    let state = try CheckpointState(reading: "\(folder)/\(Checkpoint.stateName)")
    name = state.recipe.network
    classCount = state.data.classes.count
    classes = state.data.classes
    data = state.recipe.data
    file = "\(folder)/\(Checkpoint.modelName)"
    bytes = try DurableFile.read(file)
    _ = try weights(for: Zoo.graph(name, input: state.data.shape, classes: classCount))
  }

  /// A network of the zoo with the weights of a safetensors file under PyTorch's names.
  ///
  /// - Parameter classes: as many as the weights have unless given.
  public init(_ network: String, weights file: String, classes: Int? = nil) throws {
    name = network
    self.file = file
    bytes = try DurableFile.read(file)
    self.classes = nil
    data = nil
    if let classes {
      classCount = classes
    } else {
      let graph = try Zoo.graph(network, classes: 1)
      let found = try Safetensors.decode(bytes, file: file)
      // Without the last layer's tensor any number does: matching the names then says what is missing.
      let last = graph.parameterSpecs.last.flatMap { found[$0.name] }
      classCount = last.flatMap { $0.shape.sizes.first } ?? 10
    }
    _ = try Zoo.graph(network, classes: classCount)
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
    return pictures
  }

  /// Accuracy, loss and confusion on pictures that ``testPictures(of:in:)`` has let through.
  public func evaluate(_ pictures: Dataset, threads: Int) throws -> DataReport {
    let plan = try plan(for: pictures.shape, threads: threads)
    return DataReport(
      network: name, data: pictures.name, classes: pictures.classes,
      evaluation: plan.evaluate(pictures, 0..<pictures.count))
  }

  /// What the network takes one picture for.
  ///
  /// - Parameters:
  ///   - input: `[C, H, W]`, its values as they are.
  ///   - names: of the classes, where the picture comes from a data set and the weights have none.
  public func classify(_ input: Tensor, names: [Bilingual]? = nil) throws -> PictureReport {
    guard input.shape.rank == 3 else { throw EvaluationError.inputShape(input.shape) }
    let logits = try plan(for: input.shape, threads: 1).logits(of: input)
    let names = classes ?? names
    return PictureReport(
      network: name, logits: logits, classes: names?.count == logits.count ? names : nil)
  }

  /// Refuses pictures that the network cannot be built for, or not with these weights.
  public func check(inputShape shape: Shape) throws {
    guard shape.rank == 3 else { throw EvaluationError.inputShape(shape) }
    _ = try weights(for: Zoo.graph(name, input: shape, classes: classCount))
  }

  func plan(for shape: Shape, threads: Int) throws -> Plan {
    let graph = try Zoo.graph(name, input: shape, classes: classCount)
    // Nothing is learned: the optimiser and the size of a step do not matter.
    return try Plan(
      graph: graph, weights: try weights(for: graph), optimizer: .sgd(learningRate: 0),
      batchSize: 1, threads: threads)
  }

  private func weights(for graph: Graph) throws -> Weights {
    try Safetensors.decode(bytes, for: graph, file: file)
  }
}

/// Why a trained network cannot be asked about some pictures.
public enum EvaluationError: ExplainedError, Hashable {
  case classCount(data: String, found: Int, network: String, expected: Int)
  /// A picture has three sizes.
  case inputShape(Shape)
  /// Weights alone know no data set.
  case nothingToAskAbout

  public var explanation: Bilingual {
    switch self {
    case .classCount(let data, let found, let network, let expected):
      Bilingual(
        "--data \(data): found \(found) classes, "
          + "expected \(expected) as in the weights of \(network)",
        "--data \(data): có \(found) lớp, cần \(expected) lớp như trong trọng số của \(network)")
    case .inputShape(let found):
      Bilingual(
        "--input: found the shape \(found), expected channels x rows x columns",
        "--input: kích thước là \(found), cần số kênh x số hàng x số cột")
    case .nothingToAskAbout:
      Bilingual(
        "eval: found neither --data nor --input, expected one of them",
        "eval: chưa có --data hay --input, cần một trong hai")
    }
  }
}
