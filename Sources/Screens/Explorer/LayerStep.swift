import Commands
import Operations
import Networks
import Stepping
import Tensors

/// One layer of a network as a command of the stepper: the layer's own geometry.
///
/// The first layer gets a real picture. Deeper ones get random numbers of their input's shape, which
/// the stepper's own title says; the kernel is random too, since a fresh network's weights are.
struct LayerStep {
  let arguments: StepArguments?

  init(_ graph: Graph, node index: Int, in environment: AppEnvironment) {
    let node = graph.nodes[index]
    guard let source = node.inputs.first else {
      arguments = nil
      return
    }
    let input = Self.input(graph.shape(of: source), isPicture: source == .input, environment)
    switch node.layer {
    case .convolution(let convolution):
      let window = convolution.window
      var step = StepRequest(.convolution)
      step.input = input
      step.kernel = .tensor(
        .filled(
          .random(seed: 0),
          [
            convolution.outputChannels, convolution.inputChannels / convolution.groups,
            window.kernel.height, window.kernel.width,
          ]))
      step.stride = window.stride
      step.padding = window.padding
      step.dilation = window.dilation
      if convolution.groups > 1 { step.groups = convolution.groups }
      arguments = StepArguments(step)
    case .maxPooling(let pooling):
      var step = StepRequest(.maxPooling, size: pooling.window, input)
      step.dilation = pooling.window.dilation
      arguments = StepArguments(step)
    case .averagePooling(let pooling):
      arguments = StepArguments(StepRequest(.averagePooling, size: pooling.window, input))
    case .linear, .batchNorm, .relu, .sigmoid, .globalAveragePooling, .flatten, .add, .identity:
      arguments = nil
    }
  }

  private static func input(
    _ shape: Shape, isPicture: Bool, _ environment: AppEnvironment
  ) -> TensorSpec {
    let picture = isPicture ? environment.picture(of: shape) : nil
    return picture ?? .filled(.random(seed: 0), shape)
  }
}

extension StepRequest {
  fileprivate init(_ operation: Operation, size window: Window, _ input: TensorSpec) {
    self.init(operation)
    self.input = input
    size = window.kernel
    stride = window.stride
    padding = window.padding
  }
}
