import Engine
import Networks
import Operations
import Tensors

/// Forward and the gradient of the input where weights slide over maps: of a convolution, and of a dense layer, which is
/// one of a single pixel.
final class CorrelationPasses {
  /// Of one group.
  private let geometry: ConvolutionGeometry
  private let groups: Int
  private let weight: ParameterStore.Entry
  private let bias: ParameterStore.Entry?
  private let resources: PassResources
  /// Where the forward pass's weights of each group begin: training and inference read the same.
  private var forwardOffsets: [Int] = []

  init(_ geometry: ConvolutionGeometry, groups: Int = 1, node: Int, in resources: PassResources) {
    self.geometry = geometry
    self.groups = groups
    self.resources = resources
    weight = resources.store.requireEntry(node: node, role: .weight)
    bias = resources.store.entry(node: node, role: .bias)
  }

  func inputChannels(of value: PlanValue, _ group: Int) -> ChannelSlice {
    let count = geometry.inputChannels
    return ChannelSlice(value, channels: group * count..<(group + 1) * count)
  }

  func outputChannels(of value: PlanValue, _ group: Int) -> ChannelSlice {
    let count = geometry.outputChannels
    return ChannelSlice(value, channels: group * count..<(group + 1) * count)
  }

  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) throws(OutOfMemory) {
    let packed = resources.packed
    for group in 0..<groups {
      let input = inputChannels(of: maps.inputs[0], group)
      let output = outputChannels(of: maps.output, group)
      let pass = try Correlation.forward(
        geometry, source: input.layout, destination: output.layout)
      if group == forwardOffsets.count { forwardOffsets.append(reserve(pass, group)) }
      let offset = forwardOffsets[group]
      let bias = bias.map {
        UnsafePointer(
          resources.store.parameters.pointer + $0.offset + group * geometry.outputChannels)
      }
      program.append {
        pass.run(
          source: input.pointer($0.slot), weights: packed.pointer(at: offset), bias: bias,
          destination: output.pointer($0.slot))
      }
    }
  }

  func inputGradient(
    of outputGradient: PlanValue, to target: GradientTarget, in program: inout BlockProgram
  ) throws(OutOfMemory) {
    let packed = resources.packed
    let accumulates = target.accumulates
    for group in 0..<groups {
      let source = outputChannels(of: outputGradient, group)
      let destination = inputChannels(of: target.value, group)
      let passes = try Correlation.inputGradient(
        geometry, source: source.layout, destination: destination.layout)
      for pass in passes {
        let offset = reserve(pass, group)
        program.append {
          pass.run(
            source: source.pointer($0.slot), weights: packed.pointer(at: offset), bias: nil,
            destination: destination.pointer($0.slot), accumulate: accumulates)
        }
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

  /// Reserves room for a group's pass's weights in the order in which it reads them.
  private func reserve(_ pass: Correlation, _ group: Int) -> Int {
    let first = group * geometry.weightCount
    return resources.packed.reserve(
      pass.weightIndex.map { $0 < 0 ? -1 : Int32(weight.place(of: first + Int($0))) },
      width: pass.channelsOfTile)
  }
}
