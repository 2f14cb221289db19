import Engine
import Networks
import Operations
import Tensors

/// Lowers a graph to the passes of one training step: forward, loss, backward.
///
/// Batch normalisation takes the sum and the ReLU after it into its own pass, so that their maps are
/// written and read once. The gradient of a map that several nodes read is written by the last of
/// them and added to by the others.
final class TrainingLowering {
  /// What becomes of a node.
  enum Role {
    case plain
    /// A later node does its work.
    case absorbed
    /// `relu(norm(x) + addend)`, or a part of it; the node stands for its result.
    case normalize(node: Int, addend: Graph.Source?, relu: Bool)
    /// A sigmoid whose passes are those of the average pooling after it; it keeps its map.
    case pooledSigmoid
    /// Average pooling with the sigmoid before it.
    case sigmoidPooling(sigmoid: Int, pass: ConvolutionGeometry)
  }

  let graph: Graph
  let passes: ForwardPasses
  let batch: Batch
  let gradients: GradientStore
  let threads: Int
  var store: ParameterStore { passes.store }

  let input: PlanValue
  private(set) var values: [PlanValue?]
  private(set) var valueGradients: [PlanValue?]
  private(set) var roles: [Role]
  private(set) var program = BlockProgram()
  private var norms: [Int: NormalizationState] = [:]
  private var written: Set<Int> = []

  init(
    passes: ForwardPasses, batch: Batch, gradients: GradientStore, threads: Int
  ) throws(OutOfMemory) {
    self.passes = passes
    graph = passes.graph
    self.batch = batch
    self.gradients = gradients
    self.threads = threads
    input = PlanValue(shape: graph.inputShape)
    values = Array(repeating: nil, count: graph.nodes.count)
    valueGradients = values
    roles = Self.roles(of: graph)
    makeValues()
    try lower()
  }

  /// All maps that need memory.
  var allValues: [PlanValue] {
    [input] + values.compactMap { $0 } + valueGradients.compactMap { $0 }
  }

  func value(_ source: Graph.Source) -> PlanValue {
    switch source {
    case .input: return input
    case .node(let index):
      guard let value = values[index] else { preconditionFailure("an absorbed node has no map") }
      return value
    }
  }

  /// The gradient of a source and whether something is in it already; `nil` for the pictures, which learn nothing.
  func gradientTarget(_ source: Graph.Source) -> (value: PlanValue, accumulate: Bool)? {
    guard case .node(let index) = source, let value = valueGradients[index] else { return nil }
    return (value, !written.insert(index).inserted)
  }

