import Ground
import Tensors

extension Step {
  /// The step of a report: `index`, `terms`, `bias` (of a convolution), `value`, and of a batch
  /// normalisation the numbers of its channel.
  public var json: JSON {
    var members: [JSON.Member] = [JSON.Member("index", .integer(index))]
    members.append(JSON.Member("terms", .array(terms.map(\.json))))
    switch arithmetic {
    case .weightedSum(let bias): members.append(JSON.Member("bias", .number(bias)))
    case .normalisation(let numbers):
      members += [
        JSON.Member("mean", .number(numbers.mean)),
        JSON.Member("variance", .number(numbers.variance)),
        JSON.Member("epsilon", .number(numbers.epsilon)),
        JSON.Member("gamma", .number(numbers.gamma)),
        JSON.Member("beta", .number(numbers.beta)),
      ]
    case .maximum, .average, .rectification, .sum, .identity: break
    }
    members.append(JSON.Member("value", .number(value)))
    return .object(members)
  }
}

extension Term {
  /// Minus infinity, the padding of max pooling, is `null` like every number that is not finite.
  fileprivate var json: JSON {
    var members = [
      JSON.Member("channel", .integer(position.channel)),
      JSON.Member("row", .integer(position.row)),
      JSON.Member("column", .integer(position.column)),
      JSON.Member("padding", .bool(isPadding)),
      JSON.Member("input", .number(input)),
    ]
    if let weight, let product {
      members.append(JSON.Member("weight", .number(weight)))
      members.append(JSON.Member("product", .number(product)))
    }
    return .object(members)
  }
}
