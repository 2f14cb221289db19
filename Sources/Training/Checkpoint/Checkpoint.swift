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
    graph = try Zoo.graph(
      state.recipe.network, input: state.data.shape, classes: state.data.classes.count)
    weights = try Safetensors.read("\(folder)/\(Self.modelName)", for: graph)
    optimizer = OptimizerState(
      steps: state.progress.step,
      tensors: try Safetensors.read("\(folder)/\(Self.optimizerName)"))
    self.path = folder
    self.run = run
  }

  public var recipe: Recipe { state.recipe }
  public var classes: [Bilingual] { state.data.classes }
}
