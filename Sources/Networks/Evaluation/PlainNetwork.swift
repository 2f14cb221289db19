import Tensors

/// A network with its numbers in `Double`, evaluated one plain operation after another.
///
/// The arithmetic that a student sees, and the oracle against which the engine is tested: it follows
/// PyTorch's float64. It is not made for speed. Tensors are `[N, C, H, W]`, after flatten `[N, F]`.
public struct PlainNetwork: Hashable, Sendable {
  public let graph: Graph
  /// What `parameters` are, in the order of PyTorch's `state_dict`.
  public let specs: [ParameterSpec]
  /// Trainable parameters and running statistics, one tensor a spec.
  public internal(set) var parameters: [Tensor]
  /// The positions of a node's parameters.
  private let ranges: [Range<Int>]

  /// - Precondition: one tensor a spec, each of its shape.
  public init(graph: Graph, parameters: [Tensor]) {
    let specs = graph.parameterSpecs
    precondition(specs.map(\.shape) == parameters.map(\.shape), "a tensor for each parameter")
    self.graph = graph
    self.specs = specs
    self.parameters = parameters
    var ranges: [Range<Int>] = []
    for index in graph.nodes.indices {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<(start + graph.parameterSpecs(ofNode: index).count))
    }
    self.ranges = ranges
  }

  /// - Throws: ``WeightsError`` when the weights are not this network's.
  public init(graph: Graph, weights: Weights) throws(WeightsError) {
    self.init(matching: try graph.matching(weights), graph: graph)
  }

  /// - Precondition: the weights are the graph's, as ``Graph/matching(_:)`` gives them.
  public init(matching weights: Weights, graph: Graph) {
    self.init(
      graph: graph,
      parameters: weights.map {
        Tensor(shape: $0.shape, elements: $0.values.map(Double.init), precision: .single)
      })
  }

  /// The parameters rounded to float32.
  public var weights: Weights {
    Weights(
      zip(specs, parameters).map { spec, tensor in
        NamedTensor(
          name: spec.name, shape: spec.shape, values: tensor.elements.map { Float($0) })
      })
  }

  /// The parameter of that name: `layer1.0.conv1.weight`.
  public subscript(name: String) -> Tensor? {
    specs.firstIndex { $0.name == name }.map { parameters[$0] }
  }

  /// Where a node's parameters lie in ``parameters``, in the order weight, bias, running statistics.
  func range(ofNode index: Int) -> Range<Int> { ranges[index] }

  /// A node's parameters, in the order of its operation.
  public func parameters(ofNode index: Int) -> [Tensor] { Array(parameters[ranges[index]]) }
}
