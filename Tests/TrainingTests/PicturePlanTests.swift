import Ground
import Networks
import Operations
import Synchronization
import Tensors
import TestSupport
import Testing

@testable import Training

/// One picture at a time, channels in the lanes, against the plain network in `Double`.
@Suite struct PicturePlanTests {
  /// Graphs of all layers on odd geometry.
  static let graphs: [@Sendable () throws -> Graph] =
    [
      ("lenet", [1, 20, 20]), ("lenet-relu", [3, 18, 23]), ("mlp", [1, 9, 7]),
      ("resnet8", [3, 7, 9]), ("plain8", [1, 11, 9]), ("resnet20", [2, 33, 18]),
    ].map { (name: String, input: [Int]) in
      { try Zoo.graph(name, input: Shape(input), classes: 17) }
    } + [oddGraph]

  /// Groups, dilation, uneven windows, poolings with padding, a map that three nodes read, sums of sums, and a
  /// picture that goes into more than a convolution.
  @Sendable static func oddGraph() throws -> Graph {
    var network = try GraphBuilder(name: "odd", input: [4, 13, 11], initialization: .standard)
    func convolution(
      _ name: String, _ inputs: Int, _ outputs: Int, _ window: Window, groups: Int = 1,
      hasBias: Bool = true, after source: Graph.Source
    ) throws -> Graph.Source {
      try network.add(
        .convolution(
          Convolution(
            inputChannels: inputs, outputChannels: outputs, window: window, groups: groups,
            hasBias: hasBias)), named: name, to: [source])
    }
    let squashed = try network.layer("squash", .sigmoid, after: .input)
    let pooled = try network.layer(
      "pool",
      .maxPooling(
        MaxPooling(window: Window(kernel: Pair(3), stride: Pair.one, padding: Pair(1)))),
      after: .input)
    let same = try network.layer("same", .identity, after: pooled)
    let sum = try network.join("sum", .add, [same, squashed])
    let stem = try convolution(
      "stem", 4, 34, Window(kernel: Pair(3), padding: Pair(2), dilation: Pair(2)), after: sum)
    let norm = try network.batchNorm("norm", after: stem)
    let relu = try network.layer("relu", .relu, after: norm)
    let depthwise = try convolution(
      "depthwise", 34, 34, Window(kernel: Pair(3), padding: Pair(1)), groups: 34, hasBias: false,
      after: relu)
    let pairs = try convolution(
      "pairs", 34, 34, Window(kernel: Pair(1, 3), padding: Pair(0, 1)), groups: 17, after: relu)
    let inner = try network.join("inner", .add, [depthwise, pairs])
    let outer = try network.join("outer", .add, [inner, relu])
    let twice = try network.join("twice", .add, [outer, outer])
    let sigmoid = try network.layer("sigmoid", .sigmoid, after: twice)
    let average = try network.layer(
      "average",
      .averagePooling(
        AveragePooling(
          window: Window(kernel: Pair(3, 2), stride: Pair(2, 3), padding: Pair(1, 0)))),
      after: sigmoid)
    let halves = try convolution(
      "halves", 34, 20, Window(kernel: Pair(3, 2), stride: Pair(2, 1)), groups: 2, after: average)
    _ = try network.layer("last relu", .relu, after: halves)
    try network.layer("flatten", .flatten)
    try network.linear("hidden", features: 33)
    try network.layer("hidden sigmoid", .sigmoid)
    try network.linear("logits", features: 5)
    return try network.graph()
  }

  private func picture(_ shape: Shape, seed: UInt64 = 6) -> Tensor {
    let pictures = PatternPictures(count: 1, shape: shape, classes: 5, seed: seed)
    return Tensor(shape: shape, elements: pictures.batch(0, size: 1).pictures.elements)
  }

  /// Weights whose normalisations are none that a network begins with.
  private func weights(_ graph: Graph) throws -> Weights {
    var generator = SeededGenerator(seed: 8)
    return Weights(
      try zip(graph.parameterSpecs, graph.initialWeights(seed: 5)).map { spec, tensor in
        guard graph.nodes[spec.node].layer.kind == .batchNorm else { return tensor }
        let least = spec.role == .weight || spec.role == .runningVariance ? 0.5 : -0.25
        return NamedTensor(
          name: tensor.name, shape: tensor.shape,
          values: tensor.values.map { _ in Float(generator.uniform() / 2 + least) })
      })
  }

