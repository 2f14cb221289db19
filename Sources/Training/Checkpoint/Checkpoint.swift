import Ground
import Networks
import Tensors

/// A run at one step, as it lies on disk: a folder with three files (docs/checkpoints.md).
///
/// Reading one trusts nothing: what is missing, cut short, contradictory or another network's is a
/// typed error that names the file and the place.
public struct Checkpoint: Hashable, Sendable {
  let state: CheckpointState
  /// The network, built for the data that it was trained on.
  public let graph: Graph
  public let weights: Weights
  let optimizer: OptimizerState
  /// The absolute path of the folder.
  public let path: String
  let run: RunFolder

  static let stateName = "state.json"
  static let modelName = "model.safetensors"
  static let optimizerName = "optimizer.safetensors"

  /// The most bytes that a `state.json` may have: curves are bounded, and it is room for 400,000 epochs.
  static let stateLimit = 64 << 20

  /// Reads a checkpoint, or the latest one of a run's folder.
  ///
  /// - Throws: ``CheckpointError``, `FileError`, `SafetensorsError` or `NetworkError`.
  public init(reading path: String) throws {
    let (folder, run) = try RunFolder.locate(path)
    state = try CheckpointState(reading: "\(folder)/\(Self.stateName)")
    let (graph, file) = try state.network(in: folder)
    weights = try file.weights(for: graph)
    self.graph = graph
    optimizer = OptimizerState(
      steps: state.progress.step,
      tensors: try Safetensors.read("\(folder)/\(Self.optimizerName)"))
    self.path = folder
    self.run = run
  }

  public var recipe: Recipe { state.recipe }
  public var classes: [Bilingual] { state.data.classes }
}

extension CheckpointState {
  /// The network, built for the data that it was trained on, and the file of its weights with the header read.
  ///
  /// - Throws: ``CheckpointError`` for a list of classes of another length than the weights': its fault, since
  ///   it is the list that people write into.
  func network(in folder: String) throws -> (graph: Graph, weights: SafetensorsFile) {
    let graph = try Zoo.graph(recipe.network, input: data.shape, classes: data.classes.count)
    let file = try Safetensors.open("\(folder)/\(Checkpoint.modelName)")
    if let found = try Zoo.classes(of: recipe.network, in: file), found != data.classes.count {
      throw CheckpointError.classCount(
        file: "\(folder)/\(Checkpoint.stateName)", found: data.classes.count, expected: found)
    }
    return (graph, file)
  }
}
