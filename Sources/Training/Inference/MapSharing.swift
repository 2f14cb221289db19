import Engine
import Ground
import Networks
import Tensors

/// Which maps of a plan can lie in the same memory, since nobody reads the one any more when the other is written.
///
/// Only maps of one shape share, and with the same margins: those are written once and never again.
struct MapSharing {
  /// What memory must have in common.
  struct Kind: Hashable {
    let shape: Shape
    /// Columns of zeros at both ends of the rows.
    let columnMargin: Int
  }

  /// What each piece of memory holds.
  private(set) var memories: [Kind] = []
  /// The memory of the pictures, which nothing else shares.
  private(set) var input = 0
  /// The memory of each node's output.
  private(set) var outputs: [Int] = []

  /// - Parameters:
  ///   - margins: the columns of zeros that the readers of the input and of each node want.
  ///   - stages: when each node is worked on; those of one number are worked on side by side, row by row.
  ///   - isPointwise: whether each number of a node's output depends on the same place of its inputs alone.
  ///   - keepsAll: every node has memory of its own.
  init(
    _ graph: Graph, margins: (input: Int, outputs: [Int]), stages: [Int], isPointwise: [Bool],
    keepsAll: Bool
  ) {
    memories.append(Kind(shape: graph.inputShape, columnMargin: margins.input))
    var widest: [Shape: Int] = [:]
    for (node, margin) in zip(graph.nodes, margins.outputs) {
      widest[node.outputShape] = max(widest[node.outputShape] ?? 0, margin)
    }
    let lastReads = Self.lastReads(graph, stages)
    /// The last stage in which somebody reads what a piece of memory holds.
    var busyUntil = [Int.max]
    for (index, node) in graph.nodes.enumerated() {
      if keepsAll {
        outputs.append(memories.count)
        memories.append(Kind(shape: node.outputShape, columnMargin: margins.outputs[index]))
        continue
      }
      let kind = Kind(
        shape: node.outputShape, columnMargin: widest[node.outputShape] ?? margins.outputs[index])
      var memory = memories.indices.first {
        memories[$0] == kind && busyUntil[$0] < stages[index]
      }
      if isPointwise[index] {
        // Written over its own input, which is in the cache already, where nobody else reads that any more.
        for case .node(let source) in node.inputs
        where Self.isOnlyReader(index, of: source, in: graph, stages) {
          memory = outputs[source]
        }
      }
      let place = memory ?? memories.count
      if memory == nil {
        memories.append(kind)
        busyUntil.append(0)
      }
      outputs.append(place)
      busyUntil[place] = lastReads[index]
    }
  }

  /// The last stage that reads each node; the logits are read after all.
  private static func lastReads(_ graph: Graph, _ stages: [Int]) -> [Int] {
    var last = stages
    for (index, node) in graph.nodes.enumerated() {
      for case .node(let source) in node.inputs {
        last[source] = max(last[source], stages[index])
      }
    }
    last[last.count - 1] = .max
    return last
  }

  /// Whether all others that read a node have done so in an earlier stage.
  private static func isOnlyReader(
    _ reader: Int, of source: Int, in graph: Graph, _ stages: [Int]
  ) -> Bool {
    graph.nodes.enumerated().allSatisfy { index, node in
      index == reader || !node.inputs.contains(.node(source)) || stages[index] < stages[reader]
    }
  }
}

extension MapSharing.Kind {
  /// - Parameter channelsOfVector: 16 where the lanes are channels, 1 where they are pictures.
  func price(channelsOfVector: Int) -> MemoryPrice {
    let sizes = PlanValue.sizes(of: shape)
    let (margins, overflow) = columnMargin.multipliedReportingOverflow(by: 2)
    let (width, tooWide) = sizes.width.addingReportingOverflow(margins)
    let vectors = (sizes.channels - 1) / channelsOfVector + 1
    return MemoryPrice(
      [vectors, sizes.height, overflow || tooWide ? .max : width],
      bytesEach: MemoryLayout<Lanes>.stride)
  }
}
