import Ground
import Networks
import Tensors

/// A block that a screen can open on: and the same without its shortcut, where it has one, on one input.
public struct OpenedBlock: Hashable, Sendable {
  public let steps: BlockSteps
  public let plain: BlockSteps?

  /// Reads and computes all that a request of a block names.
  ///
  /// - Parameter observer: told of every piece of the computation.
  /// - Throws: ``StepError``, also when the observer ends it, or what reading throws.
  public init(
    _ request: StepRequest, loading loader: TensorLoader, from networks: NetworkFinder = .zoo,
    observer: @escaping ForwardProgress.Observer
  ) throws {
    let request = try request.completed(from: networks)
    try request.check(forReport: true)
    steps = try request.blockSteps(
      loading: loader, from: networks, for: .screen, observer: observer)
    if let place = request.place, steps.outputShape.index(ofPlace: place) == nil {
      throw StepError.outside(place, steps.outputShape)
    }
    plain = steps.hasShortcut ? steps.withoutShortcut() : nil
  }
}
