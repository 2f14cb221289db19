import Ground
import Operations
import Tensors

extension Steps {
  /// The precision of the number that a term reads.
  public func inputPrecision(of term: Term) -> Precision {
    switch term.source {
    case .input(let number): inputs[number].precision
    case .outputGradient:
      if case .backward(_, let gradient) = direction { gradient.precision } else { .double }
    }
  }

  /// The precision of the weight that it is multiplied with.
  public func weightPrecision(of term: Term) -> Precision {
    term.weightPlace.map { parameters[$0.parameter].precision } ?? .double
  }

  /// The precision of a step's value: of a number that was chosen, that of the number; of one that was
  /// computed, `Double`.
  public func valuePrecision(of step: Step) -> Precision {
    switch step.arithmetic {
    case .maximum, .rectification, .identity: step.terms.first.map(inputPrecision(of:)) ?? .double
    case .weightedSum, .average, .normalisation, .sum, .function, .softmax, .crossEntropy:
      .double
    }
  }
}
