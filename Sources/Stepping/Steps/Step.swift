import Tensors

/// A cell of a feature map, from 0.
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

/// One number that goes into an output cell.
public struct Term: Hashable, Sendable {
  /// Where it is read, in the input's own channels; of padding outside the input, so row or column
  /// may be negative.
  public let position: Position
  public let isPadding: Bool
  /// The number read; of padding 0, in max pooling minus infinity.
  public let input: Double
  /// The kernel's number, in a convolution.
  public let weight: Double?

  /// `input · weight`, in a convolution.
  public var product: Double? { weight.map { input * $0 } }

  public init(position: Position, isPadding: Bool = false, input: Double, weight: Double? = nil) {
    self.position = position
    self.isPadding = isPadding
    self.input = input
    self.weight = weight
  }
}

/// One output cell and everything that makes it.
public struct Step: Hashable, Sendable {
  /// What is done with the terms.
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
    /// The sum of the two terms: the branch first, then the shortcut.
    case sum
    /// The one term as it is.
    case identity
  }

  /// From 0, in the order channel, row, column.
  public let index: Int
  /// The output cell.
  public let position: Position
  /// In the order channel, kernel row, kernel column.
  public let terms: [Term]
  public let arithmetic: Arithmetic
  public let value: Double
}

/// The numbers of one channel of a batch normalisation:
/// `gamma · (x - mean) / √(variance + epsilon) + beta`.
public struct Normalisation: Hashable, Sendable {
  public let mean: Double
  public let variance: Double
  public let epsilon: Double
  public let gamma: Double
  public let beta: Double

  public func callAsFunction(_ x: Double) -> Double {
    // The same order of operations as `Reference.batchNorm`, so that both agree to the bit.
    gamma * ((x - mean) / (variance + epsilon).squareRoot()) + beta
  }
}
