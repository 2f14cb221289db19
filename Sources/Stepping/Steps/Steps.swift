import Ground
import Operations
import Tensors

/// An operation as a collection of steps: one an output cell, or one a cell of a gradient that goes back.
///
/// Step k is computed from k alone, never by replaying those before it, so seeking is free and going
/// back is as cheap as going on. Nothing but the statistics of a batch normalisation is computed when
/// the collection is made.
public struct Steps: RandomAccessCollection, Hashable, Sendable {
  public enum Direction: Hashable, Sendable {
    case forward
    /// The gradient that arrives at the output, of its shape, goes back to an input or a parameter.
    case backward(to: Target, gradient: Tensor)
  }

  public let layer: Layer
  /// `[C, H, W]` or `[F]` each.
  public let inputs: [Tensor]
  public let parameters: [Tensor]
  public let direction: Direction
  /// Of the operation, `[C, H, W]` or `[F]`.
  public let operationOutputShape: Shape
  /// What is stepped over: the shape of the output, or of the gradient.
  public let shape: Shape
  /// How the operation slides over its input; `nil` for one that does not.
  public let window: Window?
  let operands: Operands
  /// The operation, boxed once: a box for every cell that is drawn would cost more than the cell.
  private let operation: Boxed

  /// - Parameters:
  ///   - inputs: as many as the operation takes, of one picture each.
  ///   - parameters: in the operation's order, of its shapes.
  ///   - mode: whether a batch normalisation takes the statistics of its input, or the running ones.
  /// - Throws: ``OperationError`` when the operation does not take these inputs.
  public init(
    _ layer: Layer, inputs: [Tensor], parameters: [Tensor] = [],
    mode: Operands.Mode = .inference, direction: Direction = .forward
  ) throws(OperationError) {
    let output = try layer.outputShape(of: Self.operandShapes(of: layer, inputs.map(\.shape)))
    if case .batchNorm = layer, mode == .training, Extent(output).height * Extent(output).width == 1
    {
      throw .oneValueToNormalise
    }
    self.init(
      layer,
      operands: layer.operands(
        inputs.map { $0.reshaped(to: Shape([1] + $0.shape.sizes)) }, parameters: parameters,
        mode: mode), inputs: inputs, output: output, direction: direction)
  }

  /// What the layer takes inputs for: a dense layer reads a map as a vector, but its steps keep the places
  /// of the map.
  static func operandShapes(of layer: Layer, _ inputs: [Shape]) -> [Shape] {
    if case .linear = layer { inputs.map { [$0.count] } } else { inputs }
  }

  private init(
    _ layer: Layer, operands: Operands, inputs: [Tensor], output: Shape, direction: Direction
  ) {
    precondition(
      layer.parameters.map(\.shape) == operands.parameters.map(\.shape),
      "a tensor for each parameter")
    self.layer = layer
    self.inputs = inputs
    self.parameters = operands.parameters
    self.operands = operands
    self.direction = direction
    operation = Boxed(layer.operation)
    window = (operation.value as? any SlidingOperation)?.window
    operationOutputShape = output
    switch direction {
    case .forward: shape = output
    case .backward(.input(let number), let gradient):
      precondition(gradient.shape == output, "the gradient has the output's shape")
      shape = inputs[number].shape
    case .backward(.parameter(let number), let gradient):
      precondition(gradient.shape == output, "the gradient has the output's shape")
      shape = operands.parameters[number].shape
    }
  }

  /// The same operation forward.
  public var forward: Steps {
    Steps(
      layer, operands: operands, inputs: inputs, output: operationOutputShape, direction: .forward)
  }

