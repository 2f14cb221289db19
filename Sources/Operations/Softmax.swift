import Ground
import Tensors

/// The channels of each place as probabilities: `e^x / Σ e^x` over them. The largest is taken off all of them first,
/// which changes nothing but that no exponential overflows.
public struct Softmax: Operation {
  public init() {}

  public var kind: Layer.Kind { .softmax }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape { inputs[0] }

  public func termsPerCell(of inputs: [Shape]) -> Int { Extent(inputs[0]).channels }

  public func termsPerGradientCell(output: Shape) -> Int { Extent(output).channels }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let numbers = numbers(at: position, of: operands)
    let terms = numbers.inputs.enumerated().map { channel, x in
      Term(
        position: Position(channel: channel, row: position.row, column: position.column),
        input: x, factor: channel == position.channel ? 1 : 0)
    }
    return Cell(
      terms: terms, arithmetic: .softmax(numbers, own: position.channel),
      value: numbers(numbers.inputs[position.channel]))
  }

  public func value(at position: Position, of operands: Operands, output: Extent) -> Double {
    let numbers = numbers(at: position, of: operands)
    return numbers(numbers.inputs[position.channel])
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    InputWindow(
      channels: 0..<output.channels, row: position.row, column: position.column, taps: .one)
  }

  /// `p_k (1 - p_k)` for the channel itself, `-p_k p_c` for every other.
  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    let cell = output.position(of: index)
    let numbers = numbers(at: cell, of: operands)
    let own = numbers(numbers.inputs[cell.channel])
    return numbers.inputs.enumerated().map { channel, x in
      Derivative(
        Position(channel: channel, row: cell.row, column: cell.column),
        channel == cell.channel ? own * (1 - own) : -numbers(x) * own)
    }
  }

  private func numbers(at position: Position, of operands: Operands) -> Exponentials {
    let input = operands.inputs[0]
    let extent = Extent(ofBatch: input.shape)
    return Exponentials(
      of: (0..<extent.channels).map {
        input.elements[extent.index($0, position.row, position.column)]
      })
  }
}

/// Numbers that are turned into probabilities, with what all of their exponentials share.
public struct Exponentials: Hashable, Sendable {
  public let inputs: [Double]
  public let largest: Double
  /// `Σ e^(x - largest)`
  public let sum: Double

  init(of inputs: [Double]) {
    self.inputs = inputs
    // A NaN makes all of them NaN, as it does in the sum.
    let largest = inputs.max() ?? 0
    self.largest = largest
    sum = inputs.reduce(0) { $0 + exp($1 - largest) }
  }

  /// `log Σ e^x`
  var logOfSum: Double { largest + log(sum) }

  /// The probability of one of the numbers: `e^(x - largest) / sum`.
  public func callAsFunction(_ x: Double) -> Double { exp(x - largest) / sum }
}
