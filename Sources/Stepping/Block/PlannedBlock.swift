import Ground
import Networks
import Operations
import Tensors

/// A block in its graph, before any number of it is there: known well enough to be priced.
struct PlannedBlock {
  let graph: Graph
  let block: Graph.Block

  /// A fresh block on an input, `[C, H, W]`; the output channels are those of the input unless given.
  static func fresh(
    input: Shape, channels: Int?, stride: Int
  ) throws(StepError) -> PlannedBlock {
    if let channels, channels < 1 { throw .channelsNotPositive(channels) }
    guard stride >= 1 else {
      throw .operation(.window(.strideNotPositive(.height, stride)), .residual)
    }
    do {
      let graph = try BlockSteps.graph(
        input: input, channels: channels ?? input[0], stride: stride)
      return PlannedBlock(graph: graph, block: graph.blocks[0])
    } catch {
      throw .network(option: .channels, error.explanation)
    }
  }

  /// What its steps take: the picture, the weights, every map up to the end of the block, and what is
  /// written of its stages.
  ///
  /// - Parameters:
  ///   - weightsOption: at fault for the weights.
  func price(of input: MemoryPrice, weightsOption: StepOption, use: StepUse) -> StepPrice {
    var price = StepPrice(
      of: graph, upTo: block.nodes.upperBound, input: input, option: weightsOption)
    guard use == .json else { return price }
    let written = StepCost.bytesPerCell
    for node in graph.nodes[block.nodes] {
      price.add(.tensor(node.outputShape), .input, bytesEach: written)
    }
    // The output of the block is written once more, and an identity is a stage of its own.
    if let last = block.nodes.last {
      price.add(.output(graph.nodes[last].outputShape), .input, bytesEach: 2 * written)
    }
    return price
  }

  /// The most terms that a cell of one of its stages has.
  var termsPerStep: Int {
    block.nodes.map { index in
      let node = graph.nodes[index]
      return node.layer.operation.termsPerCell(of: node.inputs.map(graph.shape(of:)))
    }.max() ?? 0
  }
}

extension StepPrice {
  /// Of a picture, all weights of a network and every map up to a node.
  ///
  /// - Parameters:
  ///   - end: the first node that is not computed.
  ///   - option: at fault for the weights.
  init(
    of graph: Graph, upTo end: Int, input: MemoryPrice, option: StepOption
  ) {
    let number = MemoryLayout<Double>.size
    add(.tensor(graph.inputShape), .input, input)
    // Each weight is there as a `Float` and as a `Double`.
    let parameters = graph.cost.parameters
    var weightPrice = MemoryPrice([parameters], bytesEach: MemoryLayout<Float>.size)
    weightPrice.add([parameters], bytesEach: number)
    add(.weights(parameters), option, weightPrice)
    for node in graph.nodes.prefix(end) {
      add(.tensor(node.outputShape), .input, bytesEach: number)
    }
  }
}
