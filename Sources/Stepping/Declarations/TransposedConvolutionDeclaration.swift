import Ground
import Operations
import Tensors

extension StepDeclaration {
  static let transposedConvolution = StepDeclaration(
    .transposedConvolution,
    options: backward.union([
      .kernel, .bias, .stride, .padding, .outputPadding, .dilation, .groups,
    ]),
    required: [.kernel], usualInput: [3, 3],
    completed: { request in
      var request = request
      guard request.kernel == nil else { return request }
      // Stamps that overlap in one row and column.
      request.kernel = .tensor(.filled(.arange, [3, 3]))
      request.stride = request.stride ?? Pair(2)
      return request
    },
    plan: { (request, shapes) throws(StepError) in
      guard let kernel = shapes.kernel else {
        throw .missing(option: .kernel, operation: request.operation)
      }
      let channels = shapes.input[0]
      let (stamps, groups) = try request.stamps(from: kernel, channels: channels)
      guard groups >= 1 else { throw .groupsNotPositive(groups) }
      guard stamps[0] == channels else {
        throw .kernelChannels(found: stamps[0], inputChannels: channels, groups: 1)
      }
      guard channels.isMultiple(of: groups) else {
        throw .groupsDoNotDivideInput(groups: groups, channels: channels)
      }
      let (outputs, overflow) = stamps[1].multipliedReportingOverflow(by: groups)
      guard !overflow else { throw .outputTooLarge }
      if let bias = request.bias, bias.count != outputs {
        throw .biasCount(found: bias.count, expected: outputs)
      }
      let layer = TransposedConvolution(
        inputChannels: channels, outputChannels: outputs,
        window: request.window(Pair(stamps[2], stamps[3]), .one),
        outputPadding: request.outputPadding ?? .zero, groups: groups, hasBias: request.bias != nil)
      return StepPlan(
        layer: .transposedConvolution(layer),
        parametersPrice: kernel.rank == 2
          ? MemoryPrice(stamps.sizes, bytesEach: MemoryLayout<Double>.size) : MemoryPrice(),
        parameters: { tensors in
          (tensors.kernel.map { [$0.repeated(as: stamps)] } ?? []) + request.biases
        })
    })
}

extension StepRequest {
  /// `[I, O / groups, KH, KW]` and the groups: three sizes are one output channel, two stamp each channel by itself.
  fileprivate func stamps(
    from kernel: Shape, channels: Int
  ) throws(StepError) -> (Shape, groups: Int) {
    switch kernel.rank {
    case 4: (kernel, groups ?? 1)
    case 3: ([kernel[0], 1, kernel[1], kernel[2]], groups ?? 1)
    default: try sharedKernel(kernel, channels: channels)
    }
  }
}
