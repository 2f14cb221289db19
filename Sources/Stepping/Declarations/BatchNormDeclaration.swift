import Operations
import Tensors

extension StepDeclaration {
  /// Without mean and variance the input's own statistics normalise, as in training.
  static let batchNorm = StepDeclaration(
    options: backward.union([.gamma, .beta, .eps, .mean, .variance]),
    steps: { (request, tensors, _) throws(StepError) in
      let channels = tensors.input.shape[0]
      if (request.mean == nil) != (request.variance == nil) {
        throw .missing(
          option: request.mean == nil ? .mean : .variance, operation: request.operation)
      }
      if let negative = request.variance?.first(where: { $0 < 0 }) {
        throw .varianceNegative(negative)
      }
      func parameter(
        _ numbers: [Double]?, _ option: StepOption, usual: Double
      ) throws(StepError) -> Tensor {
        let numbers = numbers ?? [usual]
        guard numbers.count == channels || numbers.count == 1 else {
          throw .numbersPerChannel(option: option, found: numbers.count, channels: channels)
        }
        return numbers.count == channels
          ? Tensor(shape: [channels], elements: numbers)
          : Tensor(shape: [channels], repeating: numbers[0])
      }
      return try Steps(
        .batchNorm(BatchNorm(channels: channels, epsilon: request.epsilon ?? 1e-5)),
        on: [tensors.input], for: request.operation,
        parameters: [
          try parameter(request.gamma, .gamma, usual: 1),
          try parameter(request.beta, .beta, usual: 0),
          try parameter(request.mean, .mean, usual: 0),
          try parameter(request.variance, .variance, usual: 1),
        ], mode: request.mean == nil ? .training : .inference)
    })
}
