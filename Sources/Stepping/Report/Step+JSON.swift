import Ground
import Operations
import Tensors

extension Steps {
  /// The step of a report: `index`, `terms`, `bias` (but for poolings), `value`, and of a batch
  /// normalisation the numbers of its channel.
  public func json(of step: Step) -> JSON {
    var members = [JSON.Member("index", .integer(step.index))]
    members.append(JSON.Member("terms", .array(step.terms.map(json(of:)))))
    if !isBackward {
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
    }
    members.append(JSON.Member("value", .number(step.value)))
    return .object(members)
  }

  /// Minus infinity, the padding of max pooling, is `null` like every number that is not finite.
  private func json(of term: Term) -> JSON {
    var members = [
      JSON.Member("channel", .integer(term.position.channel)),
      JSON.Member("row", .integer(term.position.row)),
      JSON.Member("column", .integer(term.position.column)),
    ]
    switch term.source {
    case .outputGradient:
      members += [
        JSON.Member("gradient", .number(term.input)),
        JSON.Member("factor", .number(term.factor)),
        JSON.Member("product", .number(term.product)),
      ]
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
