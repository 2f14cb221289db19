import Ground
import Operations
import Tensors

/// A gradient that arrives at the output of a block and goes back to its input, or to a parameter of one
/// of its stages.
///
/// The chain rule, forward and backward: whole gradients go back stage by stage; the terms of one cell
/// are found by sending that cell's derivative forward through the stages behind it.
public struct BlockGradient: Hashable, Sendable {
  public enum Target: Hashable, Sendable {
    /// What enters the block.
    case input
    /// A parameter of a stage, by their numbers.
    case parameter(stage: Int, Int)
  }

  public let block: BlockSteps
  /// `input`, or the parameter's name in the block: `conv1.weight`.
  public let name: String
  public let target: Target
  /// What arrives at the output, of its shape.
  public let arriving: Tensor
  /// What arrives at the output of each stage, of its shape.
  public let arrivals: [Tensor]
  /// Of the target, of its shape.
  public let gradient: Tensor

  /// - Precondition: the gradient has the shape of the block's output.
  init(of block: BlockSteps, to target: Target, named name: String, arriving: Tensor) {
    self.block = block
    self.target = target
    self.name = name
    self.arriving = arriving
    var arrivals: [Tensor?] = block.stages.map { _ in nil }
    var entering: Tensor?
    var ofParameter: Tensor?
    if !arrivals.isEmpty { arrivals[arrivals.count - 1] = arriving }
    for (number, stage) in block.stages.enumerated().reversed() {
      guard let gradient = arrivals[number] else { continue }
      let gradients = stage.steps.gradients(of: gradient, output: stage.output)
      for (source, part) in zip(stage.sources, gradients.inputs) {
        if let source {
          arrivals[source] = Self.sum(
            arrivals[source], part.reshaped(to: block.stages[source].output.shape))
        } else {
          entering = Self.sum(entering, part.reshaped(to: block.input.shape))
        }
      }
      if case .parameter(number, let parameter) = target {
        ofParameter = gradients.parameters[parameter]
      }
    }
    self.arrivals = zip(arrivals, block.stages).map { $0 ?? .zeros($1.output.shape) }
    switch target {
    case .input: gradient = entering ?? .zeros(block.input.shape)
    case .parameter(let stage, let number):
      gradient = ofParameter ?? .zeros(block.stages[stage].steps.parameters[number].shape)
    }
  }

  private static func sum(_ first: Tensor?, _ second: Tensor) -> Tensor {
    first.map { .sum(of: $0, and: second) } ?? second
  }

  /// What is stepped over: the shape of the target.
  public var shape: Shape { gradient.shape }

  /// One cell of the gradient: a term for every cell of the block's output that it has a part in.
  public subscript(index: Int) -> Step {
    let output = Extent(block.outputShape)
    let terms = derivatives(at: index).map { cell, factor in
      Term(
        .outputGradient, position: output.position(of: cell), input: arriving.elements[cell],
        factor: factor)
    }
    return Step(
      index: index, place: shape.place(of: index),
      position: Extent(planesOf: shape).position(of: index), terms: terms,
      arithmetic: .weightedSum(bias: 0), bias: 0,
      value: terms.reduce(0) { $0 + $1.product })
  }

  /// The cells of the output that a cell of the target has a part in, each with its derivative.
  private func derivatives(at index: Int) -> [(cell: Int, factor: Double)] {
    var reached: [ReachedCells?] = block.stages.map { _ in nil }
    var entering = ReachedCells(count: block.input.shape.count)
    if case .input = target { entering.add(1, at: index) }
    for (number, stage) in block.stages.enumerated() {
      var cells = ReachedCells(count: stage.output.shape.count)
      if case .parameter(number, let parameter) = target {
        for (cell, factor) in stage.steps.derivatives(after: .parameter(parameter), at: index) {
          cells.add(factor, at: cell)
        }
      }
      for (input, source) in stage.sources.enumerated() {
        let before = source.map { reached[$0] } ?? entering
        for cell in before?.cells ?? [] {
          let derivative = before?.derivatives[cell] ?? 0
          for (next, factor) in stage.steps.derivatives(after: .input(input), at: cell) {
            cells.add(derivative * factor, at: next)
          }
        }
      }
      reached[number] = cells
    }
    guard let last = reached.last ?? nil else { return [] }
    return last.cells.sorted().map { ($0, last.derivatives[$0]) }
  }
}

/// Cells of a map with their derivatives after one cell before it.
private struct ReachedCells {
  /// In the order in which they were reached.
  private(set) var cells: [Int] = []
  private(set) var derivatives: [Double]
  private var isReached: [Bool]

  init(count: Int) {
    derivatives = Array(repeating: 0, count: count)
    isReached = Array(repeating: false, count: count)
  }

  mutating func add(_ derivative: Double, at cell: Int) {
    if !isReached[cell] {
      isReached[cell] = true
      cells.append(cell)
    }
    derivatives[cell] += derivative
  }
}

extension BlockSteps {
  /// What a gradient can go back to, by the names of the command line.
  var targetNames: [(name: String, target: BlockGradient.Target)] {
    var names: [(name: String, target: BlockGradient.Target)] = [("input", .input)]
    for (number, stage) in stages.enumerated() {
      for (index, parameter) in stage.steps.layer.parameters.enumerated()
      where parameter.role.isTrainable {
        let name =
          operation == .separable
          ? (number == 0 ? "kernel" : "pointwise") : "\(stage.name).\(parameter.suffix)"
        names.append((name, .parameter(stage: number, index)))
      }
    }
    return names
  }
}

extension StepRequest {
  /// The gradient that the request asks for.
  ///
  /// - Throws: ``StepError`` for a gradient that does not fit and for a target that is not there.
  func gradient(through block: BlockSteps, arriving: Tensor?) throws(StepError) -> BlockGradient {
    let shape = block.outputShape
    let arriving = arriving ?? Tensor(shape: Extent(shape).shape, repeating: 1)
    guard arriving.shape.sizes == Extent(shape).shape.sizes else {
      throw .gradientShape(arriving.shape, output: Extent(shape).shape)
    }
    let names = block.targetNames
    let name = target ?? "input"
    guard let found = names.first(where: { $0.name == name }) else {
      throw .unknownTarget(name, known: names.map(\.name))
    }
    if learningRate != nil, found.target == .input {
      throw .learningRateOfInput(known: names.map(\.name).filter { $0 != "input" })
    }
    return BlockGradient(
      of: block, to: found.target, named: name, arriving: arriving.reshaped(to: shape))
  }
}
