import Tensors

/// The mean of the numbers under the window; the zeros of the padding are counted, as PyTorch's
/// `avg_pool2d`.
public struct AveragePooling: Pooling {
  public var window: Window

  public init(window: Window) { self.window = window }

  public var kind: Layer.Kind { .averagePooling }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    guard window.dilation == .one else { throw .averageDilation(window.dilation) }
    return try windowedShape(of: inputs)
  }

  public func forward(_ operands: Operands) -> Tensor {
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
    var gradient = Tensor.zeros(operands.inputs[0].shape)
    forEachCell(of: gradient.shape) { cell, inputs in
      let share = outputGradient.elements[cell] / Double(window.kernel.area)
      for index in inputs { gradient.elements[index] += share }
    }
    return OperandGradients(inputs: [gradient])
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let share = 1 / Double(window.kernel.area)
    var sum = 0.0
    let terms = taps(of: position, in: operands, padding: 0).map { tap in
      if !tap.isPadding { sum += tap.input }
      return Term(
        position: tap.position, isPadding: tap.isPadding, input: tap.input, factor: share)
    }
    return Cell(
      terms: terms, arithmetic: .average, value: sum / Double(window.kernel.area))
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    let cell = Extent(ofBatch: operands.inputs[0].shape).position(of: index)
    return readers(of: cell, output: output).map {
      Derivative($0, 1 / Double(window.kernel.area))
    }
  }
}

extension Layer {
  /// Windows of `size` that do not overlap.
  public static func averagePooling(size: Int) -> Layer {
    .averagePooling(AveragePooling(window: Window(kernel: Pair(size), stride: Pair(size))))
  }
}
