import Ground
import Operations
import Tensors

extension Step {
  /// The arithmetic with its numbers: `0·0 + 1·1 + 3·2 + 4·3 = 19`, `max(0, 1, 3, 4) = 4`.
  ///
  /// - Parameters:
  ///   - significant: digits of each number.
  ///   - maximumTerms: more terms than these are summed up as one number and counted.
  public func formula(
    in language: Language, significant: Int = 6, maximumTerms: Int = .max
  ) -> String {
    func text(_ number: Double) -> String { language.text(number, significant: significant) }
    func factor(_ number: Double) -> String {
      number < 0 ? "(\(text(number)))" : text(number)
    }
    let shown = terms.prefix(maximumTerms)
    let hidden = terms.dropFirst(maximumTerms)
    let left: String
    switch arithmetic {
    case .weightedSum(let bias):
      var parts = shown.map { "\(factor($0.input))·\(factor($0.factor))" }
      if !hidden.isEmpty {
        parts.append(language.rest(hidden.count, text(hidden.reduce(0) { $0 + $1.product })))
      }
      if bias != 0 { parts.append(factor(bias)) }
      left = parts.joined(separator: " + ")
    case .maximum:
      var parts = shown.map { text($0.input) }
      if let largest = hidden.map(\.input).max() {
        parts.append(language.rest(hidden.count, text(largest)))
      }
      left = "max(\(parts.joined(separator: language.listSeparator)))"
    case .average:
      var parts = shown.map { factor($0.input) }
      if !hidden.isEmpty {
        parts.append(language.rest(hidden.count, text(hidden.reduce(0) { $0 + $1.input })))
      }
      left = "(\(parts.joined(separator: " + "))) / \(terms.count)"
    case .normalisation(let numbers):
      let x = terms.first?.input ?? 0
      left =
        "\(factor(numbers.gamma))·(\(text(x)) - \(factor(numbers.mean)))"
        + " / √(\(text(numbers.variance)) + \(text(numbers.epsilon))) + \(factor(numbers.beta))"
    case .rectification: left = "max(\(text(terms.first?.input ?? 0))\(language.listSeparator)0)"
    case .sum: left = terms.map { factor($0.input) }.joined(separator: " + ")
    case .identity: return text(value)
    case .function(let function): left = "\(function.rawValue)(\(text(terms.first?.input ?? 0)))"
    }
    return "\(left) = \(text(value))"
  }
}

extension Language {
  /// A comma is Vietnamese's decimal sign, so it cannot part numbers there.
  fileprivate var listSeparator: String { self == .english ? ", " : "; " }

  /// What stands for terms that are not written out.
  fileprivate func rest(_ count: Int, _ value: String) -> String {
    switch self {
    case .english: "(\(text(count)) more: \(value))"
    case .vietnamese: "(\(text(count)) số hạng nữa: \(value))"
    }
  }
}
