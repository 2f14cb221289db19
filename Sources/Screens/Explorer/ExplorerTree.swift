import Operations
import Networks

/// A network as a tree: stages, blocks and leaf layers, in the order of execution.
struct ExplorerTree: Hashable, Sendable {
  enum Item: Hashable, Sendable {
    /// Several blocks whose names begin alike: `layer2`.
    case stage(String)
    /// An index into the graph's blocks.
    case block(Int)
    /// An index into the graph's nodes.
    case node(Int)
  }

  struct Row: Hashable, Sendable {
    let item: Item
    let depth: Int
    /// Lines of the block that the layer stands in: `├─●`.
    let gutter: String
    let nodes: Range<Int>
  }

  let graph: Graph
  let costs: [LayerCost]
  let fields: [ReceptiveField?]
  /// The blocks of each stage that has several, by its name.
  private let stages: [String: [Int]]

  init(_ graph: Graph) {
    self.graph = graph
    costs = graph.costs
    fields = graph.receptiveFields
    let all = Dictionary(
      grouping: graph.blocks.indices, by: { Self.stageName(of: graph.blocks[$0].name) })
    // Where every stage has one block the level would say nothing.
    stages = all.values.contains { $0.count > 1 } ? all : [:]
  }

  /// The rows that are shown when these items are open.
  func rows(open: Set<Item>) -> [Row] {
    var rows: [Row] = []
    var node = 0
    while node < graph.nodes.count {
      guard let block = graph.blocks.firstIndex(where: { $0.nodes.lowerBound == node }) else {
        rows.append(Row(item: .node(node), depth: 0, gutter: "", nodes: node..<node + 1))
        node += 1
        continue
      }
      let stage = Self.stageName(of: graph.blocks[block].name)
      guard let members = stages[stage], let last = members.last else {
        rows += blockRows(block, depth: 0, open: open)
        node = graph.blocks[block].nodes.upperBound
        continue
      }
      let nodes = node..<graph.blocks[last].nodes.upperBound
      rows.append(Row(item: .stage(stage), depth: 0, gutter: "", nodes: nodes))
      if open.contains(.stage(stage)) {
        for member in members { rows += blockRows(member, depth: 1, open: open) }
      }
      node = nodes.upperBound
    }
    return rows
  }

  /// The row that a row is folded into.
  func parent(of item: Item) -> Item? {
    switch item {
    case .stage: return nil
    case .block(let block):
      let stage = Self.stageName(of: graph.blocks[block].name)
      return stages[stage] == nil ? nil : .stage(stage)
    case .node(let node):
      return graph.blocks.firstIndex { $0.nodes.contains(node) }.map(Item.block)
    }
  }

  func blockCount(of stage: String) -> Int { stages[stage]?.count ?? 0 }

  /// What these nodes cost together.
  func cost(of nodes: Range<Int>) -> LayerCost {
    // The builder has refused graphs whose sums overflow.
    nodes.reduce(.zero) {
      LayerCost(
        parameters: $0.parameters + costs[$1].parameters,
        multiplyAdds: $0.multiplyAdds + costs[$1].multiplyAdds)
    }
  }

  private func blockRows(_ index: Int, depth: Int, open: Set<Item>) -> [Row] {
    let block = graph.blocks[index]
    var rows = [Row(item: .block(index), depth: depth, gutter: "", nodes: block.nodes)]
    guard open.contains(.block(index)) else { return rows }
    var isFirst = true
    for stage in graph.stages(of: block) {
      let gutter: String
      switch (block.kind, stage.place) {
      case (.plain, _): gutter = BlockGutter.plain.text
      case (.residual, .main): gutter = BlockGutter.path(isFirst: isFirst).text
      case (.residual, .shortcut): gutter = BlockGutter.shortcut.text
      case (.residual, .joined):
        gutter = (graph.nodes[stage.node].layer.kind == .add ? BlockGutter.join : .end).text
      }
      isFirst = false
      rows.append(
        Row(
          item: .node(stage.node), depth: depth + 1, gutter: gutter,
          nodes: stage.node..<stage.node + 1))
    }
    return rows
  }

  /// `layer2` of `layer2.0`.
  private static func stageName(of block: String) -> String {
    String(block.prefix { $0 != "." })
  }
}
