import Operations
import Tensors

extension StepDeclaration {
  static let convolution = StepDeclaration(
    options: backward.union([.kernel, .bias, .stride, .padding, .dilation, .groups]),
    required: [.kernel],
    completed: { request in
      var request = request
      request.kernel = request.kernel ?? .named(.sobelX)
      return request
    },
    steps: { (request, tensors, limit) throws(StepError) in
      guard let kernel = tensors.kernel else {
        throw .missing(option: .kernel, operation: request.operation)
      }
      let (input, window) = (tensors.input, request.window)
      let (filters, groups) = try request.filters(from: kernel, input: input.shape, limit: limit)
      let (channels, outputs) = (input.shape[0], filters.shape[0])
      guard groups >= 1 else { throw .groupsNotPositive(groups) }
      guard channels.isMultiple(of: groups) else {
        throw .groupsDoNotDivideInput(groups: groups, channels: channels)
      }
      guard filters.shape[1] == channels / groups else {
        throw .kernelChannels(
          found: filters.shape[1], inputChannels: channels, groups: groups)
      }
      guard outputs >= 1, outputs.isMultiple(of: groups) else {
        throw .groupsDoNotDivideOutput(groups: groups, filters: outputs)
      }
      if let bias = request.bias, bias.count != outputs {
        throw .biasCount(found: bias.count, expected: outputs)
      }
      let layer = Convolution(
        inputChannels: channels, outputChannels: outputs,
        window: window(Pair(filters.shape[2], filters.shape[3]), .one), groups: groups,
        hasBias: request.bias != nil)
      return try Steps(
        .convolution(layer), on: [input], for: request.operation,
        parameters: [filters]
          + (request.bias.map { [Tensor(shape: [$0.count], elements: $0)] } ?? []))
    })
}

extension StepRequest {
  /// The window with the settings of the request, for a kernel and a stride that is usual.
  func window(_ kernel: Pair, _ usualStride: Pair) -> Window {
    Window(
      kernel: kernel, stride: stride ?? usualStride, padding: padding ?? .zero,
      dilation: dilation ?? .one)
  }

  /// `[O, I, KH, KW]` and the groups: three sizes are one filter over all channels, two are applied to
  /// each channel by itself.
  fileprivate func filters(
    from kernel: Tensor, input: Shape, limit: Int
  ) throws(StepError) -> (Tensor, groups: Int) {
    switch kernel.shape.rank {
    case 4: return (kernel, groups ?? 1)
    case 3: return (kernel.reshaped(to: Shape([1] + kernel.shape.sizes)), groups ?? 1)
    case 2:
      let channels = input[0]
      if let groups, groups != channels {
        throw .groupsOfSharedKernel(found: groups, channels: channels)
      }
      let sizes = [channels, 1] + kernel.shape.sizes
      guard let shape = Shape(checking: sizes),
        shape.count <= limit / MemoryLayout<Double>.size
      else { throw .memory(option: .kernel, kernel.shape, limit: limit) }
      let elements = Array(repeatElement(kernel.elements, count: channels).joined())
      return (Tensor(shape: shape, elements: elements), channels)
    default: throw .kernelRank(kernel.shape)
    }
  }
}
