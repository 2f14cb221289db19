import Tensors

/// The mean of the numbers under the window; the zeros of the padding are counted, as PyTorch's
/// `avg_pool2d`.
///
/// Where sizes round up, what a last window reads beyond the padding is not counted; nor is the padding, if it is excluded.
public struct AveragePooling: Pooling {
  public var window: Window
  /// Whether the mean is over the cells of the input alone.
  public var excludesPadding: Bool

  public init(window: Window, excludesPadding: Bool = false) {
    self.window = window
    self.excludesPadding = excludesPadding
  }

  /// Whether all means are over as many cells, as in all that networks are made of.
  public var isRegular: Bool { window.isRegular && !excludesPadding }

  public var kind: Layer.Kind { .averagePooling }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    guard window.dilation == .one else { throw .averageDilation(window.dilation) }
    return try windowedShape(of: inputs)
  }

  public func forward(_ operands: Operands) -> Tensor {
    guard isRegular else { return forwardCellByCell(operands) }
    let input = operands.inputs[0]
    var output = Tensor.zeros(outputOfBatch(input.shape))
    forEachCell(of: input.shape) { cell, inputs in
      var sum = 0.0
      for index in inputs { sum += input.elements[index] }
      output.elements[cell] = sum / Double(window.kernel.area)
    }
    return output
  }

  /// Each output cell's gradient is spread evenly.
  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    guard isRegular else {
      return backwardCellByCell(outputGradient, through: operands, output: output)
    }
    var gradient = Tensor.zeros(operands.inputs[0].shape)
    forEachCell(of: gradient.shape) { cell, inputs in
      let share = outputGradient.elements[cell] / Double(window.kernel.area)
      for index in inputs { gradient.elements[index] += share }
    }
    return OperandGradients(inputs: [gradient])
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let counted = counted(at: position, in: operands)
    let share = 1 / Double(counted.count)
    var sum = 0.0
    let terms = counted.map { tap in
      if !tap.isPadding { sum += tap.input }
      return Term(
        position: tap.position, isPadding: tap.isPadding, input: tap.input, factor: share)
    }
    return Cell(terms: terms, arithmetic: .average, value: sum / Double(counted.count))
  }

  /// What the mean is over: the numbers under the window that lie in the input or, where it counts, in its padding.
  private func counted(
    at position: Position, in operands: Operands
  ) -> [(position: Position, isPadding: Bool, input: Double)] {
    let taps = taps(of: position, in: operands, padding: 0)
    guard !isRegular else { return taps }
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    return taps.filter { tap in
      excludesPadding
        ? !tap.isPadding
        : tap.position.row < extent.height + window.paddingAfter.height
          && tap.position.column < extent.width + window.paddingAfter.width
    }
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    let cell = Extent(ofBatch: operands.inputs[0].shape).position(of: index)
    return readers(of: cell, output: output).map {
      let count = isRegular ? window.kernel.area : counted(at: $0, in: operands).count
      return Derivative($0, 1 / Double(count))
    }
  }
}

extension Layer {
  /// Windows of `size` that do not overlap.
  public static func averagePooling(size: Int) -> Layer {
    .averagePooling(AveragePooling(window: Window(kernel: Pair(size), stride: Pair(size))))
  }
}
