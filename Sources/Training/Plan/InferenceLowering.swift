import Engine
import Networks
import Tensors

/// Lowers a graph to the passes of inference: every node keeps a map of its own, for a person to look at.
///
/// Batch normalisation uses its running statistics, so blocks never wait for each other and a thread
/// needs memory for one block.
final class InferenceLowering {
  let input: PlanValue
  let values: [PlanValue]
  /// From the input's map to the logits; filling the input comes before.
  private(set) var operations: [BlockProgram.Operation] = []
  private let norms: [NormalizationState]

  init(passes: ForwardPasses) throws(OutOfMemory) {
    let graph = passes.graph
    let input = PlanValue(shape: graph.inputShape)
    let values = graph.nodes.map { PlanValue(shape: $0.outputShape) }
    func value(_ source: Graph.Source) -> PlanValue {
      switch source {
      case .input: input
      case .node(let index): values[index]
      }
    }
    for (index, node) in graph.nodes.enumerated() {
      if let geometry = ConvolutionGeometry(ofNode: index, in: graph) {
        value(node.inputs[0]).require(margin: geometry.inputMargin)
      }
    }
    var norms: [NormalizationState] = []
    for (index, node) in graph.nodes.enumerated() {
      let output = values[index]
      guard case .batchNorm(let norm) = node.layer else {
        operations.append(
          try passes.operation(
            ofNode: index, inputs: node.inputs.map(value), output: output))
        continue
      }
      let state = try NormalizationState(node: index, norm: norm, store: passes.store, blocks: 0)
      norms.append(state)
      let source = value(node.inputs[0])
      operations.append {
        BatchNormalization.apply(
          source.pointer($0.slot), source.layout, coefficients: state.coefficients.pointer,
          addend: nil, source.layout, relu: false, to: output.pointer($0.slot), output.layout)
      }
    }
    self.input = input
    self.values = values
    self.norms = norms
  }

  var allValues: [PlanValue] { [input] + values }

  /// Takes over the statistics that training has changed; before the first block of an evaluation.
  func prepare() {
    for norm in norms { norm.useRunningStatistics() }
  }

  /// One block through the network, its pictures in the input's map already.
  func run(_ block: BlockRun) {
    for operation in operations { operation(block) }
  }
}
