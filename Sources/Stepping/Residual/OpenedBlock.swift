import Ground
import Networks
import Tensors

/// A block that a screen can open on: with its shortcut, and the same without it, on one input.
public struct OpenedBlock: Hashable, Sendable {
  public let residual: ResidualSteps
  public let plain: ResidualSteps

  /// Reads and computes all that a request of a block names.
  ///
  /// - Parameter observer: told of every piece of the computation.
  /// - Throws: ``StepError``, also when the observer ends it, or what reading throws.
  public init(
    _ request: StepRequest, loading loader: TensorLoader,
    observer: @escaping ForwardProgress.Observer
  ) throws {
    try request.check(forReport: true)
    residual = try request.residual(
      loading: try request.pendingTensors(from: loader).input, with: loader, for: .screen,
      observer: observer)
    if let place = request.place, residual.outputShape.index(ofPlace: place) == nil {
      throw StepError.outside(place, residual.outputShape)
    }
    plain = residual.withoutShortcut()
  }
}
