import Ground
import Networks
import Tensors

extension StepRequest {
  /// Refuses what a screen could not open on; what takes longer than a moment is left to the screen.
  ///
  /// - Throws: what making the whole ``StepReport`` would.
  public func checkForScreen(
    loading loader: TensorLoader, networks: NetworkFinder
  ) throws {
    if layer != nil { return try checkLayer(loading: loader, from: networks) }
    if operation.isLearning {
      _ = try pendingLearning(loading: loader, for: .screen)
      return
    }
    guard operation.isBlock else {
      _ = try StepReport(self, loading: loader, for: .screen)
      return
    }
    let request = try completed(from: networks)
    try request.check(forReport: true)
    let block = try request.pendingBlock(loading: loader, from: networks, for: .screen)
    if let place, block.outputShape.index(ofPlace: place) == nil {
      throw StepError.outside(place, block.outputShape)
    }
    _ = try block.source?.network(for: block.tensors.input.shape)
  }

  /// With random numbers of the shape that its network takes, where no input was given.
  func completed(from networks: NetworkFinder) throws -> StepRequest {
    var request = self
    if input == nil, let network {
      request.input = .filled(
        .random(seed: 0), try networks.source(of: self, network).shape)
    }
    return request
  }
}
