import Operations
import Tensors

extension StepDeclaration {
  static let add = join(.add, most: 1)

  /// An operation on the input and others.
  private static func join(_ layer: Layer, most: Int) -> StepDeclaration {
    StepDeclaration(
      options: backward.union([.other]), required: [.other],
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
