import Engine
import Networks
import Operations
import Tensors

/// Lowers a graph to the passes of one training step: forward, loss, backward.
final class TrainingLowering {
  let input: PlanValue
  private(set) var program = BlockProgram()

  private let graph: Graph
  private let resources: PassResources
  private let units: [PlanUnit]
  /// For each unit whether it writes over its first input.
  private var overwritesInput: [Bool]
  /// What each node makes, and the gradient of that; `nil` for nodes that run within a unit.
  private var values: [PlanValue?]
  private var gradients: [PlanValue?]
  /// The node whose gradient's memory a node's gradient is seen in: its own, or that of what it flattens.
  private var gradientMemory: [Int?]

  /// - Parameter passes: of every node by itself.
  init(
    graph: Graph, passes: [any OperationPasses], resources: PassResources
  ) throws(OutOfMemory) {
    self.graph = graph
    self.resources = resources
    units = PlanUnit.units(of: graph, passes: passes, in: resources)
    overwritesInput = units.map { _ in false }
    input = PlanValue(shape: graph.inputShape)
    values = Array(repeating: nil, count: graph.nodes.count)
    gradients = values
    gradientMemory = Array(repeating: nil, count: graph.nodes.count)
    makeValues()
    try lower()
  }

  /// All maps that need memory.
  var allValues: [PlanValue] {
    [input] + values.compactMap { $0 } + gradients.compactMap { $0 }
      + units.flatMap(\.passes.ownMaps)
  }

  private func value(_ source: Graph.Source) -> PlanValue {
    switch source {
    case .input: return input
    case .node(let index):
      guard let value = values[index] else {
        preconditionFailure("a node within a unit has no map of its own")
      }
      return value
    }
  }

  private func makeValues() {
    for unit in units {
      let shape = graph.nodes[unit.node].outputShape
      values[unit.node] = PlanValue(shape: shape)
      gradients[unit.node] = PlanValue(shape: shape)
      gradientMemory[unit.node] = unit.node
    }
    overwriteInputs()
    for unit in units {
      let margin = unit.passes.inputMargin
      for source in unit.inputs { value(source).require(margin: margin) }
      gradients[unit.node]?.require(margin: unit.passes.outputGradientMargin)
    }
    for unit in units where unit.passes.onlyReshapes { look(at: unit) }
  }

  /// Lets units write over what nobody reads after them; the gradient of that lies in the same place.
  private func overwriteInputs() {
    let readers = graph.readers
    for (place, unit) in units.enumerated() where unit.passes.canOverwriteInput {
      guard case .node(let source)? = unit.inputs.first, readers.only(of: source) != nil,
        let producer = units.first(where: { $0.node == source }), !producer.passes.needsOutput
      else { continue }
      overwritesInput[place] = true
      gradients[source] = values[source]
    }
  }

  /// Makes a map and its gradient the same memory as those that they reshape, where none of them has margins.
  private func look(at unit: PlanUnit) {
    let map = value(unit.inputs[0])
    let shape = graph.nodes[unit.node].outputShape
    guard map.layout.isDense, values[unit.node]?.layout.isDense == true else { return }
    switch unit.inputs[0] {
    case .input:
      values[unit.node] = PlanValue(viewing: map, as: shape)
      // The pictures learn nothing.
      gradientMemory[unit.node] = nil
      gradients[unit.node] = nil
    case .node(let source):
      guard let gradient = gradients[source], gradient.layout.isDense else { return }
      values[unit.node] = PlanValue(viewing: map, as: shape)
      gradients[unit.node] = PlanValue(viewing: gradient, as: shape)
      gradientMemory[unit.node] = gradientMemory[source]
    }
  }

  private func lower() throws(OutOfMemory) {
    lowerInput()
    let maps = units.indices.map { place in
      ForwardMaps(
        inputs: units[place].inputs.map(value), output: value(.node(units[place].node)),
        overwritesInput: overwritesInput[place])
    }
    for (unit, maps) in zip(units, maps) where !maps.output.isView {
      try unit.passes.forward(maps, in: &program)
    }
    lowerLoss()
    let table = GradientTable(
      inputs: units.map(\.inputs), nodes: units.map(\.node), memory: { gradientMemory[$0] })
    for place in units.indices.reversed() where table.isReached[place] {
      guard !maps[place].output.isView, let gradient = gradients[units[place].node] else {
        continue
      }
      let targets = zip(units[place].inputs, table.parts[place]).map { input, part in
        target(input, part)
      }
      try units[place].passes.backward(
        BackwardMaps(forward: maps[place], outputGradient: gradient, targets: targets),
        in: &program)
    }
  }

  private func target(_ input: Graph.Source, _ part: GradientTable.Part?) -> GradientTarget? {
    guard let part, case .node(let node) = input, let value = gradients[node] else { return nil }
    return GradientTarget(value: value, accumulates: part == .adds)
  }

  private func lowerInput() {
    let (batch, gradients, input) = (resources.batch, resources.gradients, input)
    let summed = resources.store.entries.filter { $0.rows == 1 }.map(\.vectors)
    program.append { run in
      if run.beginsGroup { gradients.clear(summed, group: run.group) }
      guard let pixels = batch.pixels else { return }
      PixelGather.run(
        pixels: pixels, pictures: batch.pictures,
        indices: batch.indices.pointer + run.block * laneCount, images: run.images,
        to: input.pointer(run.slot), input.layout)
    }
  }

  private func lowerLoss() {
    guard let last = graph.nodes.indices.last, let logits = values[last] else { return }
    let gradient = gradients[last]
    let batch = resources.batch
    program.append { run in
      let labels = batch.labels.pointer + run.block * laneCount
      let guesses = batch.predictions.pointer + run.block * laneCount
      let losses = SoftmaxCrossEntropy.run(
        logits: logits.pointer(run.slot), classes: logits.channels, labels: labels,
        images: run.images, scale: 1 / Float(batch.count), gradient: gradient?.pointer(run.slot),
        predictions: guesses)
      batch.record(losses, of: run)
    }
  }
}
