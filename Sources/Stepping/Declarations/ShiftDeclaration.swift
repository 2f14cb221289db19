import Operations
import Tensors

extension StepDeclaration {
  /// The offsets of a shift reach as far on both axes.
  static let shift = StepDeclaration(
    .shift, options: backward.union([.size]), usualInput: [9, 4, 4],
    plan: { (request, _) throws(StepError) in
      let size = request.size ?? Pair(3)
      guard size.height == size.width else { throw .unequalSize(size) }
      return StepPlan(layer: .shift(ChannelShift(size: size.height)))
    })
}
