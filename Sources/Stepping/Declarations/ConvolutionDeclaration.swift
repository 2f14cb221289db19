import Ground
import Operations
import Tensors

extension StepDeclaration {
  static let convolution = StepDeclaration(
    .convolution,
    options: backward.union([
      .kernel, .bias, .stride, .padding, .totalPadding, .paddingMode, .dilation, .groups, .flip,
    ]),
    required: [.kernel],
    completed: { request in
      var request = request
      request.kernel = request.kernel ?? .named(.sobelX)
      return request
    },
    plan: { (request, shapes) throws(StepError) in
      guard let kernel = shapes.kernel else {
        throw .missing(option: .kernel, operation: request.operation)
      }
      let channels = shapes.input[0]
      let (filters, groups) = try request.filters(from: kernel, channels: channels)
      let outputs = filters[0]
      guard groups >= 1 else { throw .groupsNotPositive(groups) }
      guard channels.isMultiple(of: groups) else {
        throw .groupsDoNotDivideInput(groups: groups, channels: channels)
      }
      guard filters[1] == channels / groups else {
        throw .kernelChannels(found: filters[1], inputChannels: channels, groups: groups)
      }
      guard outputs >= 1, outputs.isMultiple(of: groups) else {
        throw .groupsDoNotDivideOutput(groups: groups, filters: outputs)
      }
      if let bias = request.bias, bias.count != outputs {
        throw .biasCount(found: bias.count, expected: outputs)
      }
      let layer = Convolution(
        inputChannels: channels, outputChannels: outputs,
        window: try request.paddedWindow(Pair(filters[2], filters[3])), groups: groups,
        hasBias: request.bias != nil, paddingMode: request.paddingMode ?? .zeros,
        isFlipped: request.isFlipped)
      return StepPlan(
        layer: .convolution(layer),
        parametersPrice: kernel.rank == 2
          ? MemoryPrice(filters.sizes, bytesEach: MemoryLayout<Double>.size) : MemoryPrice(),
        parameters: { tensors in
          (tensors.kernel.map { [$0.repeated(as: filters)] } ?? []) + request.biases
        })
    })
}

extension StepRequest {
  /// The window with the settings of the request, for a kernel and a stride that is usual.
  func window(_ kernel: Pair, _ usualStride: Pair) -> Window {
    Window(
      kernel: kernel, stride: stride ?? usualStride, padding: padding ?? .zero,
      dilation: dilation ?? .one)
  }

  /// The window of a convolution, whose padding can be said in three ways.
  func paddedWindow(_ kernel: Pair) throws(StepError) -> Window {
    var window = window(kernel, .one)
    if isPaddedToSame {
      guard window.stride == .one else { throw .sameWithStride(window.stride) }
      let height = try Self.lost(window.dilation.height, kernel.height)
      let width = try Self.lost(window.dilation.width, kernel.width)
      // The odd row or column goes to the bottom and right, as in PyTorch.
      window.padding = Pair(height / 2, width / 2)
      window.extra = Pair(height % 2, width % 2)
    }
    if let totalPadding {
      guard padding == nil, !isPaddedToSame else { throw .together(.totalPadding, .padding) }
      // The odd one goes to the top and left, as in the book.
      let odd = Pair(totalPadding.height % 2, totalPadding.width % 2)
      window.padding = Pair(
        totalPadding.height / 2 + odd.height, totalPadding.width / 2 + odd.width)
      window.extra = Pair(-odd.height, -odd.width)
    }
    return window
  }

  /// The rows or columns that a window loses without padding: `d (k - 1)`.
  private static func lost(_ dilation: Int, _ kernel: Int) throws(StepError) -> Int {
    let (lost, overflow) = dilation.multipliedReportingOverflow(by: kernel - 1)
    guard !overflow else { throw .outputTooLarge }
    return lost
  }

  /// The parameter of a bias, where there is one.
  var biases: [Tensor] { bias.map { [Tensor(shape: [$0.count], elements: $0)] } ?? [] }

  /// `[O, I, KH, KW]` and the groups: three sizes are one filter over all channels, two are applied to
  /// each channel by itself.
  func filters(
    from kernel: Shape, channels: Int
  ) throws(StepError) -> (Shape, groups: Int) {
    switch kernel.rank {
    case 4: return (kernel, groups ?? 1)
    case 3: return (Shape([1] + kernel.sizes), groups ?? 1)
    default: return try sharedKernel(kernel, channels: channels)
    }
  }

  /// `[C, 1, KH, KW]`: a kernel of two sizes is applied to each channel by itself.
  func sharedKernel(_ kernel: Shape, channels: Int) throws(StepError) -> (Shape, groups: Int) {
    guard kernel.rank == 2 else { throw .kernelRank(kernel) }
    if let groups, groups != channels {
      throw .groupsOfSharedKernel(found: groups, channels: channels)
    }
    guard let shape = Shape(checking: [channels, 1] + kernel.sizes) else {
      throw .memory(
        option: .kernel, .tensor(kernel), MemoryExcess(bytes: nil, limit: ProcessMemory.limit))
    }
    return (shape, channels)
  }
}

extension Tensor {
  /// The numbers as often as they fit into the shape.
  func repeated(as shape: Shape) -> Tensor {
    guard shape.count != elements.count else { return reshaped(to: shape) }
    let copies = repeatElement(elements, count: shape.count / elements.count)
    return Tensor(shape: shape, elements: Array(copies.joined()))
  }
}
