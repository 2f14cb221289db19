import Ground
import Interface
import Operations
import Networks
import Tensors

/// The chosen layer, block or stage in words.
struct ExplorerDetails {
  let tree: ExplorerTree
  let row: ExplorerTree.Row
  let language: Language

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let inside = canvas.frame(rect, title: title, style: Theme.frame, titleStyle: Theme.title)
      .inset(columns: 1, rows: 0)
    for (index, line) in lines(columns: inside.columns).prefix(inside.rows).enumerated() {
      canvas.write(line, in: inside.line(index))
    }
  }

  private var title: String {
    switch row.item {
    case .stage(let name): return name
    case .block(let index):
      let block = tree.graph.blocks[index]
      let words = "\(block.name): \(block.kind.title[language])"
      return block.kind == .plain ? words : words + ", " + block.shortcut.title[language]
    case .node(let index):
      let node = tree.graph.nodes[index]
      return "\(node.name): \(node.layer.title[language])"
    }
  }

  private func lines(columns: Int) -> [String] {
    var lines: [String] = []
    if case .block(let index) = row.item {
      lines = BlockDiagram(tree.graph, tree.graph.blocks[index], language: language).lines
    }
    let shapes = ExplorerText.shapes.filled(
      "\(inputShape)", "\(outputShape)", in: language)
    let cost = cost
    lines += [shapes + ": " + field, cost.numbers + cost.share.map { " (" + $0 + ")" }.joined()]
    if lines.count == 2, TextWidth.width(of: lines[1]) > columns {
      lines = [lines[0], cost.numbers] + cost.share
    }
    return lines
  }

  private var inputShape: Shape {
    let first = tree.graph.nodes[row.nodes.lowerBound]
    return first.inputs.first.map(tree.graph.shape(of:)) ?? tree.graph.inputShape
  }

  private var outputShape: Shape {
    tree.graph.nodes[row.nodes.upperBound - 1].outputShape
  }

  private var field: String {
    tree.fields[row.nodes.upperBound - 1].map {
      ExplorerText.field.filled("\($0.size)", in: language)
    } ?? ExplorerText.noField[language]
  }

  private var cost: (numbers: String, share: [String]) {
    let cost = tree.cost(of: row.nodes)
    let format = language.numbers
    guard cost.parameters > 0 || cost.multiplyAdds > 0 else {
      return (ExplorerText.noCost[language], [])
    }
    let whole = tree.graph.cost
    func share(_ part: Int, _ whole: Int) -> String {
      format.percent(whole == 0 ? 0 : Double(part) / Double(whole))
    }
    return (
      ExplorerText.cost.filled(
        format.integer(cost.parameters), format.integer(cost.multiplyAdds), in: language),
      [
        ExplorerText.share.filled(
          share(cost.parameters, whole.parameters), share(cost.multiplyAdds, whole.multiplyAdds),
          in: language)
      ]
    )
  }
}

/// A block in two lines: its branches side by side, meeting in the sum.
///
///     ┬─ conv 3x3/2 › BN › ReLU › conv 3x3 › BN ─┐
///     └─ conv 1x1/2 › BN ────────────────────────⊕─ ReLU
struct BlockDiagram {
  let lines: [String]

  init(_ graph: Graph, _ block: Graph.Block, language: Language) {
    func chain(_ nodes: [Int]) -> String {
      nodes.map { graph.nodes[$0].layer.label(in: language) }.joined(separator: " › ")
    }
    let stages = graph.stages(of: block)
    func nodes(_ place: Graph.Block.Stage.Place) -> [Int] {
      stages.filter { $0.place == place }.map(\.node)
    }
    let joined = nodes(.joined).filter { graph.nodes[$0].layer.kind != .add }
    guard block.kind == .residual else {
      lines = ["── " + chain(nodes(.main) + joined)]
      return
    }
    let main = chain(nodes(.main))
    let shortcut = chain(nodes(.shortcut))
    let width = max(TextWidth.width(of: main), TextWidth.width(of: shortcut))
    func branch(_ text: String) -> String {
      let line = String(repeating: "─", count: width - TextWidth.width(of: text))
      return text.isEmpty ? line + "──" : text + " " + line + "─"
    }
    lines = [
      "┬─ " + branch(main) + "┐",
      "└─" + (shortcut.isEmpty ? "─" : " ") + branch(shortcut) + "⊕─ " + chain(joined),
    ]
  }
}
