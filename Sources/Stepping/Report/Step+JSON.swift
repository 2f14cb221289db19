import Ground
import Operations
import Tensors

extension Steps {
  /// The step of a report: `index`, `terms`, `bias` (but for poolings), `value`, and of a batch
  /// normalisation the numbers of its channel.
  public func json(of step: Step) -> JSON {
    guard !isBackward else { return step.gradientJSON }
    var members = [JSON.Member("index", .integer(step.index))]
    members.append(JSON.Member("terms", .array(step.terms.map(json(of:)))))
    if hasWeights { members.append(JSON.Member("bias", .number(step.bias))) }
    switch step.arithmetic {
    case .normalisation(let numbers):
      members += [
        JSON.Member("mean", .number(numbers.mean)),
        JSON.Member("variance", .number(numbers.variance)),
        JSON.Member("epsilon", .number(numbers.epsilon)),
        JSON.Member("gamma", .number(numbers.gamma)),
        JSON.Member("beta", .number(numbers.beta)),
      ]
    case .function(let function):
      members.append(JSON.Member("function", .string(function.rawValue)))
    case .softmax: members.append(JSON.Member("function", "softmax"))
    default: break
    }
    members.append(JSON.Member("value", .number(step.value)))
    return .object(members)
  }

  /// Minus infinity, the padding of max pooling, is `null` like every number that is not finite.
  private func json(of term: Term) -> JSON {
    var members = term.positionMembers
    switch term.source {
    case .outputGradient: members += term.gradientMembers
    case .input(let number):
      // Where there is one input alone, it goes without saying.
      if inputs.count > 1 { members.append(JSON.Member("source", .integer(number))) }
      members += [
        JSON.Member("padding", .bool(term.isPadding)), JSON.Member("input", .number(term.input)),
      ]
      if hasWeights {
        members += [
          JSON.Member("weight", .number(term.factor)),
          JSON.Member("product", .number(term.product)),
        ]
      }
    }
    return .object(members)
  }

  /// Poolings say what they read, not what it is multiplied with.
  private var hasWeights: Bool {
    switch layer {
    case .maxPooling, .averagePooling, .globalAveragePooling, .adaptiveAveragePooling: false
    default: true
    }
  }
}

extension Step {
  /// The step of a gradient: `index`, `terms`, one for each cell of the output, and `value`.
  var gradientJSON: JSON {
    .object([
      JSON.Member("index", .integer(index)),
      JSON.Member(
        "terms", .array(terms.map { .object($0.positionMembers + $0.gradientMembers) })),
      JSON.Member("value", .number(value)),
    ])
  }
}

extension Term {
  fileprivate var positionMembers: [JSON.Member] {
    [
      JSON.Member("channel", .integer(position.channel)),
      JSON.Member("row", .integer(position.row)),
      JSON.Member("column", .integer(position.column)),
    ]
  }

  fileprivate var gradientMembers: [JSON.Member] {
    [
      JSON.Member("gradient", .number(input)), JSON.Member("factor", .number(factor)),
      JSON.Member("product", .number(product)),
    ]
  }
}
