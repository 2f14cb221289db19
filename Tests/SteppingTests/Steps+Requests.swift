import Operations
import Stepping
import Tensors

/// Steps as a command line makes them.
extension Steps {
  static func convolution(
    input: Tensor, kernel: Tensor, bias: [Double]? = nil, stride: Pair = .one,
    padding: Pair = .zero, dilation: Pair = .one, groups: Int = 1
  ) throws(StepError) -> Steps {
    var request = StepRequest(.convolution)
    request.bias = bias
    request.stride = stride
    request.padding = padding
    request.dilation = dilation
    request.groups = groups
    return try request.steps(input: input, kernel: kernel)
  }

  static func pooling(
    _ operation: StepRequest.Operation, input: Tensor, size: Pair, stride: Pair? = nil,
    padding: Pair = .zero, dilation: Pair? = nil
  ) throws(StepError) -> Steps {
    var request = StepRequest(operation)
    request.size = size
    request.stride = stride
    request.padding = padding
    request.dilation = dilation
    return try request.steps(input: input)
  }
}