  private static func roles(of graph: Graph) -> [Role] {
    var consumers = Array(repeating: [Int](), count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() {
      for case .node(let source) in node.inputs { consumers[source].append(index) }
    }
    func onlyReLU(after index: Int) -> Int? {
      guard consumers[index].count == 1, let next = consumers[index].first,
        graph.nodes[next].layer == .relu
      else { return nil }
      return next
    }
    var roles = Array(repeating: Role.plain, count: graph.nodes.count)
    for (index, node) in graph.nodes.enumerated() {
      guard node.layer == .sigmoid, consumers[index].count == 1,
        let next = consumers[index].first,
        case .averagePooling(let pooling) = graph.nodes[next].layer
      else { continue }
      let geometry = ConvolutionGeometry(
        pooling.window, input: node.outputShape, output: graph.nodes[next].outputShape)
      guard SigmoidPooling.tiles(geometry) else { continue }
      roles[index] = .pooledSigmoid
      roles[next] = .sigmoidPooling(sigmoid: index, pass: geometry)
    }
    for (index, node) in graph.nodes.enumerated() {
      guard case .batchNorm = node.layer else { continue }
      if let relu = onlyReLU(after: index) {
        roles[index] = .absorbed
        roles[relu] = .normalize(node: index, addend: nil, relu: true)
        continue
      }
      guard consumers[index].count == 1, let sum = consumers[index].first,
        graph.nodes[sum].layer == .add, case .plain = roles[sum]
      else {
        roles[index] = .normalize(node: index, addend: nil, relu: false)
        continue
      }
      let inputs = graph.nodes[sum].inputs
      let addend = inputs[0] == .node(index) ? inputs[1] : inputs[0]
      roles[index] = .absorbed
      if let relu = onlyReLU(after: sum) {
        roles[sum] = .absorbed
        roles[relu] = .normalize(node: index, addend: addend, relu: true)
      } else {
        roles[sum] = .normalize(node: index, addend: addend, relu: false)
      }
    }
    return roles
  }

  private func makeValues() {
    for (index, node) in graph.nodes.enumerated() {
      if case .absorbed = roles[index] { continue }
      values[index] = PlanValue(shape: node.outputShape)
      if case .pooledSigmoid = roles[index] { continue }
      valueGradients[index] = PlanValue(shape: node.outputShape)
    }
    shareConvolutionsWithSigmoids()
    for (index, node) in graph.nodes.enumerated() {
      guard let geometry = ConvolutionGeometry(ofNode: index, in: graph) else { continue }
      value(node.inputs[0]).require(margin: geometry.inputMargin)
      if node.inputs[0] != .input {
        valueGradients[index]?.require(margin: geometry.outputGradientMargin)
      }
    }
    // Flattening only looks at the same memory, where that has no margins.
    for (index, node) in graph.nodes.enumerated() where node.layer == .flatten {
      let map = value(node.inputs[0])
      guard case .node(let source) = node.inputs[0] else {
        if map.layout.isDense { values[index] = PlanValue(flattening: map) }
        valueGradients[index] = nil
        continue
      }
      if map.layout.isDense, let gradient = valueGradients[source], gradient.layout.isDense {
        values[index] = PlanValue(flattening: map)
        valueGradients[index] = PlanValue(flattening: gradient)
      }
    }
  }

  /// What a convolution makes for a pooled sigmoid alone is never read again: the sigmoid writes over it, and the
  /// gradient over the sigmoid. One map in the cache does for three.
  private func shareConvolutionsWithSigmoids() {
    for (index, node) in graph.nodes.enumerated() {
      guard case .pooledSigmoid = roles[index], case .node(let source) = node.inputs[0],
        case .convolution = graph.nodes[source].layer,
        graph.nodes.count(where: { $0.inputs.contains(.node(source)) }) == 1
      else { continue }
      values[index] = values[source]
      valueGradients[source] = values[source]
    }
  }

  private func lower() throws(OutOfMemory) {
    lowerInput()
    for index in graph.nodes.indices { try lowerForward(index) }
    lowerLoss()
    for index in graph.nodes.indices.reversed() where written.contains(index) {
      try lowerBackward(index)
    }
  }

  private func lowerInput() {
    let (batch, gradients, input) = (batch, gradients, input)
    let summed = store.entries.filter { $0.rows == 1 }.map(\.vectors)
    program.append { run in
      if run.beginsGroup { gradients.clear(summed, group: run.group) }
      guard let pixels = batch.pixels else { return }
      PixelGather.run(
        pixels: pixels, pictures: batch.pictures,
        indices: batch.indices.pointer + run.block * laneCount, images: run.images,
        to: input.pointer(run.slot), input.layout)
    }
  }

  private func lowerForward(_ index: Int) throws(OutOfMemory) {
    let node = graph.nodes[index]
    switch roles[index] {
    case .absorbed, .pooledSigmoid: return
    case .sigmoidPooling(let sigmoid, let geometry):
      guard let middle = values[sigmoid], let output = values[index] else { return }
      let source = value(graph.nodes[sigmoid].inputs[0])
      let pass = SigmoidPooling(
        geometry, input: source.layout, middle: middle.layout, output: output.layout)
      program.append {
        pass.forward(
          source.pointer($0.slot), sigmoid: middle.pointer($0.slot), to: output.pointer($0.slot))
      }
    case .plain:
      if case .flatten = node.layer, values[index]?.isView == true { return }
      guard let output = values[index] else { return }
      program.append(
        try passes.operation(
          ofNode: index, inputs: node.inputs.map(value), output: output))
    case .normalize(let normNode, let addend, let relu):
      guard case .batchNorm(let norm) = graph.nodes[normNode].layer, let output = values[index]
      else { return }
      let state = try NormalizationState(
        node: normNode, norm: norm, store: store,
        blocks: (batch.capacity + laneCount - 1) / laneCount)
      norms[normNode] = state
      let source = value(graph.nodes[normNode].inputs[0])
      let other = addend.map(value)
      let batch = batch
      program.append {
        BatchNormalization.statistics(
          of: source.pointer($0.slot), source.layout, images: $0.images,
          to: state.statistics.pointer + $0.block * state.blockStride)
      }
      program.appendForBatch { state.finishStatistics(of: batch, area: source.layout.area) }
      program.append { run in
        BatchNormalization.apply(
          source.pointer(run.slot), source.layout, coefficients: state.coefficients.pointer,
          addend: other.map { UnsafePointer($0.pointer(run.slot)) },
          other?.layout ?? source.layout, relu: relu, to: output.pointer(run.slot), output.layout)
      }
    }
  }

  private func lowerLoss() {
    guard let last = graph.nodes.indices.last, let logits = values[last],
      let gradient = valueGradients[last]
    else { return }
    written.insert(last)
    let batch = batch
    program.append { run in
      let labels = batch.labels.pointer + run.block * laneCount
      let guesses = batch.predictions.pointer + run.block * laneCount
      let losses = SoftmaxCrossEntropy.run(
        logits: logits.pointer(run.slot), classes: logits.channels, labels: labels,
        images: run.images, scale: 1 / Float(batch.count), gradient: gradient.pointer(run.slot),
        predictions: guesses)
      batch.record(losses, of: run)
    }
  }

  private func lowerBackward(_ index: Int) throws(OutOfMemory) {
    guard let gradient = valueGradients[index] else { return }
    let node = graph.nodes[index]
    switch roles[index] {
    case .absorbed, .pooledSigmoid: return
    case .sigmoidPooling(let sigmoid, let geometry):
      lowerSigmoidPoolingBackward(index, sigmoid, geometry, gradient)
    case .plain:
      try lowerPlainBackward(index, node, gradient)
    case .normalize(let normNode, let addend, let relu):
      guard let state = norms[normNode], let output = values[index] else { return }
      lowerNormalizationBackward(
        state, gradient: gradient, output: relu ? output : nil, addend: addend,
        source: graph.nodes[normNode].inputs[0])
    }
  }

  private func lowerNormalizationBackward(
    _ state: NormalizationState, gradient: PlanValue, output: PlanValue?, addend: Graph.Source?,
    source: Graph.Source
  ) {
    let input = value(source)
    if let addend, let target = gradientTarget(addend) {
      program.append { run in
        if let output {
          Activations.reluGradient(
            output: output.pointer(run.slot), output.layout,
            outputGradient: gradient.pointer(run.slot), gradient.layout,
            to: target.value.pointer(run.slot), target.value.layout,
            accumulate: target.accumulate)
        } else {
          MapSums.copy(
            gradient.pointer(run.slot), gradient.layout, to: target.value.pointer(run.slot),
            target.value.layout, accumulate: target.accumulate)
        }
      }
    }
    program.append { run in
      BatchNormalization.gradientSums(
        outputGradient: gradient.pointer(run.slot), gradient.layout,
        result: output.map { UnsafePointer($0.pointer(run.slot)) },
        output?.layout ?? input.layout, input: input.pointer(run.slot), input.layout,
        means: state.means.pointer, to: state.sums.pointer + run.block * state.blockStride)
    }
    let (batch, gradients) = (batch, gradients)
    program.appendForBatch {
      state.finishGradient(
        of: batch, area: input.layout.area, gradients: gradients.numbers(ofGroup: 0))
    }
    guard let target = gradientTarget(source) else { return }
    program.append { run in
      BatchNormalization.inputGradient(
        outputGradient: gradient.pointer(run.slot), gradient.layout,
        result: output.map { UnsafePointer($0.pointer(run.slot)) },
        output?.layout ?? input.layout, input: input.pointer(run.slot), input.layout,
        coefficients: state.gradientCoefficients.pointer, images: run.images,
        to: target.value.pointer(run.slot), target.value.layout, accumulate: target.accumulate)
    }
  }

  func append(_ operation: @escaping BlockProgram.Operation) { program.append(operation) }
}
