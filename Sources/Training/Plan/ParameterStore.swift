import Engine
import Ground
import Networks
import Tensors

/// The trainable parameters of a network in one run of memory, each at a vector's edge.
///
/// The rows of a dense layer's weights are filled up to whole vectors, as its gradient wants them.
/// What fills up is zero and stays so: its gradient is zero.
final class ParameterStore {
  struct Entry {
    let spec: ParameterSpec
    /// Where it begins, in numbers.
    let offset: Int
    let rows: Int
    let rowLength: Int
    /// Numbers from one row to the next.
    let rowStride: Int

    /// Its vectors.
    var vectors: Range<Int> { offset / laneCount..<(offset + rows * rowStride) / laneCount }

    /// Where the number at `index` of the tensor lies.
    func place(of index: Int) -> Int {
      offset + index / rowLength * rowStride + index % rowLength
    }
  }

  let entries: [Entry]
  /// Running statistics, in the graph's order.
  let statistics: [Entry]
  let parameters: Storage<Float>
  let statisticValues: Storage<Float>
  private let network: String
  /// Vectors of all parameters.
  let vectorCount: Int

  init(graph: Graph) throws(OutOfMemory) {
    var entries: [Entry] = []
    var statistics: [Entry] = []
    var end = 0
    var statisticsEnd = 0
    for spec in graph.parameterSpecs {
      var rows = 1
      if case .linear = graph.nodes[spec.node].layer, spec.role == .weight { rows = spec.shape[0] }
      let rowLength = spec.shape.count / rows
      let rowStride = Self.wholeVectors(rowLength)
      let offset = spec.isTrainable ? end : statisticsEnd
      let entry = Entry(
        spec: spec, offset: offset, rows: rows, rowLength: rowLength, rowStride: rowStride)
      if spec.isTrainable {
        entries.append(entry)
        end += rows * rowStride
      } else {
        statistics.append(entry)
        statisticsEnd += rows * rowStride
      }
    }
    self.entries = entries
    self.statistics = statistics
    network = graph.name
    vectorCount = end / laneCount
    // A tile of 12 outputs may read past the last bias, though it keeps nothing of that.
    parameters = try Storage(count: end + laneCount)
    statisticValues = try Storage(count: statisticsEnd)
  }

  private static func wholeVectors(_ count: Int) -> Int {
    (count + laneCount - 1) / laneCount * laneCount
  }

  func entry(node: Int, role: ParameterSpec.Role) -> Entry? {
    (entries + statistics).first { $0.spec.node == node && $0.spec.role == role }
  }

  /// - Precondition: the node has a parameter of that role.
  func requireEntry(node: Int, role: ParameterSpec.Role) -> Entry {
    guard let entry = entry(node: node, role: role) else {
      preconditionFailure("a layer lacks one of its parameters")
    }
    return entry
  }

  /// Parameters and running statistics in the order of PyTorch's `state_dict`.
  func weights(of graph: Graph) -> Weights {
    Weights(graph.parameterSpecs.compactMap(tensor(of:)))
  }

  func weights(named name: String, of graph: Graph) -> NamedTensor? {
    graph.parameterSpecs.first { $0.name == name }.flatMap(tensor(of:))
  }

  private func tensor(of spec: ParameterSpec) -> NamedTensor? {
    entry(node: spec.node, role: spec.role).map { entry in
      Self.tensor(
        named: spec.name, entry,
        from: spec.isTrainable ? parameters.pointer : statisticValues.pointer)
    }
  }

  static func tensor(
    named name: String, _ entry: Entry, from memory: UnsafePointer<Float>
  ) -> NamedTensor {
    NamedTensor(
      name: name, shape: entry.spec.shape,
      values: (0..<entry.spec.shape.count).map { memory[entry.place(of: $0)] })
  }

  static func write(_ tensor: NamedTensor, _ entry: Entry, to memory: UnsafeMutablePointer<Float>) {
    for (index, value) in tensor.values.enumerated() { memory[entry.place(of: index)] = value }
  }

  /// - Throws: ``WeightsError`` where a tensor is missing, unknown or of another shape; nothing is changed then.
  func load(_ weights: Weights) throws(WeightsError) {
    let all = entries + statistics
    let known = Set(all.map(\.spec.name))
    for tensor in weights where !known.contains(tensor.name) {
      throw .unknown(name: tensor.name, network: network)
    }
    for entry in all {
      let spec = entry.spec
      guard let tensor = weights[spec.name] else {
        throw .missing(name: spec.name, shape: spec.shape, network: network, nearest: nil)
      }
      guard tensor.shape == spec.shape else {
        throw .shape(
          name: spec.name, found: tensor.shape, expected: spec.shape, network: network)
      }
    }
    for entry in all {
      guard let tensor = weights[entry.spec.name] else { continue }
      Self.write(
        tensor, entry,
        to: entry.spec.isTrainable ? parameters.pointer : statisticValues.pointer)
    }
  }
}
