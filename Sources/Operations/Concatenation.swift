import Tensors

/// Feature maps of the same rows and columns behind each other, channel after channel; vectors, feature after
/// feature.
public struct Concatenation: Operation {
  public init() {}

  public var kind: Layer.Kind { .concatenation }
  public var inputCount: ClosedRange<Int> { 1...Int.max }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    let sizes = inputs[0].sizes.dropFirst()
    var channels = 0
    for input in inputs {
      guard input.rank > 0, input.rank == inputs[0].rank, input.sizes.dropFirst() == sizes else {
        throw .unequalSizes(inputs[0], input)
      }
      let (sum, overflow) = channels.addingReportingOverflow(input[0])
      guard !overflow else { throw .tooLarge }
      channels = sum
    }
    guard let shape = Shape(checking: [channels] + sizes) else { throw .tooLarge }
    return shape
  }

  public func forward(_ operands: Operands) -> Tensor {
    let first = operands.inputs[0].shape
    let channels = operands.inputs.reduce(0) { $0 + $1.shape[1] }
    var elements: [Double] = []
    elements.reserveCapacity(
      operands.inputs.reduce(0) { $0 + $1.elements.count })
    for picture in 0..<first[0] {
      for input in operands.inputs {
        let count = input.elements.count / first[0]
        elements += input.elements[picture * count..<(picture + 1) * count]
      }
    }
    return Tensor(
      shape: Shape([first[0], channels] + first.sizes.dropFirst(2)), elements: elements)
  }

  /// Each input gets back the gradient of its own channels.
  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    var gradients = operands.inputs.map { Tensor.zeros($0.shape) }
    let pictures = outputGradient.shape[0]
    var place = 0
    for picture in 0..<pictures {
      for (number, input) in operands.inputs.enumerated() {
        let count = input.elements.count / pictures
        gradients[number].elements.replaceSubrange(
          picture * count..<(picture + 1) * count,
          with: outputGradient.elements[place..<place + count])
        place += count
      }
    }
    return OperandGradients(inputs: gradients)
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let (number, source) = source(of: position, in: operands)
    let input = operands.inputs[number]
    let value = input.elements[Extent(ofBatch: input.shape).index(of: source)]
    return Cell(
      terms: [Term(.input(number), position: source, input: value, factor: 1)],
      arithmetic: .identity, value: value)
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    let (number, source) = source(of: position, in: operands)
    return number == input ? .cell(source) : nil
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    guard case .input(let number) = target else { return [] }
    var position = Extent(ofBatch: operands.inputs[number].shape).position(of: index)
    position.channel += operands.inputs[..<number].reduce(0) { $0 + $1.shape[1] }
    return [Derivative(position, 1)]
  }

  /// The input in which a cell of the output stands, and where.
  private func source(
    of position: Position, in operands: Operands
  ) -> (input: Int, Position) {
    var source = position
    var number = 0
    while source.channel >= operands.inputs[number].shape[1] {
      source.channel -= operands.inputs[number].shape[1]
      number += 1
    }
    return (number, source)
  }
}
