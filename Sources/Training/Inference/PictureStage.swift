import Engine
import Networks

/// Operations on one picture that are done together: one, and those after it that treat each place by itself.
///
/// All threads meet at its end.
struct PictureStage {
  /// How many operations they are.
  let layers: Int
  private let work: ThreadPool.Work
  private let pieces: Int

  /// About the vector operations of a piece: enough to be worth a thread's while, few enough to stay in its cache.
  private static let workOfPiece = 32_768

  /// The stage of every node, in the order of execution.
  static func order(_ graph: Graph, _ passes: [any PicturePass]) -> [Int] {
    var order: [Int] = []
    for (node, pass) in zip(graph.nodes, passes) {
      let latest = order.last ?? -1
      let follows = node.inputs.contains { source in
        if case .node(let index) = source { order[index] == latest } else { false }
      }
      order.append(pass.isPointwise && follows ? latest : latest + 1)
    }
    return order
  }

  static func stages(
    order: [Int], _ passes: [any PicturePass], _ outputs: [PictureMap]
  ) -> [PictureStage] {
    var stages: [PictureStage] = []
    var first = 0
    while first < order.count {
      let end = order[first...].firstIndex { $0 != order[first] } ?? order.count
      stages.append(PictureStage(Array(passes[first..<end]), output: outputs[first]))
      first = end
    }
    return stages
  }

  private init(_ passes: [any PicturePass], output: PictureMap) {
    layers = passes.count
    let parts = passes[0].parts
    let layout = output.layout
    let largest = parts.reduce(1) { max($0, $1.count) }
    let row = passes.reduce(0) { $0 + $1.work } * layout.width * largest
    let rows = min(layout.height, max(1, Self.workOfPiece / max(row, 1)))
    let bands = (layout.height + rows - 1) / rows
    // Parts with little to do are done several at a time.
    let partsOfPiece = bands > 1 ? 1 : max(1, Self.workOfPiece / max(row * layout.height, 1))
    let groups = (parts.count + partsOfPiece - 1) / partsOfPiece
    pieces = groups * bands
    work = { piece, _ in
      let (group, band) = piece.quotientAndRemainder(dividingBy: bands)
      let bandRows = band * rows..<min((band + 1) * rows, layout.height)
      for part in group * partsOfPiece..<min((group + 1) * partsOfPiece, parts.count) {
        for pass in passes { pass.run(blocks: parts[part], rows: bandRows) }
      }
    }
  }

  func run(on pool: ThreadPool) { pool.run(pieces: pieces, work) }
}

extension Graph {
  /// The columns of zeros that the readers of the input and of each node want.
  ///
  /// - Parameter wanted: what each node wants of its inputs.
  func margins(_ wanted: [Int]) -> (input: Int, outputs: [Int]) {
    var input = 0
    var outputs = Array(repeating: 0, count: nodes.count)
    for (node, margin) in zip(nodes, wanted) {
      for source in node.inputs {
        switch source {
        case .input: input = max(input, margin)
        case .node(let index): outputs[index] = max(outputs[index], margin)
        }
      }
    }
    return (input, outputs)
  }
}
