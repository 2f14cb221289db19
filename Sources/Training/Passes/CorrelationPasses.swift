import Engine
import Networks
import Operations
import Tensors

/// Forward and the gradient of the input where weights slide over maps: of a convolution, and of a dense layer, which is
/// one of a single pixel.
final class CorrelationPasses {
  private let geometry: ConvolutionGeometry
  private let weight: ParameterStore.Entry
  private let bias: ParameterStore.Entry?
  private let resources: PassResources
  /// Where the forward pass's weights begin: training and inference read the same.
  private var forwardOffset: Int?

  init(_ geometry: ConvolutionGeometry, node: Int, in resources: PassResources) {
    self.geometry = geometry
    self.resources = resources
    weight = resources.store.requireEntry(node: node, role: .weight)
    bias = resources.store.entry(node: node, role: .bias)
  }

  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) throws(OutOfMemory) {
    let (input, output) = (maps.inputs[0], maps.output)
    let pass = try Correlation.forward(geometry, source: input.layout, destination: output.layout)
    let offset = forwardOffset ?? reserve(pass)
    forwardOffset = offset
    let packed = resources.packed
    let bias = bias.map { UnsafePointer(resources.store.parameters.pointer + $0.offset) }
    program.append {
      pass.run(
        source: input.pointer($0.slot), weights: packed.pointer(at: offset), bias: bias,
        destination: output.pointer($0.slot))
    }
  }

  func inputGradient(
    of outputGradient: PlanValue, to target: GradientTarget, in program: inout BlockProgram
  ) throws(OutOfMemory) {
    let passes = try Correlation.inputGradient(
      geometry, source: outputGradient.layout, destination: target.layout)
    let packed = resources.packed
    for pass in passes {
      let offset = reserve(pass)
      program.append {
        pass.run(
          source: outputGradient.pointer($0.slot), weights: packed.pointer(at: offset), bias: nil,
          destination: target.pointer($0.slot), accumulate: target.accumulates)
      }
    }
  }

  func biasGradient(of outputGradient: PlanValue, in program: inout BlockProgram) {
    guard let bias else { return }
    let gradients = resources.gradients
    program.append {
      MapSums.addChannelSums(
        of: outputGradient.pointer($0.slot), outputGradient.layout,
        to: gradients.numbers(ofGroup: $0.group) + bias.offset)
    }
  }

  /// Reserves room for a pass's weights in the order in which it reads them.
  private func reserve(_ pass: Correlation) -> Int {
    resources.packed.reserve(
      pass.weightIndex.map { $0 < 0 ? -1 : Int32(weight.place(of: Int($0))) },
      width: pass.channelsOfTile)
  }
}
