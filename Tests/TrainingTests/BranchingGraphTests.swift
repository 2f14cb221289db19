import Networks
import Operations
import Tensors
import Testing

@testable import Training

/// Maps that several operations read: each gets a gradient of its own, and their sum arrives.
@Suite struct BranchingGraphTests {
  /// Wires that no network of the zoo has, each in the order in which it is dangerous.
  static let wirings: [Wiring] = [
    Wiring("flattened early, read again later") { graph in
      let maps = try graph.convolution("conv1", channels: 3, kernel: 3, padding: 1)
      try graph.layer("flatten", .flatten)
      let early = try graph.linear("early", features: 4)
      try graph.convolution("conv2", channels: 5, kernel: 3, after: maps)
      try graph.layer("pool", .globalAveragePooling)
      try graph.layer("flatten2", .flatten)
      let late = try graph.linear("late", features: 4)
      try graph.join("add", .add, [early, late])
    },
    Wiring("the same map twice in a sum") { graph in
      let maps = try graph.convolution("conv1", channels: 3, kernel: 3)
      try graph.join("add", .add, [maps, maps])
      try graph.layer("relu", .relu)
      try graph.layer("flatten", .flatten)
      try graph.linear("fc", features: 4)
    },
    Wiring("a normalisation that is added to its own input") { graph in
      let maps = try graph.convolution("conv1", channels: 4, kernel: 3)
      let norm = try graph.batchNorm("bn")
      try graph.join("add", .add, [norm, maps])
      try graph.layer("relu", .relu)
      try graph.layer("pool", .globalAveragePooling)
      try graph.layer("flatten", .flatten)
      try graph.linear("fc", features: 4)
    },
    Wiring("two normalisations, their sum, and no ReLU") { graph in
      let maps = try graph.convolution("conv1", channels: 4, kernel: 3, padding: 1)
      let first = try graph.batchNorm("bn1")
      try graph.convolution("conv2", channels: 4, kernel: 1, after: maps)
      let second = try graph.batchNorm("bn2")
      try graph.join("add", .add, [first, second])
      try graph.layer("flatten", .flatten)
      try graph.linear("fc", features: 4)
    },
    Wiring("a sigmoid that is pooled and read beside it") { graph in
      try graph.convolution("conv1", channels: 3, kernel: 3)
      let sigmoid = try graph.layer("sigmoid", .sigmoid)
      try graph.layer("pool", .averagePooling(size: 2))
      try graph.layer("flatten", .flatten)
      let pooled = try graph.linear("pooled", features: 4)
      try graph.convolution("conv2", channels: 2, kernel: 3, after: sigmoid)
      try graph.layer("flatten2", .flatten)
      let beside = try graph.linear("beside", features: 4)
      try graph.join("add", .add, [pooled, beside])
    },
    Wiring("a sigmoid pooled over a map that is read elsewhere") { graph in
      let maps = try graph.convolution("conv1", channels: 3, kernel: 3)
      try graph.layer("sigmoid", .sigmoid)
      try graph.layer("pool", .averagePooling(size: 2))
      try graph.layer("flatten", .flatten)
      let pooled = try graph.linear("pooled", features: 4)
      try graph.convolution("conv2", channels: 2, kernel: 3, after: maps)
      try graph.layer("flatten2", .flatten)
      let beside = try graph.linear("beside", features: 4)
      try graph.join("add", .add, [pooled, beside])
    },
    Wiring("one map read by four") { graph in
      let maps = try graph.convolution("conv1", channels: 3, kernel: 3)
      let relu = try graph.layer("relu", .relu, after: maps)
      let first = try graph.join("add1", .add, [maps, relu])
      let second = try graph.join("add2", .add, [maps, first])
      try graph.join("add3", .add, [second, maps])
      try graph.layer("pool", .maxPooling(size: 2))
      try graph.layer("flatten", .flatten)
      try graph.linear("fc", features: 4)
    },
    Wiring("a padded convolution after global average pooling") { graph in
      try graph.convolution("conv1", channels: 3, kernel: 3)
      try graph.layer("pool", .globalAveragePooling)
      try graph.convolution("conv2", channels: 4, kernel: 3, padding: 1)
      try graph.layer("flatten", .flatten)
      try graph.linear("fc", features: 4)
    },
    Wiring("identities before a padded convolution, in a row, and of the pictures") { graph in
      let picture = try graph.layer("shortcut", .identity)
      let maps = try graph.convolution("conv1", channels: 3, kernel: 3, padding: 1, after: picture)
      try graph.layer("identity1", .identity)
      try graph.layer("identity2", .identity)
      try graph.convolution("conv2", channels: 3, kernel: 3, padding: 1)
      try graph.layer("identity3", .identity)
      let far = try graph.layer("identity4", .identity)
      try graph.join("add", .add, [far, maps])
      try graph.layer("flatten", .flatten)
      try graph.linear("fc", features: 4)
    },
    Wiring("a branch that leads nowhere") { graph in
      let maps = try graph.convolution("conv1", channels: 3, kernel: 3)
      try graph.convolution("conv2", channels: 2, kernel: 3, after: maps)
      try graph.layer("relu", .relu)
      try graph.add(.flatten, named: "flatten", to: [maps])
      try graph.linear("fc", features: 4)
    },
    Wiring("the pictures themselves, flattened and summed") { graph in
      try graph.add(.flatten, named: "flatten", to: [.input])
      let first = try graph.linear("fc1", features: 4)
      try graph.add(.flatten, named: "flatten2", to: [.input])
      let second = try graph.linear("fc2", features: 4)
      try graph.join("add", .add, [first, second])
    },
  ]

  struct Wiring: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let build: @Sendable (inout GraphBuilder) throws -> Void

    init(_ name: String, _ build: @escaping @Sendable (inout GraphBuilder) throws -> Void) {
      testDescription = name
      self.build = build
    }
  }

  @Test(arguments: wirings) func `every gradient is the plain network's`(wiring: Wiring) throws {
    var builder = try GraphBuilder(
      name: wiring.testDescription, input: [2, 8, 8], initialization: .standard)
    try wiring.build(&builder)
    try expectPlainGradients(try builder.graph(), batch: 19)
  }

  @Test func `the first on the way back writes and the others add`() {
    // 0 makes a map; 1, 2 and 3 read it, 3 twice; 4 sums them up.
    let table = GradientTable(
      inputs: [
        [.input], [.node(0)], [.node(0)], [.node(0), .node(0)], [.node(1), .node(2), .node(3)],
      ], nodes: [0, 1, 2, 3, 4], memory: { $0 })
    #expect(
      table.parts == [[nil], [.adds], [.adds], [.writes, .adds], [.writes, .writes, .writes]])
    #expect(table.isReached == [true, true, true, true, true])
  }

  @Test func `what the loss does not depend on gets no gradient and gives none`() {
    let table = GradientTable(
      inputs: [[.input], [.node(0)], [.node(1)], [.node(0)]], nodes: [0, 1, 2, 3], memory: { $0 })
    #expect(table.isReached == [true, false, false, true])
    #expect(table.parts == [[nil], [nil], [nil], [.writes]])
  }

  @Test func `a map seen under another shape has one first writer`() {
    // 1 is 0 under another shape; 2 reads the one, 3 the other, 4 both of these.
    let table = GradientTable(
      inputs: [[.input], [.node(0)], [.node(1)], [.node(0)], [.node(2), .node(3)]],
      nodes: [0, 1, 2, 3, 4], memory: { $0 == 1 ? 0 : $0 })
    #expect(table.parts == [[nil], [nil], [.adds], [.writes], [.writes, .writes]])
  }
}
