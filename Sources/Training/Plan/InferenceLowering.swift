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
  private let operations: [BlockProgram.Operation]
  private let passes: [any OperationPasses]

  /// - Parameter passes: of every node by itself.
  init(graph: Graph, passes: [any OperationPasses]) throws(OutOfMemory) {
    let input = PlanValue(shape: graph.inputShape)
    let values = graph.nodes.map { PlanValue(shape: $0.outputShape) }
    func value(_ source: Graph.Source) -> PlanValue {
      switch source {
      case .input: input
      case .node(let index): values[index]
      }
    }
    for (node, passes) in zip(graph.nodes, passes) {
      for source in node.inputs { value(source).require(margin: passes.inputMargin) }
    }
    var program = BlockProgram()
    for (index, node) in graph.nodes.enumerated() {
      let maps = ForwardMaps(inputs: node.inputs.map(value), output: values[index])
      try passes[index].inference(maps, in: &program)
    }
    operations = program.segments.flatMap { segment in
      guard case .blocks(let operations) = segment else {
        preconditionFailure("in inference no block waits for another")
      }
      return operations
    }
    self.input = input
    self.values = values
    self.passes = passes
  }

  var allValues: [PlanValue] { [input] + values }

  /// Takes over the statistics that training has changed; before the first block of an evaluation.
  func prepare() {
    for passes in passes { passes.prepareInference() }
  }

  /// One block through the network, its pictures in the input's map already.
  func run(_ block: BlockRun) {
    for operation in operations { operation(block) }
  }
}
