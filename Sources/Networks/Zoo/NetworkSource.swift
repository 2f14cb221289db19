import Ground
import Tensors

/// A network with its parameters, from wherever: it is built for pictures of one shape.
public protocol NetworkSource: Sendable {
  /// The pictures that it is made for, `[C, H, W]`; others fit where they need the same parameters.
  var shape: Shape { get }
  /// Where the parameters come from.
  var origin: WeightsOrigin { get }
  /// - Throws: ``NetworkError`` when no such network can be for that shape.
  func graph(for input: Shape) throws(NetworkError) -> Graph
  /// - Throws: errors that conform to `ExplainedError`, when no such network can be for that shape.
  func network(for input: Shape) throws -> PlainNetwork
}

/// Where the parameters of a network come from.
public enum WeightsOrigin: Hashable, Sendable {
  /// None were learned: they are those that training would begin with.
  case initial(seed: UInt64)
  /// A safetensors file.
  case file(String)
  /// A checkpoint's folder, or that of its run.
  case checkpoint(String)
  /// A run that is under way, after so many steps.
  case run(step: Int)
}

extension WeightsOrigin {
  /// Whether running statistics were estimated with them.
  public var isLearned: Bool {
    switch self {
    case .initial: false
    case .file, .checkpoint, .run: true
    }
  }

  /// In words: `weights as initialised, seed 0`.
  public var title: Bilingual {
    switch self {
    case .initial(let seed):
      Bilingual("weights as initialised, seed \(seed)", "trọng số lúc khởi tạo, hạt giống \(seed)")
    case .file(let path): Bilingual("weights of \(path)", "trọng số trong \(path)")
    case .checkpoint(let path):
      Bilingual("weights trained, \(path)", "trọng số đã huấn luyện, \(path)")
    case .run(let step):
      Bilingual("weights of the run at step \(step)", "trọng số của lượt huấn luyện ở bước \(step)")
    }
  }
}

/// A network of the zoo that nobody has trained.
public struct FreshNetwork: NetworkSource {
  public let name: String
  public let classCount: Int
  public let shape: Shape
  public let seed: UInt64

  public init(_ name: String, classes: Int = 10, seed: UInt64) throws(NetworkError) {
    self.name = name
    self.classCount = classes
    self.seed = seed
    shape = try Zoo.defaultInput(of: name)
  }

  public var origin: WeightsOrigin { .initial(seed: seed) }

  public func graph(for input: Shape) throws(NetworkError) -> Graph {
    try Zoo.graph(name, input: input, classes: classCount)
  }

  public func network(for input: Shape) throws -> PlainNetwork {
    let graph = try graph(for: input)
    return PlainNetwork(matching: try graph.initialWeights(seed: seed), graph: graph)
  }
}

/// A network of the zoo with weights that were kept.
public struct SavedNetwork: NetworkSource {
  public let name: String
  /// The number of classes that the weights tell apart, unless a person said another.
  public let classCount: Int
  public let shape: Shape
  public let origin: WeightsOrigin
  public let weights: Weights

  public init(
    _ name: String, classCount: Int, shape: Shape, origin: WeightsOrigin, weights: Weights
  ) {
    self.name = name
    self.classCount = classCount
    self.shape = shape
    self.origin = origin
    self.weights = weights
  }

  /// With the tensors of a safetensors file under PyTorch's names.
  ///
  /// - Parameters:
  ///   - path: of the file, as it was named.
  ///   - classes: as many as the weights have, unless given.
  public init(
    _ name: String, weights file: SafetensorsFile, at path: String, classes: Int? = nil
  ) throws {
    // Without the last layer's tensor any number does: matching the names then says what is missing.
    let classCount = try classes ?? Zoo.classes(of: name, in: file) ?? 10
    let usual = try Zoo.defaultInput(of: name)
    let shape = try Zoo.input(of: name, classes: classCount, fitting: file) ?? usual
    self.init(
      name, classCount: classCount, shape: shape, origin: .file(path),
      weights: try file.weights(for: Zoo.graph(name, input: shape, classes: classCount)))
  }

  public func graph(for input: Shape) throws(NetworkError) -> Graph {
    try Zoo.graph(name, input: input, classes: classCount)
  }

  public func network(for input: Shape) throws -> PlainNetwork {
    try PlainNetwork(graph: graph(for: input), weights: weights)
  }
}
