import Operations
import Tensors

extension StepDeclaration {
  /// The input is flattened.
  static let linear = StepDeclaration(
    options: backward.union([.weight, .bias]), required: [.weight],
    completed: { request in
      var request = request
      guard request.weight == nil, let count = request.input?.knownShape?.count,
        let shape = Shape(checking: [3, count])
      else { return request }
      request.weight = .filled(.random(seed: 1), shape)
      return request
    },
    steps: { (request, tensors, _) throws(StepError) in
      guard let weight = tensors.weight else {
        throw .missing(option: .weight, operation: request.operation)
      }
      let features = tensors.input.shape.count
      guard weight.shape.rank == 2, weight.shape[1] == features else {
        throw .weightShape(weight.shape, features: features)
      }
      let outputs = weight.shape[0]
      if let bias = request.bias, bias.count != outputs {
        throw .biasCount(found: bias.count, expected: outputs)
      }
      let layer = Linear(
        inputFeatures: features, outputFeatures: outputs, hasBias: request.bias != nil)
      return try Steps(
        .linear(layer), on: [tensors.input], for: request.operation,
        parameters: [weight]
          + (request.bias.map { [Tensor(shape: [$0.count], elements: $0)] } ?? []))
    })
}
