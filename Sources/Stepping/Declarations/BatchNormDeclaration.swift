import Ground
import Operations
import Tensors

extension StepDeclaration {
  /// Without mean and variance the input's own statistics normalise, as in training.
  static let batchNorm = StepDeclaration(
    .batchNorm, options: backward.union([.gamma, .beta, .eps, .mean, .variance]),
    plan: { (request, shapes) throws(StepError) in
      let channels = shapes.input[0]
      if (request.mean == nil) != (request.variance == nil) {
        throw .missing(
          option: request.mean == nil ? .mean : .variance, operation: request.operation)
      }
      if let negative = request.variance?.first(where: { $0 < 0 }) {
        throw .varianceNegative(negative)
      }
      func numbers(
        _ given: [Double]?, _ option: StepOption, usual: Double
      ) throws(StepError) -> [Double] {
        let numbers = given ?? [usual]
        guard numbers.count == channels || numbers.count == 1 else {
          throw .numbersPerChannel(option: option, found: numbers.count, channels: channels)
        }
        return numbers
      }
      let parameters = [
        try numbers(request.gamma, .gamma, usual: 1), try numbers(request.beta, .beta, usual: 0),
        try numbers(request.mean, .mean, usual: 0),
        try numbers(request.variance, .variance, usual: 1),
      ]
      return StepPlan(
        layer: .batchNorm(BatchNorm(channels: channels, epsilon: request.epsilon ?? 1e-5)),
        mode: request.mean == nil ? .training : .inference,
        parametersPrice: MemoryPrice(
          [parameters.count, channels], bytesEach: MemoryLayout<Double>.size),
        parameters: { _ in
          parameters.map {
            $0.count == channels
              ? Tensor(shape: [channels], elements: $0)
              : Tensor(shape: [channels], repeating: $0[0])
          }
        })
    })
}
