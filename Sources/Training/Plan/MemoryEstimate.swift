import Engine
import Ground
import Networks
import Tensors

extension MemoryPrice {
  /// What a plan needs at most, worked out from the shapes alone.
  ///
  /// - Parameters:
  ///   - blocks: of 16 pictures, in a batch.
  init(ofPlanFor graph: Graph, blocks: Int, threads: Int) {
    self.init()
    let hasNorms = graph.nodes.contains { if case .batchNorm = $0.layer { true } else { false } }
    let slots = hasNorms ? blocks : threads
    let vector = MemoryLayout<Lanes>.stride
    // A map, its gradient, and the map of inference; margins are as wide as the widest window asks for.
    for (index, shape) in ([graph.inputShape] + graph.nodes.map(\.outputShape)).enumerated() {
      let margin = graph.widestMargin
      let sizes = PlanValue.sizes(of: shape)
      let (width, tooWide) = sizes.width.addingReportingOverflow(2 * margin)
      let map =
        shape.rank == 3
        ? [sizes.channels, sizes.height, tooWide ? .max : width] : [sizes.channels]
      add(map + [slots], bytesEach: vector)
      if index > 0 { add(map + [slots], bytesEach: vector) }
      add(map + [threads], bytesEach: vector)
    }
    for spec in graph.parameterSpecs {
      // Parameter, two of the optimiser's, two packed with their places, and the groups' gradients.
      add(
        [spec.shape.count + laneCount, 7 + GradientStore.mostGroups],
        bytesEach: MemoryLayout<Float>.stride)
    }
    // Indices, labels, losses and predictions.
    add([blocks, laneCount], bytesEach: 64)
  }
}

extension Graph {
  /// The columns that a convolution may ask for at the ends of its maps' rows.
  fileprivate var widestMargin: Int {
    nodes.reduce(0) { widest, node in
      guard case .convolution(let convolution) = node.layer else { return widest }
      let window = convolution.window
      return max(widest, window.span.width, window.padding.width)
    }
  }
}
