import Engine
import Networks
import Operations
import Tensors

/// Makes the forward passes of single nodes, for training and for inference alike.
final class ForwardPasses {
  let graph: Graph
  let store: ParameterStore
  let packed: PackedWeights
  /// Where the packed weights of a node begin.
  private var packedOffsets: [Int: Int] = [:]

  init(graph: Graph, store: ParameterStore, packed: PackedWeights) {
    self.graph = graph
    self.store = store
    self.packed = packed
  }

  /// The pass from the node's inputs to its output; batch normalisation is not among them.
  func operation(
    ofNode index: Int, inputs: [PlanValue], output: PlanValue
  ) throws(OutOfMemory) -> BlockProgram.Operation {
    let input = inputs[0]
    switch graph.nodes[index].layer {
    case .convolution(let convolution):
      let geometry = ConvolutionGeometry(
        convolution.window, input: graph.shape(of: graph.nodes[index].inputs[0]),
        output: graph.nodes[index].outputShape)
      return try correlation(index, geometry, input, output)
    case .linear(let linear):
      let dense = Dense(inputs: linear.inputFeatures, outputs: linear.outputFeatures)
      return try correlation(index, dense.geometry, input, output)
    case .relu:
      return {
        Activations.relu(
          input.pointer($0.slot), input.layout, to: output.pointer($0.slot), output.layout)
      }
    case .sigmoid:
      return {
        Activations.sigmoid(
          input.pointer($0.slot), input.layout, to: output.pointer($0.slot), output.layout)
      }
    case .averagePooling(let pooling):
      let pass = self.pooling(index, pooling.window, input, output)
      return { pass.average(input.pointer($0.slot), to: output.pointer($0.slot)) }
    case .maxPooling(let pooling):
      let pass = self.pooling(index, pooling.window, input, output)
      return { pass.maximum(input.pointer($0.slot), to: output.pointer($0.slot)) }
    case .globalAveragePooling:
      return {
        PoolingPass.globalAverage(
          input.pointer($0.slot), input.layout, to: output.pointer($0.slot))
      }
    case .flatten, .batchNorm, .identity:
      return {
        MapSums.copy(
          input.pointer($0.slot), input.layout, to: output.pointer($0.slot), output.layout)
      }
    case .add:
      let other = inputs[1]
      return {
        MapSums.add(
          input.pointer($0.slot), input.layout, other.pointer($0.slot), other.layout,
          to: output.pointer($0.slot), output.layout)
      }
    }
  }

  func pooling(
    _ index: Int, _ window: Window, _ input: PlanValue, _ output: PlanValue
  ) -> PoolingPass {
    PoolingPass(
      ConvolutionGeometry(
        window, input: graph.shape(of: graph.nodes[index].inputs[0]),
        output: graph.nodes[index].outputShape),
      input: input.layout, output: output.layout)
  }

  private func correlation(
    _ index: Int, _ geometry: ConvolutionGeometry, _ input: PlanValue, _ output: PlanValue
  ) throws(OutOfMemory) -> BlockProgram.Operation {
    let pass = try Correlation.forward(geometry, source: input.layout, destination: output.layout)
    let offset =
      packedOffsets[index]
      ?? packed.reserve(places(of: pass, node: index), width: pass.channelsOfTile)
    packedOffsets[index] = offset
    let bias = store.entry(node: index, role: .bias).map { store.parameters.pointer + $0.offset }
    let packed = packed
    return {
      pass.run(
        source: input.pointer($0.slot), weights: packed.pointer(at: offset),
        bias: bias.map { UnsafePointer($0) }, destination: output.pointer($0.slot))
    }
  }

  /// The places of a pass's packed weights in the parameters.
  func places(of pass: Correlation, node: Int) -> [Int32] {
    guard let entry = store.entry(node: node, role: .weight) else { return [] }
    return pass.weightIndex.map { $0 < 0 ? -1 : Int32(entry.place(of: Int($0))) }
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

extension ConvolutionGeometry {
  /// The geometry of a node that slides a window with weights; `nil` for every other layer.
  init?(ofNode index: Int, in graph: Graph) {
    guard case .convolution(let convolution) = graph.nodes[index].layer else { return nil }
    self.init(
      convolution.window, input: graph.shape(of: graph.nodes[index].inputs[0]),
      output: graph.nodes[index].outputShape)
  }
}