  /// The same operation the other way.
  ///
  /// - Precondition: the gradient has the output's shape, the target is one of the operation's.
  public func backward(to target: Target, gradient: Tensor) -> Steps {
    Steps(
      layer, operands: operands, inputs: inputs, output: operationOutputShape,
      direction: .backward(to: target, gradient: gradient))
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { shape.count }

  public var isBackward: Bool { direction != .forward }

  private var outputExtent: Extent { Extent(operationOutputShape) }

  public subscript(index: Int) -> Step {
    let place = shape.place(of: index)
    switch direction {
    case .forward:
      let position = outputExtent.position(of: index)
      let cell = operation.value.cell(position, of: operands, output: outputExtent)
      return Step(
        index: index, place: place, position: position, terms: cell.terms,
        arithmetic: cell.arithmetic, bias: cell.bias, value: cell.value)
    case .backward(let target, let gradient):
      let terms = terms(of: target, at: index, gradient)
      return Step(
        index: index, place: place, position: Extent(planesOf: shape).position(of: index),
        terms: terms, arithmetic: .weightedSum(bias: 0), bias: 0,
        value: terms.reduce(0) { $0 + $1.product })
    }
  }

  private func terms(of target: Target, at index: Int, _ gradient: Tensor) -> [Term] {
    let output = outputExtent
    return operation.value.derivatives(after: target, at: index, of: operands, output: output).map {
      Term(
        .outputGradient, position: $0.position,
        input: gradient.elements[output.index(of: $0.position)], factor: $0.factor)
    }
  }

  /// The value of one cell, without its terms: for drawing many cells.
  public func value(at index: Int) -> Double {
    switch direction {
    case .forward:
      operation.value.value(
        at: outputExtent.position(of: index), of: operands, output: outputExtent)
    case .backward(let target, let gradient):
      operation.value.gradient(
        after: target, at: index, of: operands, output: outputExtent, arriving: gradient.elements)
    }
  }

  /// The values of cells beside each other in one row, from a step on.
  public func values(from index: Int, count: Int) -> [Double] {
    guard case .forward = direction else {
      return (index..<index + count).map { value(at: $0) }
    }
    return operation.value.values(
      from: outputExtent.position(of: index), count: count, of: operands, output: outputExtent)
  }

  /// The cells of one input that a forward step reads; `nil` where it reads none of that input.
  public func inputWindow(at index: Int, input: Int) -> InputWindow? {
    operation.value.inputWindow(
      of: outputExtent.position(of: index), input: input, in: operands, output: outputExtent)
  }

  /// All cells.
  ///
  /// - Complexity: O(all terms); nothing is kept.
  public func makeOutput() -> Tensor {
    EvaluationDoor.enter("the whole output of \(layer.kind)")
    switch direction {
    case .forward: return operation.value.forward(operands).reshaped(to: shape)
    case .backward(let target, let gradient):
      let output = gradient.reshaped(to: Shape([1] + gradient.shape.sizes))
      let gradients = operation.value.backward(
        output, through: operands, output: operation.value.forward(operands))
      let whole: Tensor? =
        switch target {
        case .input(let number): gradients.inputs[number]
        case .parameter(let number): gradients.parameters[number]
        }
      return whole?.reshaped(to: shape)
        ?? Tensor(shape: shape, elements: indices.map(value(at:)))
    }
  }

  /// The gradients that the whole operation sends back, to its inputs and parameters.
  ///
  /// - Parameter output: what the operation makes, forward.
  func gradients(of arriving: Tensor, output: Tensor) -> OperandGradients {
    let batch = Shape([1] + operationOutputShape.sizes)
    return operation.value.backward(
      arriving.reshaped(to: batch), through: operands, output: output.reshaped(to: batch))
  }

  /// The cells of the output that a cell of an input or a parameter has a part in, each with its derivative.
  func derivatives(after target: Target, at index: Int) -> [(cell: Int, factor: Double)] {
    let output = outputExtent
    return operation.value.derivatives(after: target, at: index, of: operands, output: output)
      .map { (output.index(of: $0.position), $0.factor) }
  }

  public static func == (a: Steps, b: Steps) -> Bool {
    a.layer == b.layer && a.operands == b.operands && a.direction == b.direction
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(layer)
    hasher.combine(operands)
    hasher.combine(direction)
  }
}

extension Steps {
  /// The first input; all operations have one.
  public var input: Tensor { inputs[0] }

  /// `[C, H, W]`; a vector is `F` channels of 1x1.
  public var inputShape: Shape { Extent(inputs[0].shape).shape }

  /// What is stepped over as planes, `[C, H, W]`.
  public var outputShape: Shape { Extent(planesOf: shape).shape }

  /// The cells of the first input that a step reads.
  public func inputWindow(at index: Int) -> InputWindow {
    inputWindow(at: index, input: 0) ?? .cell(position(of: index))
  }

  /// Multiply-adds of the whole operation, products with padding included; `nil` for what has none, and
  /// where the number does not fit.
  public var multiplyAdds: Int? {
    guard !isBackward else { return nil }
    let count = operation.value.multiplyAdds(output: operationOutputShape)
    return count == 0 ? nil : count
  }

  /// The terms of one cell, of the output or of the gradient, at most.
  public var termsPerStep: Int {
    isBackward
      ? operation.value.termsPerGradientCell(output: operationOutputShape)
      : operation.value.termsPerCell(of: inputs.map(\.shape))
  }

  /// `[O, C / groups, KH, KW]` of a convolution, `nil` for every other operation.
  public var kernel: Tensor? {
    if case .convolution = layer { parameters[0] } else { nil }
  }

  /// The cell of a step among the planes of ``outputShape``.
  public func position(of index: Int) -> Position {
    Extent(planesOf: shape).position(of: index)
  }

  /// The step of a cell; `nil` for one outside.
  public func index(of position: Position) -> Int? {
    Extent(planesOf: shape).checkedIndex(of: position)
  }

  /// The step of a cell that is said by a number for each size; sizes that are left out are 0.
  public func index(of place: [Int]) -> Int? { shape.index(ofPlace: place) }
}

/// The operation behind ``Layer/operation``, which is a function of the layer and so needs no comparing.
private struct Boxed: Sendable {
  let value: any Operation

  init(_ value: any Operation) { self.value = value }
}

extension Extent {
  /// The planes of a tensor of any rank: its last two sizes are rows and columns, the others count planes;
  /// a vector is `F` planes of 1x1, a matrix one plane a row.
  public init(planesOf shape: Shape) {
    guard shape.rank > 3 else {
      self.init(shape)
      return
    }
    let sizes = shape.sizes
    self.init(
      channels: sizes.dropLast(2).reduce(1, *), height: sizes[sizes.count - 2],
      width: sizes[sizes.count - 1])
  }

  /// The place of a cell among the elements; `nil` for a cell outside.
  public func checkedIndex(of position: Position) -> Int? {
    guard (0..<channels).contains(position.channel),
      contains(row: position.row, column: position.column)
    else { return nil }
    return index(of: position)
  }
}

extension Shape {
  /// The cell at a place among the elements, a number for each size.
  public func place(of index: Int) -> [Int] {
    var (rest, place) = (index, sizes)
    for axis in sizes.indices.reversed() {
      place[axis] = rest % sizes[axis]
      rest /= sizes[axis]
    }
    return place
  }

  /// The place among the elements; `nil` for a cell outside, or said by more numbers than there are sizes
  /// (but for zeros, as a vector is `F` channels of 1x1).
  func index(ofPlace place: [Int]) -> Int? {
    guard place.dropFirst(rank).allSatisfy({ $0 == 0 }) else { return nil }
    var index = 0
    for (axis, size) in sizes.enumerated() {
      let number = axis < place.count ? place[axis] : 0
      guard (0..<size).contains(number) else { return nil }
      index = index * size + number
    }
    return index
  }
}
