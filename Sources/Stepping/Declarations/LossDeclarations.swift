import Operations

extension StepDeclaration {
  static let crossEntropy = StepDeclaration(
    .crossEntropy, options: backward.union([.target]), required: [.target], usualInput: [5],
    completed: { request in
      var request = request
      request.targetClass = request.targetClass ?? 0
      return request
    },
    plan: { (request, _) throws(StepError) in
      guard let target = request.targetClass else {
        throw .missing(option: .target, operation: request.operation)
      }
      return StepPlan(layer: .crossEntropy(CrossEntropy(target: target)))
    })

  static let dropout = StepDeclaration(
    .dropout, options: backward.union([.rate, .seed, .inference]),
    plan: { (request, _) throws(StepError) in
      let rate = request.rate ?? 0.5
      guard (0..<1).contains(rate) else { throw .rateOutside(rate) }
      return StepPlan(
        layer: .dropout(Dropout(rate: rate, seed: request.seed ?? 0)),
        mode: request.isInference ? .inference : .training)
    })
}
