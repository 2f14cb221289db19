import Operations
import Tensors

/// How far the computation of a block, or of a network up to a layer, has come.
public struct ForwardProgress: Hashable, Sendable {
  /// The operation that is computed now: `layer1.0.conv1`.
  public let name: String
  /// Its number, from 1.
  public let number: Int
  /// The operations up to the end.
  public let count: Int
  /// How much of this operation is done, 0 to 1.
  public let share: Double

  public init(name: String, number: Int, count: Int, share: Double) {
    self.name = name
    self.number = number
    self.count = count
    self.share = share
  }

  /// Told of every piece of a computation before it begins; `false` ends the computation.
  public typealias Observer = (ForwardProgress) -> Bool
}

/// Counts the operations of a computation for its observer.
struct ForwardCounter {
  private let count: Int
  private let observer: ForwardProgress.Observer
  private var number = 0
  private var name = ""

  init(count: Int, _ observer: @escaping ForwardProgress.Observer) {
    self.count = count
    self.observer = observer
  }

  /// - Throws: ``StepError/abandoned`` when nobody waits any more.
  mutating func begin(_ name: String) throws(StepError) {
    (number, self.name) = (number + 1, name)
    guard goesOn(0) else { throw .abandoned }
  }

  func goesOn(_ share: Double) -> Bool {
    observer(ForwardProgress(name: name, number: number, count: count, share: share))
  }
}

extension Steps {
  /// Products between two questions whether to go on: a fraction of a second.
  private static let productsPerPiece = 20_000_000

  /// All cells of a forward operation, a convolution piece by piece.
  ///
  /// - Parameter goesOn: asked between two pieces, with the share that is done.
  /// - Returns: `nil` when it said no.
  func makeOutput(while goesOn: (Double) -> Bool) -> Tensor? {
    guard let convolution, convolution.groups == 1, case .convolution(let layer) = self.layer else {
      return makeOutput()
    }
    let filters = convolution.kernel.shape[0]
    let perFilter = Double(count / filters) * Double(convolution.termsPerStep)
    let filtersPerPiece = Swift.max(1, Int(Double(Self.productsPerPiece) / perFilter))
    guard filters > filtersPerPiece else { return makeOutput() }
    let weights = convolution.kernel.elements.count / filters
    var elements: [Double] = []
    elements.reserveCapacity(count)
    for first in stride(from: 0, to: filters, by: filtersPerPiece) {
      guard goesOn(Double(first) / Double(filters)) else { return nil }
      let piece = first..<Swift.min(first + filtersPerPiece, filters)
      var part = layer
      part.outputChannels = piece.count
      var parameters = [
        Tensor(
          shape: Shape([piece.count] + convolution.kernel.shape.sizes.dropFirst()),
          elements: Array(
            convolution.kernel.elements[piece.lowerBound * weights..<piece.upperBound * weights]))
      ]
      if let bias = convolution.bias {
        parameters.append(Tensor(shape: [piece.count], elements: Array(bias[piece])))
      }
      guard let steps = try? Steps(.convolution(part), inputs: inputs, parameters: parameters)
      else { return makeOutput() }
      elements += steps.makeOutput().elements
    }
    return Tensor(shape: shape, elements: elements)
  }
}