  @Test(arguments: graphs.indices)
  func `maps of every node and the logits agree with the plain network`(index: Int) throws {
    let graph = try Self.graphs[index]()
    let weights = try weights(graph)
    let picture = picture(graph.inputShape)
    let plain = try PlainNetwork(graph: graph, weights: weights)
      .forward(picture.reshaped(to: Shape([1] + picture.shape.sizes)), mode: .inference)
    let plan = try PicturePlan(graph: graph, weights: weights, keepsMaps: true, threads: 2)
    for (node, output) in plain.outputs.enumerated() {
      let found = plan.maps(ofNode: node, picture: picture)
      let largest = max(output.elements.map(abs).max() ?? 0, 1e-3)
      #expect(found.count == output.elements.count)
      let error = zip(found, output.elements).map { abs(Double($0) - $1) }.max() ?? .infinity
      #expect(error <= 1e-5 * largest, "\(graph.name), \(graph.nodes[node].name)")
    }
    #expect(
      plan.logits(of: picture) == plan.maps(ofNode: plain.outputs.count - 1, picture: picture))
  }

  @Test(arguments: graphs.indices)
  func `neither threads nor memory that is used again change a bit`(index: Int) throws {
    let graph = try Self.graphs[index]()
    let weights = try weights(graph)
    let pictures = [picture(graph.inputShape), picture(graph.inputShape, seed: 7)]
    let kept = try PicturePlan(graph: graph, weights: weights, keepsMaps: true, threads: 1)
    let expected = pictures.map(kept.logits(of:))
    #expect(expected[0] != expected[1])
    let maps = graph.nodes.indices.map { kept.maps(ofNode: $0, picture: pictures[0]) }
    for threads in [1, 2, 3] {
      let plan = try PicturePlan(
        graph: graph, weights: weights, keepsMaps: false, threads: threads)
      for _ in 0..<2 {
        #expect(pictures.map(plan.logits(of:)) == expected)
      }
      let other = try PicturePlan(
        graph: graph, weights: weights, keepsMaps: true, threads: threads)
      #expect(graph.nodes.indices.map { other.maps(ofNode: $0, picture: pictures[0]) } == maps)
    }
  }

  @Test func `other parameters make other numbers of the same picture`() throws {
    let graph = try Zoo.graph("resnet8", input: [3, 8, 8], classes: 3)
    let (first, second) = (try weights(graph), try graph.initialWeights(seed: 1))
    let picture = picture(graph.inputShape)
    let plan = try PicturePlan(graph: graph, weights: first, keepsMaps: false, threads: 1)
    let before = plan.logits(of: picture)
    try plan.load(second)
    let fresh = try PicturePlan(graph: graph, weights: second, keepsMaps: false, threads: 1)
    #expect(plan.logits(of: picture) == fresh.logits(of: picture))
    #expect(plan.logits(of: picture) != before)
    #expect(throws: WeightsError.self) { try plan.load(Weights(Array(first.dropLast()))) }
    #expect(plan.logits(of: picture) == fresh.logits(of: picture))
  }

  @Test func `a look that is abandoned leaves nothing behind that could be taken for its maps`()
    throws
  {
    let graph = try Zoo.graph("resnet8", input: [3, 8, 8], classes: 3)
    let plan = try PicturePlan(
      graph: graph, weights: weights(graph), keepsMaps: true, threads: 2)
    let (first, second) = (picture(graph.inputShape), picture(graph.inputShape, seed: 7))
    let expected = plan.logits(of: second)
    let before = plan.logits(of: first)
    let heard = Mutex<[Watch.Progress]>([])
    plan.look(at: second, watch: Watch { progress in heard.withLock { $0.append(progress) } })
    #expect(plan.logits(of: second) == expected)
    let layers = graph.nodes.count
    #expect(heard.withLock { $0.last } == Watch.Progress(done: layers, total: layers))

    let abandoned = Watch()
    abandoned.abandon()
    plan.look(at: first, watch: abandoned)
    #expect(plan.logits(of: second) == expected)
    plan.look(at: first, watch: abandoned)
    #expect(plan.logits(of: first) == before)
  }

  @Test func `memory that is used again is a few maps, not one a layer`() throws {
    let graph = try Zoo.graph("resnet20", input: [3, 32, 32], classes: 10)
    let passes = try graph.nodes.indices.map { try graph.picturePass(ofNode: $0) }
    func memories(keepsAll: Bool) -> MapSharing {
      MapSharing(
        graph, margins: graph.margins(passes.map(\.inputMargin)),
        stages: PictureStage.order(graph, passes), isPointwise: passes.map(\.isPointwise),
        keepsAll: keepsAll)
    }
    let lean = memories(keepsAll: false)
    #expect(memories(keepsAll: true).memories.count == graph.nodes.count + 1)
    for channels in [16, 32, 64] {
      #expect(lean.memories.count { $0.shape[0] == channels && $0.shape.rank == 3 } <= 4)
    }
    // What a block adds in the end must not be written over before.
    for sum in graph.allBlocks.compactMap(\.join) {
      for case .node(let source) in graph.nodes[sum].inputs {
        for between in source + 1..<sum where !graph.nodes[between].inputs.contains(.node(source)) {
          #expect(lean.outputs[between] != lean.outputs[source])
        }
      }
    }
  }

  @Test func `a picture that would take too much memory is refused before any is taken`() throws {
    for size in [200_000, 1 << 20] {
      let graph = try Zoo.graph("resnet8", input: [3, size, size], classes: 10)
      let weights = try graph.initialWeights(seed: 0)
      for keepsMaps in [false, true] {
        let error = #expect(throws: InferenceError.self) {
          _ = try PicturePlan(graph: graph, weights: weights, keepsMaps: keepsMaps, threads: 1)
        }
        #expect(error?.explanation.english.contains("picture of 3x\(size)x\(size)") == true)
        #expect(error?.explanation.vietnamese.contains("ảnh 3x\(size)x\(size)") == true)
      }
    }
  }
}
