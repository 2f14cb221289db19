import Ground
import Tensors

/// A cell of a feature map, from 0; of padding it lies outside, so row or column may be negative.
public struct Position: Hashable, Sendable {
  public var channel: Int
  public var row: Int
  public var column: Int

  public init(channel: Int, row: Int, column: Int) {
    self.channel = channel
    self.row = row
    self.column = column
  }
}

/// One number that goes into a cell.
public struct Term: Hashable, Sendable {
  /// Where the number comes from.
  public enum Source: Hashable, Sendable {
    /// The input of that number, from 0: a sum has two, a concatenation many.
    case input(Int)
    /// The gradient that arrives at the output.
    case outputGradient
  }

  /// Where a factor stands that is a number of a parameter.
  public struct ParameterPlace: Hashable, Sendable {
    /// The parameter's number, in the order of ``Operation/parameters``.
    public let parameter: Int
    /// Its place among the parameter's elements.
    public let index: Int

    public init(parameter: Int, index: Int) {
      self.parameter = parameter
      self.index = index
    }
  }

  public let source: Source
  /// Its cell there.
  public let position: Position
  public let isPadding: Bool
  /// The number read; of padding 0, in max pooling minus infinity.
  public let input: Double
  /// What the number is multiplied with: a weight, 1/n, 1 or 0 where one of many wins, a derivative.
  public let factor: Double
  /// Where the factor stands, if it is a number of a parameter.
  public let weightPlace: ParameterPlace?
  /// The cell that padding repeats, if it repeats one.
  public let repeated: Position?

  public init(
    _ source: Source = .input(0), position: Position, isPadding: Bool = false, input: Double,
    factor: Double, weightPlace: ParameterPlace? = nil, repeated: Position? = nil
  ) {
    self.repeated = repeated
    self.source = source
    self.position = position
    self.isPadding = isPadding
    self.input = input
    self.factor = factor
    self.weightPlace = weightPlace
  }

  /// What the term adds to the sum: 0 where the factor is 0 by choice, as of the losers of a maximum,
  /// even beside an infinity.
  public var product: Double { factor == 0 && weightPlace == nil ? 0 : input * factor }

  /// The weight that the number is multiplied with, `nil` where the factor is no parameter.
  public var weight: Double? { weightPlace == nil ? nil : factor }
}

/// A cell and everything that makes it: value = f(Σ input · factor + bias).
public struct Cell: Hashable, Sendable {
  /// In the order channel, kernel row, kernel column.
  public let terms: [Term]
  /// How the sum is written, with the numbers that are not in the terms.
  public let arithmetic: Arithmetic
  /// Added to the sum of the products.
  public let bias: Double
  public let value: Double

  public init(terms: [Term], arithmetic: Arithmetic, bias: Double = 0, value: Double) {
    self.terms = terms
    self.arithmetic = arithmetic
    self.bias = bias
    self.value = value
  }
}

/// How the making of a cell is written down.
///
/// A closed set that does not grow with the operations: each says with which of these manners its sum
/// is read best.
public enum Arithmetic: Hashable, Sendable {
  /// The sum of the products, in the order of the terms, and the bias last.
  case weightedSum(bias: Double)
  /// The largest term; `winner` is its place among the terms, `nil` where all is padding.
  case maximum(winner: Int?)
  /// The sum of the terms, padding counted, over their number.
  case average
  /// The one term, normalised with the numbers of its channel.
  case normalisation(Normalisation)
  /// The one term, or 0 where it is negative.
  case rectification
  /// The sum of the terms.
  case sum
  /// The one term as it is.
  case identity
  /// A function of the one term.
  case function(Function)
  /// The share of one exponential in all of them; `own` is the place of its term.
  case softmax(Exponentials, own: Int)
  /// The logarithm of the sum of all exponentials, less one term; `target` is its place.
  case crossEntropy(Exponentials, target: Int)
}

/// A function that a cell's sum goes through and that no factor can stand for.
public enum Function: String, Hashable, Sendable {
  case sigmoid, tanh

  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .sigmoid: 1 / (1 + exp(-x))
    case .tanh: hyperbolicTangent(x)
    }
  }
}

private func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }

/// The numbers of one channel of a batch normalisation:
/// `gamma · (x - mean) / √(variance + epsilon) + beta`.
public struct Normalisation: Hashable, Sendable {
  public let mean: Double
  public let variance: Double
  public let epsilon: Double
  public let gamma: Double
  public let beta: Double

  public var deviation: Double { (variance + epsilon).squareRoot() }

  /// What x is multiplied with: `gamma / √(variance + epsilon)`.
  public var factor: Double { gamma / deviation }

  /// What is added to that: `beta - mean · gamma / √(variance + epsilon)`.
  public var bias: Double { beta - mean * factor }

  public func callAsFunction(_ x: Double) -> Double { gamma * ((x - mean) / deviation) + beta }
}

/// The input cells that one output cell reads: a grid of taps, `dilation` apart.
///
/// Of a padded operation it may reach outside the input.
public struct InputWindow: Hashable, Sendable {
  /// The input's channels that are read.
  public let channels: Range<Int>
  /// The row and column of the first tap.
  public let row: Int
  public let column: Int
  /// The number of taps on each axis.
  public let taps: Pair
  /// How far apart the taps lie.
  public let dilation: Pair

  public init(channels: Range<Int>, row: Int, column: Int, taps: Pair, dilation: Pair = .one) {
    self.channels = channels
    self.row = row
    self.column = column
    self.taps = taps
    self.dilation = dilation
  }

  /// The rows from the first tap to the last.
  public var rows: ClosedRange<Int> { row...(row + dilation.height * (taps.height - 1)) }

  /// The columns from the first tap to the last.
  public var columns: ClosedRange<Int> {
    column...(column + dilation.width * (taps.width - 1))
  }

  /// Whether a cell of an input channel's plane is a tap: inside the rectangle, and on its grid.
  public func reads(row: Int, column: Int) -> Bool {
    rows.contains(row) && columns.contains(column)
      && (row - self.row).isMultiple(of: dilation.height)
      && (column - self.column).isMultiple(of: dilation.width)
  }

  /// A single cell.
  public static func cell(_ position: Position) -> InputWindow {
    InputWindow(
      channels: position.channel..<(position.channel + 1), row: position.row,
      column: position.column, taps: .one)
  }
}
