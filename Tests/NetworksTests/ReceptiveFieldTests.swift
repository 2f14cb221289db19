import Operations
import Tensors
import Testing

@testable import Networks

@Suite struct ReceptiveFieldTests {
  @Test func `LeNet sees 5, 6, 14 and 16 rows, and nothing in particular after flatten`() throws {
    let fields = try Zoo.graph("lenet").receptiveFields
    #expect(
      fields.map { $0?.size.height } == [
        5, 5, 6, 14, 14, 16, nil, nil, nil, nil, nil, nil,
      ])
    #expect(fields[5]?.jump == Pair(4))
    #expect(fields[5]?.start == Pair(-2))
  }

  @Test func `a sum sees as far as its longer branch`() throws {
    let graph = try Zoo.graph("resnet8")
    let fields = graph.receptiveFields
    for block in graph.blocks {
      let sum = block.nodes.upperBound - 2
      let branches = graph.nodes[sum].inputs.compactMap { $0.field(in: fields)?.size.height }
      #expect(fields[sum]?.size.height == branches.max())
      #expect(branches[0] > branches[1])
    }
    // 3, then 2·2 a block at jumps 1, 1 and 2 (its first), 2 and 4; the mean spans all 8x8 cells.
    let heights = graph.blocks.map { fields[$0.nodes.upperBound - 1]?.size.height }
    #expect(heights == [7, 13, 25])
    #expect(fields.compactMap { $0 }.last?.size == Pair(25 + 7 * 4))
  }

  @Test func `shortcuts do not change the field`() throws {
    let residual = try Zoo.graph("resnet8")
    let plain = try Zoo.graph("plain8")
    #expect(
      residual.blocks.map { residual.receptiveFields[$0.nodes.upperBound - 1] }
        == plain.blocks.map { plain.receptiveFields[$0.nodes.upperBound - 1] })
  }

  @Test func `the field cut to the picture is what a cell sees`() throws {
    // Every padding is half a kernel here, so that the field cut to the picture is what is seen.
    let graph = try Zoo.graph("resnet8", input: [1, 12, 13])
    let fields = graph.receptiveFields
    for (index, node) in graph.nodes.enumerated() {
      guard let field = fields[index] else { continue }
      for row in 0..<node.outputShape[1] {
        for column in 0..<node.outputShape[2] {
          let top = field.start.height + row * field.jump.height
          let left = field.start.width + column * field.jump.width
          let seen = try #require(graph.inputCells(seenByNode: index, row: row, column: column))
          #expect(seen.rows == (top..<(top + field.size.height)).clamped(to: 0..<12))
          #expect(seen.columns == (left..<(left + field.size.width)).clamped(to: 0..<13))
        }
      }
    }
  }

  @Test func `the gradient of a cell is 0 in the input outside what the cell sees`() throws {
    // Sums, strides, pooling and uneven padding, without a ReLU that could hide a path.
    var network = try GraphBuilder(name: "n", input: [1, 11, 10], initialization: .standard)
    let stem = try network.convolution("0", channels: 4, kernel: 3, padding: 2)
    try network.convolution("1", channels: 4, kernel: 3, stride: 2, padding: 1)
    let branch = try network.convolution("2", channels: 4, kernel: 3, padding: 1)
    let shortcut = try network.convolution("3", channels: 4, kernel: 1, stride: 2, after: stem)
    try network.join("add", .add, [branch, shortcut])
    try network.layer("4", .averagePooling(size: 2))
    let graph = try network.graph()
    let plain = try PlainNetwork(graph: graph, weights: graph.initialWeights(seed: 2))
    let activations = plain.forward(
      Tensor(shape: [1, 1, 11, 10], repeating: 0.5), mode: .inference)
    for row in 0..<graph.outputShape[1] {
      for column in 0..<graph.outputShape[2] {
        var gradient = Tensor.zeros(activations.logits.shape)
        gradient[0, 1, row, column] = 1
        let slopes = plain.backward(gradient, through: activations).input
        let seen = try #require(
          graph.inputCells(seenByNode: graph.nodes.count - 1, row: row, column: column))
        let lit = (0..<110).filter { slopes.elements[$0] != 0 }
        #expect(lit.allSatisfy { seen.rows.contains($0 / 10) && seen.columns.contains($0 % 10) })
        #expect(lit.map { $0 / 10 }.min() == seen.rows.lowerBound)
        #expect(lit.map { $0 / 10 }.max() == seen.rows.upperBound - 1)
        #expect(lit.map { $0 % 10 }.min() == seen.columns.lowerBound)
        #expect(lit.map { $0 % 10 }.max() == seen.columns.upperBound - 1)
      }
    }
  }

  @Test func `cells after flatten and cells that do not exist see no place`() throws {
    let graph = try Zoo.graph("lenet")
    #expect(graph.inputCells(seenByNode: 6, row: 0, column: 0) == nil)
    #expect(graph.inputCells(seenByNode: 0, row: 28, column: 0) == nil)
    #expect(graph.inputCells(seenByNode: 12, row: 0, column: 0) == nil)
  }

  @Test func `a window that lies in the padding sees nothing`() throws {
    var network = try GraphBuilder(name: "n", input: [1, 4, 4], initialization: .standard)
    try network.convolution("conv", channels: 1, kernel: 1, padding: 2)
    let graph = try network.graph()
    #expect(graph.inputCells(seenByNode: 0, row: 0, column: 3)?.isEmpty == true)
    #expect(
      graph.inputCells(seenByNode: 0, row: 2, column: 3)
        == CellRectangle(rows: 0..<1, columns: 1..<2))
  }

  @Test func `fields that overflow are refused`() throws {
    var network = try GraphBuilder(name: "n", input: [1, 4, 4], initialization: .standard)
    try network.convolution("a", channels: 1, kernel: 1, stride: 1 << 40)
    #expect(throws: NetworkError.self) {
      try network.convolution("b", channels: 1, kernel: 1, stride: 1 << 40)
    }
  }
}
