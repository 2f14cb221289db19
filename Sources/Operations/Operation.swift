import Ground
import Tensors

/// One operation of a network: everything that is plain mathematics about it.
///
/// Networks ask it for shapes, costs and receptive fields, the plain evaluation for whole tensors, and
/// steps for the terms of one cell, forward and backward. Tensors are batches, `[N, C, H, W]` or
/// `[N, F]`; cells are those of the first picture, where a vector is `F` channels of 1x1.
///
/// In `Double` and as plain as it can be: it is what a student sees, and the oracle that the fast
/// kernels are tested against.
public protocol Operation: Hashable, Sendable {
  var kind: Layer.Kind { get }

  /// The operation with its settings in words: `convolution 3x3, stride 2`.
  var title: Bilingual { get }

  /// How many inputs it takes.
  var inputCount: ClosedRange<Int> { get }

  /// What it learns or estimates, in PyTorch's order; empty for most.
  var parameters: [Parameter] { get }

  /// The shape of the output, without the batch: `[C, H, W]` or `[F]`.
  ///
  /// - Parameter inputs: as many as ``inputCount`` allows; ``Layer/outputShape(of:)`` has counted them.
  /// - Throws: ``OperationError`` with what was found and what was expected.
  func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape

  /// Multiply-adds for one output of the given shape, products with padding included; `nil` where the
  /// number overflows.
  func multiplyAdds(output: Shape) -> Int?

  /// Where one output cell looks in an input of the given shape.
  func reach(over input: Shape) -> Reach

  /// The whole output of a batch.
  func forward(_ operands: Operands) -> Tensor

  /// The gradients of all inputs and parameters.
  ///
  /// - Parameters:
  ///   - outputGradient: of a scalar loss, of the output's shape.
  ///   - output: what ``forward(_:)`` made of the operands.
  func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients

  /// One output cell of the first picture with everything that makes it.
  ///
  /// - Complexity: O(terms of the cell).
  func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell

  /// The value of one output cell, without its terms: for drawing many cells.
  func value(at position: Position, of operands: Operands, output: Extent) -> Double

  /// The values of cells beside each other in one row, from this one on: for drawing whole maps.
  func values(
    from position: Position, count: Int, of operands: Operands, output: Extent
  ) -> [Double]

  /// One cell of a gradient, without its terms: for drawing many cells.
  ///
  /// - Parameter arriving: the gradient at the output's cells, of the first picture.
  func gradient(
    after target: Target, at index: Int, of operands: Operands, output: Extent,
    arriving: [Double]
  ) -> Double

  /// The terms of one output cell for inputs of the given shapes, at most: what a step takes is priced
  /// before it is made.
  func termsPerCell(of inputs: [Shape]) -> Int

  /// The terms of one cell of any gradient for an output of the given shape, at most.
  func termsPerGradientCell(output: Shape) -> Int

  /// The cells of one input that an output cell reads; `nil` where it reads none of that input.
  func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow?

  /// The output cells of the first picture that a cell of an input or a parameter has a part in, each
  /// with its derivative after that cell; cells whose derivative is 0 by structure are left out.
  ///
  /// - Parameter index: the cell's place in the elements of the input (of the first picture) or parameter.
  func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative]
}

extension Operation {
  public var inputCount: ClosedRange<Int> { 1...1 }
  public var parameters: [Parameter] { [] }
  public var title: Bilingual { kind.title }
  public func multiplyAdds(output: Shape) -> Int? { 0 }
  public func reach(over input: Shape) -> Reach { .place }

  /// One term an input.
  public func termsPerCell(of inputs: [Shape]) -> Int { inputs.count }

  /// A channel's statistics depend on all of the channel, and a parameter may have a part in every place.
  public func termsPerGradientCell(output: Shape) -> Int {
    let extent = Extent(output)
    return max(extent.channels, extent.height * extent.width)
  }

  public func value(at position: Position, of operands: Operands, output: Extent) -> Double {
    cell(position, of: operands, output: output).value
  }

  public func values(
    from position: Position, count: Int, of operands: Operands, output: Extent
  ) -> [Double] {
    (0..<count).map {
      value(
        at: Position(
          channel: position.channel, row: position.row, column: position.column + $0),
        of: operands, output: output)
    }
  }

  public func gradient(
    after target: Target, at index: Int, of operands: Operands, output: Extent,
    arriving: [Double]
  ) -> Double {
    derivatives(after: target, at: index, of: operands, output: output).reduce(0) {
      // As the product of a term: a factor that is 0 by choice lets nothing through.
      $1.factor == 0 ? $0 : $0 + arriving[output.index(of: $1.position)] * $1.factor
    }
  }

  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    .cell(position)
  }
}

/// An operation whose output cells look at their input through a window that slides over it.
public protocol SlidingOperation: Operation {
  var window: Window { get }
}

extension SlidingOperation {
  public func reach(over input: Shape) -> Reach { .window(window) }
}

/// Where an output cell looks in an input.
public enum Reach: Hashable, Sendable {
  /// At the cells under a window.
  case window(Window)
  /// At its own row and column.
  case place
  /// Everywhere: an output cell is no place of the picture.
  case everywhere
}

/// A gradient goes back to one of these.
public enum Target: Hashable, Sendable {
  /// The input of that number, from 0.
  case input(Int)
  /// The parameter of that number, in the order of ``Operation/parameters``.
  case parameter(Int)
}

/// An output cell and its derivative after a cell of an input or a parameter.
public struct Derivative: Hashable, Sendable {
  public let position: Position
  public let factor: Double

  public init(_ position: Position, _ factor: Double) {
    self.position = position
    self.factor = factor
  }
}

/// The gradients that an operation sends back.
public struct OperandGradients: Hashable, Sendable {
  /// One an input, of its shape.
  public var inputs: [Tensor]
  /// One a parameter, of its shape; `nil` for running statistics, which are estimated.
  public var parameters: [Tensor?]

  public init(inputs: [Tensor], parameters: [Tensor?] = []) {
    self.inputs = inputs
    self.parameters = parameters
  }
}
