import Ground
import Networks
import Operations
import Tensors

extension StepDeclaration {
  /// A depthwise convolution, one filter a channel, and a pointwise one, 1x1 over all channels: Sifre and
  /// Mallat (2014); Howard et al., "MobileNets" (2017), section 3.1.
  static let separable = StepDeclaration(
    nil,
    options: [
      .kernel, .pointwise, .stride, .padding, .totalPadding, .paddingMode, .dilation, .flip,
    ],
    required: [.kernel, .pointwise], usualInput: [2, 5, 5],
    completed: { request in
      var request = request
      request.kernel = request.kernel ?? .named(.sobelX)
      if request.pointwise == nil, let channels = request.input?.knownShape?.planes.first {
        request.pointwise = .filled(.random(seed: 1), [3, channels, 1, 1])
      }
      return request
    })
}

extension Shape {
  /// As an input: two sizes are one channel, a vector of N is N channels of 1x1.
  fileprivate var planes: [Int] {
    switch rank {
    case 1: [sizes[0], 1, 1]
    case 2: [1] + sizes
    default: sizes
    }
  }
}

extension StepRequest {
  /// The two convolutions as a block, `depthwise` and `pointwise`.
  func separableBlock(on shapes: StepOperands<Shape>) throws(StepError) -> PlannedBlock {
    let channels = shapes.input[0]
    let kernel = try filtersByChannel(shapes.kernel, channels: channels)
    let pointwise = try mixer(shapes.pointwise, channels: channels)
    let depthwise = Convolution(
      inputChannels: channels, outputChannels: channels,
      window: try paddedWindow(Pair(kernel[2], kernel[3])), groups: channels, hasBias: false,
      paddingMode: paddingMode ?? .zeros, isFlipped: isFlipped)
    do {
      _ = try depthwise.window.outputSize(for: Pair(shapes.input[1], shapes.input[2]))
    } catch {
      throw .operation(.window(error), operation)
    }
    do {
      var network = try GraphBuilder(
        name: operation.rawValue, input: shapes.input, initialization: .standard)
      try network.block(operation.rawValue, .plain) { (network) throws(NetworkError) in
        let path = try network.branch { (network) throws(NetworkError) in
          try network.layer("depthwise", .convolution(depthwise))
          try network.convolution(
            "pointwise", channels: pointwise[0], kernel: 1, hasBias: false)
        }
        return ([path], nil)
      }
      let graph = try network.graph()
      return PlannedBlock(graph: graph, block: graph.blocks[0])
    } catch .operation(_, .tooLarge) {
      throw .outputTooLarge
    } catch .operation(_, let error) {
      throw .operation(error, operation)
    } catch {
      throw .network(option: .input, error.explanation)
    }
  }

  /// The numbers that were given, as the two convolutions hold them.
  func separableParameters(_ tensors: StepTensors, of graph: Graph) -> [Tensor] {
    zip(graph.parameterSpecs, [tensors.kernel, tensors.pointwise]).compactMap { spec, tensor in
      tensor?.repeated(as: spec.shape)
    }
  }

  /// `[C, 1, KH, KW]`
  private func filtersByChannel(_ kernel: Shape?, channels: Int) throws(StepError) -> Shape {
    guard let kernel else { throw .missing(option: .kernel, operation: operation) }
    guard kernel.rank != 2 else { return try sharedKernel(kernel, channels: channels).0 }
    guard kernel.rank == 4, kernel[0] == channels, kernel[1] == 1 else {
      throw .depthwiseKernel(kernel, channels: channels)
    }
    return kernel
  }

  /// `[O, C, 1, 1]`
  private func mixer(_ pointwise: Shape?, channels: Int) throws(StepError) -> Shape {
    guard let pointwise else { throw .missing(option: .pointwise, operation: operation) }
    guard pointwise.rank == 4, pointwise.sizes.dropFirst() == [channels, 1, 1] else {
      throw .pointwiseKernel(pointwise, channels: channels)
    }
    return pointwise
  }
}
