import Engine
import Networks
import Operations
import Tensors

/// What a plan runs as one: a node, or several whose maps in between are then written and read once.
struct PlanUnit {
  /// The node whose output it makes; the unit stands in its place in the order of execution.
  let node: Int
  let inputs: [Graph.Source]
  let passes: any OperationPasses
}

extension PlanUnit {
  /// The units of a graph in training, in the order of execution.
  ///
  /// Batch normalisation takes the sum and the ReLU after it into its passes, average pooling the sigmoid before it;
  /// only where nobody else reads what lies between.
  ///
  /// - Parameter passes: of every node by itself.
  static func units(
    of graph: Graph, passes: [any OperationPasses], in resources: PassResources
  ) -> [PlanUnit] {
    let readers = graph.readers
    var units: [Int: PlanUnit] = [:]
    for (index, node) in graph.nodes.enumerated() {
      units[index] = PlanUnit(node: index, inputs: node.inputs, passes: passes[index])
    }
    var taken: Set<Int> = []
    func fuse(_ parts: [Int], inputs: [Graph.Source], _ passes: any OperationPasses) {
      taken.formUnion(parts)
      for part in parts { units[part] = nil }
      let last = parts[parts.count - 1]
      units[last] = PlanUnit(node: last, inputs: inputs, passes: passes)
    }
    for (index, node) in graph.nodes.enumerated() {
      switch node.layer {
      case .sigmoid:
        guard let next = readers.only(of: index),
          let geometry = graph.tilingAverage(next, after: node)
        else { continue }
        fuse(
          [index, next], inputs: node.inputs,
          SigmoidPoolingPasses(geometry, shape: node.outputShape))
      case .batchNorm(let norm):
        var parts = [index]
        var inputs = node.inputs
        // A sum that is free: the other branch may end in a normalisation, too, which comes too late.
        if let sum = readers.only(of: index), let addend = graph.addend(beside: index, at: sum),
          !taken.contains(sum)
        {
          parts.append(sum)
          inputs.append(addend)
        }
        let relu = readers.only(of: parts[parts.count - 1]).flatMap { graph.isReLU($0) ? $0 : nil }
        if let relu { parts.append(relu) }
        guard parts.count > 1 else { continue }
        fuse(
          parts, inputs: inputs,
          BatchNormPasses(norm, node: index, hasReLU: relu != nil, in: resources))
      default: continue
      }
    }
    return graph.nodes.indices.compactMap { units[$0] }
  }
}

/// The nodes that read each node's output, in the order of execution; one that reads it twice stands there twice.
struct Readers {
  private let readers: [[Int]]

  fileprivate init(_ graph: Graph) {
    var readers = Array(repeating: [Int](), count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() {
      for case .node(let source) in node.inputs { readers[source].append(index) }
    }
    self.readers = readers
  }

  /// The node that alone reads this one's output, once.
  func only(of node: Int) -> Int? { readers[node].count == 1 ? readers[node][0] : nil }
}

extension Graph {
  var readers: Readers { Readers(self) }

  fileprivate func isReLU(_ node: Int) -> Bool { nodes[node].layer == .relu }

  /// The other of the two inputs of a sum.
  fileprivate func addend(beside node: Int, at sum: Int) -> Source? {
    guard nodes[sum].layer == .add, nodes[sum].inputs.count == 2 else { return nil }
    let inputs = nodes[sum].inputs
    return inputs[0] == .node(node) ? inputs[1] : inputs[0]
  }

  /// The geometry of an average pooling whose windows tile what `node` makes.
  fileprivate func tilingAverage(_ index: Int, after node: Node) -> ConvolutionGeometry? {
    guard case .averagePooling(let pooling) = nodes[index].layer else { return nil }
    let geometry = ConvolutionGeometry(
      pooling.window, input: node.outputShape, output: nodes[index].outputShape)
    return SigmoidPooling.tiles(geometry) ? geometry : nil
  }
}
