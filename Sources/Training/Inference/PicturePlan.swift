import Engine
import Ground
import Networks
import Tensors

/// A network made ready to look at one picture at a time: no gradients, no maps of training, no optimiser.
///
/// The lanes of a vector are 16 channels of the picture. An operation that treats each place by itself (normalisation, sum,
/// activation) is done on a few rows as soon as the operation before it has made them. The result does not
/// depend on the number of threads. Called from one thread at a time; the threads it starts are its own.
public final class PicturePlan {
  public let graph: Graph
  /// Whether the maps of every node can be asked for; else memory is used again and again.
  public let keepsMaps: Bool

  private let passes: [any PicturePass]
  private let input: PictureMap
  private let outputs: [PictureMap]
  private let stages: [PictureStage]
  private let pool: ThreadPool
  /// The picture that the maps are of.
  private var latest: Tensor?

  /// - Parameters:
  ///   - weights: parameters and running statistics under PyTorch's names.
  ///   - keepsMaps: whether ``maps(ofNode:picture:)`` will be asked.
  ///   - threads: the caller's among them, 1 or more.
  /// - Throws: ``InferenceError``; ``WeightsError`` where the weights are not this network's.
  public init(graph: Graph, weights: Weights, keepsMaps: Bool, threads: Int) throws {
    EvaluationDoor.enter("a plan of \(graph.name) for a picture")
    self.graph = graph
    self.keepsMaps = keepsMaps
    passes = try graph.nodes.indices.map { try graph.picturePass(ofNode: $0) }
    let order = PictureStage.order(graph, passes)
    let sharing = MapSharing(
      graph, margins: graph.margins(passes.map(\.inputMargin)), stages: order,
      isPointwise: passes.map(\.isPointwise), keepsAll: keepsMaps)
    do {
      try Self.requireMemory(graph: graph, passes, sharing)
      let memories = sharing.memories.map {
        PictureMap(shape: $0.shape, columnMargin: $0.columnMargin)
      }
      input = memories[sharing.input]
      outputs = sharing.outputs.map { memories[$0] }
      for map in memories { map.lie(in: try Storage(count: map.layout.count)) }
      for (index, pass) in passes.enumerated() {
        let inputs = graph.nodes[index].inputs.map { source in
          switch source {
          case .input: memories[sharing.input]
          case .node(let node): memories[sharing.outputs[node]]
          }
        }
        try pass.prepare(inputs: inputs, output: memories[sharing.outputs[index]])
      }
    } catch let error as OutOfMemory {
      throw InferenceError.tooMuchMemory(
        network: graph.name, picture: graph.inputShape,
        MemoryExcess(bytes: error.bytes, limit: ProcessMemory.limit))
    }
    stages = PictureStage.stages(order: order, passes, outputs)
    pool = ThreadPool(threadCount: max(threads, 1))
    try load(weights)
  }

  /// Takes over other parameters and running statistics.
  ///
  /// - Throws: ``WeightsError`` where they are not this network's; nothing is changed then.
  public func load(_ weights: Weights) throws(WeightsError) {
    let parameters = Array(try graph.matching(weights))
    latest = nil
    var first = 0
    for (index, pass) in passes.enumerated() {
      let count = graph.parameterSpecs(ofNode: index).count
      pass.load(parameters[first..<first + count], on: pool)
      first += count
    }
  }

  /// The numbers of the last layer: one a class.
  ///
  /// - Parameter picture: `[C, H, W]`, its values as they are.
  /// - Precondition: `picture` has the network's input shape.
  public func logits(of picture: Tensor) -> [Float] {
    look(at: picture)
    return outputs.last?.numbers ?? []
  }

  /// What a node makes of a picture: `[C, H, W]`, or `[F]` after flattening, in row-major order.
  ///
  /// Several nodes of one picture cost no more than one.
  ///
  /// - Precondition: ``keepsMaps``, and `picture` has the network's input shape.
  public func maps(ofNode index: Int, picture: Tensor) -> [Float] {
    precondition(keepsMaps, "this plan keeps no maps")
    precondition(graph.nodes.indices.contains(index), "no such node")
    look(at: picture)
    return outputs[index].numbers
  }

  /// Computes the maps of a picture, unless it is the one that was looked at last.
  ///
  /// - Parameter watch: hears of every layer; once it is abandoned the rest is left out, and what is asked of the picture
  ///   later is computed anew.
  /// - Precondition: `picture` has the network's input shape.
  public func look(at picture: Tensor, watch: Watch = Watch()) {
    precondition(picture.shape == graph.inputShape, "the picture does not fit the network")
    guard picture != latest else { return }
    EvaluationDoor.enter("a picture through \(graph.name)")
    latest = nil
    let (input, layout) = (input, input.layout)
    picture.elements.withUnsafeBufferPointer { numbers in
      guard let numbers = numbers.baseAddress else { return }
      ChannelBlocks.fill(input.pointer, layout, channels: input.channels, from: numbers)
    }
    watch.begin(total: graph.nodes.count)
    for stage in stages {
      guard !watch.isAbandoned else { return }
      stage.run(on: pool)
      watch.advance(by: stage.layers)
    }
    latest = picture
  }

  /// Refuses what would take more than half of the machine's memory, before any is taken.
  private static func requireMemory(
    graph: Graph, _ passes: [any PicturePass], _ sharing: MapSharing
  ) throws(InferenceError) {
    var price = MemoryPrice()
    for memory in sharing.memories { price.add(memory.price(channelsOfVector: laneCount)) }
    for pass in passes { price.add(pass.price) }
    do {
      try price.require()
    } catch {
      throw .tooMuchMemory(network: graph.name, picture: graph.inputShape, error)
    }
  }
}

extension Graph {
  /// The pass of a node.
  ///
  /// - Throws: ``InferenceError/noKernels(layer:_:)``
  func picturePass(ofNode index: Int) throws(InferenceError) -> any PicturePass {
    guard let passes = nodes[index].layer.passes else {
      throw .noKernels(layer: nodes[index].name, nodes[index].layer.title)
    }
    return passes.picture(PassSite(node: index, of: self))
  }
}
