import Engine
import Networks
import Tensors

/// How much memory a plan needs at most, worked out from the shapes alone.
struct MemoryEstimate {
  /// `nil` where the number overflows.
  let bytes: Int?

  init(graph: Graph, blocks: Int, threads: Int) {
    var sum = CheckedSum()
    let hasNorms = graph.nodes.contains { if case .batchNorm = $0.layer { true } else { false } }
    let slots = hasNorms ? blocks : threads
    let vector = MemoryLayout<Lanes>.stride
    // A map, its gradient, and the map of inference; margins are as wide as the widest window asks for.
    for (index, shape) in ([graph.inputShape] + graph.nodes.map(\.outputShape)).enumerated() {
      let margin = graph.widestMargin
      let sizes = PlanValue.sizes(of: shape)
      let (width, tooWide) = sizes.width.addingReportingOverflow(2 * margin)
      guard !tooWide else {
        bytes = nil
        return
      }
      let map =
        shape.rank == 3
        ? [sizes.channels, sizes.height, width, vector] : [sizes.channels, vector]
      sum.add(map + [slots])
      if index > 0 { sum.add(map + [slots]) }
      sum.add(map + [threads])
    }
    for spec in graph.parameterSpecs {
      // Parameter, two of the optimiser's, two packed with their places, and the groups' gradients.
      sum.add([
        spec.shape.count + laneCount, MemoryLayout<Float>.stride, 7 + GradientStore.mostGroups,
      ])
    }
    // Indices, labels, losses and predictions.
    sum.add([blocks, laneCount, 64])
    bytes = sum.total
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

/// A sum of products that notices when it leaves the 64-bit numbers.
private struct CheckedSum {
  private(set) var total: Int? = 0

  mutating func add(_ factors: [Int]) {
    guard let sum = total else { return }
    var product = 1
    for factor in factors {
      let (next, overflow) = product.multipliedReportingOverflow(by: factor)
      guard !overflow else {
        total = nil
        return
      }
      product = next
    }
    let (next, overflow) = sum.addingReportingOverflow(product)
    total = overflow ? nil : next
  }
}
