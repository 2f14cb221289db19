import Operations
import Tensors

extension StepDeclaration {
  /// The input is flattened.
  static let linear = StepDeclaration(
    .linear, options: backward.union([.weight, .bias]), required: [.weight],
    completed: { request in
      var request = request
      guard request.weight == nil, let count = request.input?.knownShape?.count,
        let shape = Shape(checking: [3, count])
      else { return request }
      request.weight = .filled(.random(seed: 1), shape)
      return request
    },
    plan: { (request, shapes) throws(StepError) in
      guard let weight = shapes.weight else {
        throw .missing(option: .weight, operation: request.operation)
      }
      let features = shapes.input.count
      guard weight.rank == 2, weight[1] == features else {
        throw .weightShape(weight, features: features)
      }
      let outputs = weight[0]
      if let bias = request.bias, bias.count != outputs {
        throw .biasCount(found: bias.count, expected: outputs)
      }
      let layer = Linear(
        inputFeatures: features, outputFeatures: outputs, hasBias: request.bias != nil)
      return StepPlan(
        layer: .linear(layer), parameters: { ($0.weight.map { [$0] } ?? []) + request.biases })
    })
}
