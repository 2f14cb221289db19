import Engine
import Networks
import Operations
import Tensors

/// A convolution; each of its groups goes by itself, over channels of its own.
final class ConvolutionPasses: OperationPasses {
  /// Of one group; all are alike.
  private let geometry: ConvolutionGeometry
  private let correlation: CorrelationPasses
  private let weight: ParameterStore.Entry
  private let groups: Int
  private let resources: PassResources

  init(_ convolution: Convolution, at site: PassSite, in resources: PassResources) {
    let (input, output) = (site.inputShapes[0], site.outputShape)
    groups = convolution.groups
    geometry = ConvolutionGeometry(
      convolution.window, input: [input[0] / groups, input[1], input[2]],
      output: [output[0] / groups, output[1], output[2]])
    correlation = CorrelationPasses(geometry, groups: groups, node: site.node, in: resources)
    weight = resources.store.requireEntry(node: site.node, role: .weight)
    self.resources = resources
  }

  var inputMargin: Int { geometry.inputMargin }
  var outputGradientMargin: Int { geometry.outputGradientMargin }
  var needsOutput: Bool { false }

  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) throws(OutOfMemory) {
    try correlation.forward(maps, in: &program)
  }

  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) throws(OutOfMemory) {
    let gradients = resources.gradients
    for group in 0..<groups {
      let input = correlation.inputChannels(of: maps.inputs[0], group)
      let gradient = correlation.outputChannels(of: maps.outputGradient, group)
      let pass = WeightGradient(geometry, input: input.layout, outputGradient: gradient.layout)
      let offset = weight.offset + group * geometry.weightCount
      program.append {
        pass.run(
          input: input.pointer($0.slot), outputGradient: gradient.pointer($0.slot),
          gradient: gradients.numbers(ofGroup: $0.group) + offset)
      }
    }
    correlation.biasGradient(of: maps.outputGradient, in: &program)
    guard let target = maps.targets[0] else { return }
    try correlation.inputGradient(of: maps.outputGradient, to: target, in: &program)
  }
}

extension ConvolutionGeometry {
  init(_ window: Window, input: Shape, output: Shape) {
    self.init(
      input: (input[0], input[1], input[2]), output: (output[0], output[1], output[2]),
      kernel: (window.kernel.height, window.kernel.width),
      stride: (window.stride.height, window.stride.width),
      padding: (window.padding.height, window.padding.width),
      dilation: (window.dilation.height, window.dilation.width))
  }
}
