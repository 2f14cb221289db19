import Interface
import Stepping
import Tensors

/// The arithmetic of one step, written out with its numbers: `0·0 + 1·1 + 3·2 + 4·3 = 19`.
///
/// The terms have three digits, the result all of its digits.
struct Equation: Hashable, Sendable {
  /// `output[0,1,1]`
  let label: String
  /// What stands before the terms: `max(`.
  let opening: String
  let terms: [String]
  let separator: String
  /// What stands behind them: `) / 4`, ` + bias 1`.
  let closing: String
  /// `19`, in full.
  let result: String

  let language: Language

  init(of step: Step, label: String, in context: ScreenContext) {
    let writer = TermWriter(context)
    self.label = label
    self.language = context.language
    result = writer.full(step.value)
    switch step.arithmetic {
    case .weightedSum(let bias):
      opening = ""
      terms = step.terms.map(writer.product)
      separator = " + "
      closing = bias == 0 ? "" : " + \(StepperText.bias[context.language]) \(writer.factor(bias))"
    case .maximum:
      opening = "max("
      terms = step.terms.map { writer.number($0.input) }
      separator = "; "
      closing = ")"
    case .average:
      opening = "("
      terms = step.terms.map { writer.factor($0.input) }
      separator = " + "
      closing = ") / \(step.terms.count)"
    case .normalisation(let numbers):
      let x = step.terms.first?.input ?? 0
      opening = writer.normalisation(numbers, of: x)
      terms = []
      separator = ""
      closing = ""
    case .rectification:
      opening = "max("
      terms = step.terms.map { writer.number($0.input) }
      separator = "; "
      closing = "; 0)"
    case .sum:
      opening = ""
      terms = step.terms.map { writer.factor($0.input) }
      separator = " + "
      closing = ""
    case .identity:
      opening = ""
      terms = step.terms.map { writer.number($0.input) }
      separator = ""
      closing = ""
    }
  }

  /// The whole equation on one line.
  var text: String {
    "\(label) = \(opening)\(terms.joined(separator: separator))\(closing)\(equals)"
  }

  /// ` = 19`
  var equals: String { " = \(result)" }

  /// The equation in at most so many lines of so many columns; terms in the middle that find no room
  /// are counted instead: `… 21 more …`.
  func folded(columns: Int, rows: Int) -> [String] {
    let whole = Text.wrapped(text, to: columns)
    guard whole.count > rows, rows > 0 else { return whole }
    // The most terms that fit: the words of a long sum are short, so its length tells the lines.
    var shown = terms.count - 1
    while shown > 1 {
      let lines = Text.wrapped(folded(keeping: shown), to: columns)
      if lines.count <= rows { return lines }
      shown -= max(1, min(shown - 1, (lines.count - rows) * columns / 24))
    }
    let shortest = terms.count > 1 ? Text.wrapped(folded(keeping: 1), to: columns) : whole
    return shortest.count <= rows ? shortest : Text.wrapped(label + equals, to: columns)
  }

  private func folded(keeping shown: Int) -> String {
    let more = StepperText.moreTerms.filled(
      language.numbers.integer(terms.count - shown), in: language)
    let kept = terms.prefix(shown).joined(separator: separator)
    return "\(label) = \(opening)\(kept)\(separator)\(more)\(closing)\(equals)"
  }
}

/// Numbers and products as they stand in an equation.
struct TermWriter: Hashable, Sendable {
  private let format: NumberFormat
  private let isAscii: Bool

  init(_ context: ScreenContext) {
    format = context.language.numbers
    isAscii = context.capabilities.glyphs == .ascii
  }

  /// In ASCII a point between two numbers would read as a decimal point.
  var times: String { isAscii ? "*" : "·" }

  /// Three digits.
  func number(_ value: Double) -> String { named(value) ?? format.significant(value) }

  /// All digits.
  func full(_ value: Double) -> String { named(value) ?? format.full(value) }

  /// A number behind an operator: negative ones in parentheses.
  func factor(_ value: Double) -> String {
    value < 0 ? "(\(number(value)))" : number(value)
  }

  /// `3·2`
  func product(_ term: Term) -> String {
    guard let weight = term.weight else { return factor(term.input) }
    return factor(term.input) + times + factor(weight)
  }

  /// `1.2·(0.5 - 0.1)/√(0.04 + 1e-5) + 0.3`
  func normalisation(_ numbers: Normalisation, of x: Double) -> String {
    let root = isAscii ? "sqrt" : "√"
    return "\(factor(numbers.gamma))\(times)(\(number(x)) - \(factor(numbers.mean)))"
      + "/\(root)(\(number(numbers.variance)) + \(number(numbers.epsilon)))"
      + " + \(factor(numbers.beta))"
  }

  private func named(_ value: Double) -> String? {
    guard value.isInfinite, !isAscii else { return nil }
    return value < 0 ? "-∞" : "∞"
  }
}
