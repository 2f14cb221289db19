import Operations
import Tensors

extension StepDeclaration {
  /// An operation on the input and others.
  static func join(_ layer: Layer) -> StepDeclaration {
    StepDeclaration(
      layer.kind, options: backward.union([.other]), required: [.other],
      completed: { request in
        var request = request
        if request.others.isEmpty, let shape = request.input?.knownShape {
          request.others = [.filled(.random(seed: 1), shape)]
        }
        return request
      },
      plan: { (request, shapes) throws(StepError) in
        guard !shapes.others.isEmpty else {
          throw .missing(option: .other, operation: request.operation)
        }
        return StepPlan(layer: layer)
      })
  }
}
