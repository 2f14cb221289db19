import Ground
import Operations

/// Numbers and products as they stand in an equation.
public struct TermWriter: Hashable, Sendable {
  public let language: Language
  private let format: NumberFormat
  private let isASCII: Bool
  private let digits: Int

  /// - Parameters:
  ///   - digits: significant digits of a number that is not written in full.
  ///   - isASCII: whether signs outside ASCII are left out.
  public init(_ language: Language, digits: Int = 3, isASCII: Bool = false) {
    self.language = language
    self.digits = digits
    self.isASCII = isASCII
    format = isASCII ? language.numbers.ascii : language.numbers
  }

  /// In ASCII a point between two numbers would read as a decimal point.
  public var times: String { isASCII ? "*" : "·" }

  /// Between the numbers of a list.
  var listSeparator: String { format.listSeparator }

  /// In the writer's digits.
  public func number(_ value: Double) -> String { format.significant(value, digits: digits) }

  /// All digits.
  public func full(_ value: Double, _ precision: Precision) -> String {
    format.full(value, precision)
  }

  /// A number behind an operator: negative ones in parentheses.
  public func factor(_ value: Double) -> String {
    value < 0 ? "(\(number(value)))" : number(value)
  }

  /// All digits behind an operator: negative ones in parentheses.
  public func fullFactor(_ value: Double, _ precision: Precision) -> String {
    value < 0 ? "(\(full(value, precision)))" : full(value, precision)
  }

  /// `e^2`, `e^(-1)`
  func exponential(_ value: Double) -> String { "e^" + factor(value) }

  /// `3·2`
  func product(_ term: Term) -> String { factor(term.input) + times + factor(term.factor) }

  /// `1.2·(0.5 - 0.1) / √(0.04 + 1e-5) + 0.3`
  func normalisation(_ numbers: Normalisation, of x: Double) -> String {
    let root = isASCII ? "sqrt" : "√"
    return "\(factor(numbers.gamma))\(times)(\(number(x)) - \(factor(numbers.mean)))"
      + " / \(root)(\(number(numbers.variance)) + \(number(numbers.epsilon)))"
      + " + \(factor(numbers.beta))"
  }

  /// `bias 0.5`
  public func bias(_ value: Double) -> String {
    Bilingual("bias", "hệ số điều chỉnh")[language] + " " + factor(value)
  }

  /// What stands for terms that are not written out, with what they come to: `(21 more: 3.5)`.
  func rest(_ count: Int, _ value: Double) -> String {
    let (count, value) = (format.integer(count), number(value))
    return Bilingual("(\(count) more: \(value))", "(\(count) số hạng nữa: \(value))")[language]
  }
}
