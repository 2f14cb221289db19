import Networks

/// Who writes the gradient of a map and who adds to it: decided for the whole way back before a pass is made.
///
/// The way back goes through the units in reverse. A map that several units read gets a gradient from each of them: the
/// first that comes writes it, the others add. Maps under another shape are one memory, and have one first writer.
struct GradientTable {
  enum Part: Hashable {
    /// Writes over what is there.
    case writes
    case adds
  }

  /// For every unit and each of its inputs, in order; `nil` where nothing learns from that gradient.
  let parts: [[Part?]]
  /// For every unit whether the loss depends on its output.
  let isReached: [Bool]

  /// - Parameters:
  ///   - inputs: of every unit, in the order of execution.
  ///   - nodes: whose output each unit makes.
  ///   - memory: the node in whose memory the gradient of a node's output lies; `nil` where it has none.
  init(inputs: [[Graph.Source]], nodes: [Int], memory: (Int) -> Int?) {
    var parts = inputs.map { $0.map { _ in Part?.none } }
    var isReached = inputs.map { _ in false }
    // The loss writes the gradient of the last node's output.
    var written = Set([nodes.last.flatMap(memory)].compactMap { $0 })
    for unit in inputs.indices.reversed() {
      guard let own = memory(nodes[unit]), written.contains(own) else { continue }
      isReached[unit] = true
      for (place, input) in inputs[unit].enumerated() {
        guard case .node(let node) = input, let target = memory(node), target != own else {
          continue
        }
        parts[unit][place] = written.insert(target).inserted ? .writes : .adds
      }
    }
    self.parts = parts
    self.isReached = isReached
  }
}
