import Ground
import Interface
import Operations
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
  /// As they are written, from the first on.
  let terms: [String]
  let separator: String
  /// What stands behind them: `) / 4`, ` + bias 1`.
  let closing: String
  /// `19`, in full.
  let result: String
  /// The result in three digits, where all of them find no room.
  let shortResult: String

  let language: Language

  /// How many terms there are; ``terms`` may hold only the first of them.
  let count: Int

  /// - Parameter limit: so many terms are written out; more would find no room anyway.
  init(of step: Step, label: String, limit: Int = .max, in context: ScreenContext) {
    let writer = TermWriter(context)
    let shown = step.terms.prefix(max(limit, 1))
    self.label = label
    language = context.language
    count = step.terms.count
    result = writer.full(step.value)
    shortResult = writer.number(step.value)
    switch step.arithmetic {
    case .weightedSum(let bias):
      terms = shown.map(writer.product)
      (opening, separator) = ("", " + ")
      closing = bias == 0 ? "" : " + \(StepperText.bias[context.language]) \(writer.factor(bias))"
    case .maximum:
      terms = shown.map { writer.number($0.input) }
      (opening, separator, closing) = ("max(", "; ", ")")
    case .average:
      terms = shown.map { writer.factor($0.input) }
      (opening, separator, closing) = ("(", " + ", ") / \(step.terms.count)")
    case .normalisation(let numbers):
      terms = shown.map { writer.normalisation(numbers, of: $0.input) }
      (opening, separator, closing) = ("", "", "")
    case .rectification:
      terms = shown.map { writer.number($0.input) }
      (opening, separator, closing) = ("max(", "; ", "; 0)")
    case .sum:
      terms = shown.map { writer.factor($0.input) }
      (opening, separator, closing) = ("", " + ", "")
    case .function(let function):
      terms = shown.map { writer.number($0.input) }
      (opening, separator, closing) = ("\(function.rawValue)(", "", ")")
    case .identity:
      terms = shown.map {
        "\(StepperText.input[context.language])"
          + "[\($0.position.channel),\($0.position.row),\($0.position.column)]"
      }
      (opening, separator, closing) = ("", "", "")
    }
  }

  /// The whole equation on one line.
  var text: String {
    "\(head)\(opening)\(terms.joined(separator: separator))\(closing)\(equals)"
  }

  /// The label with its sign of equality; nothing where a label stands elsewhere.
  private var head: String { label.isEmpty ? "" : "\(label) = " }

  /// ` = 19`
  var equals: String { " = \(result)" }

  /// The equation in at most so many lines of so many columns; terms at the end that find no room
  /// are counted instead: `… 21 more …`.
  func folded(columns: Int, rows: Int) -> [String] {
    func lines(keeping shown: Int) -> [String] {
      Text.wrapped(shown == count ? text : folded(keeping: shown), to: columns)
    }
    if terms.count == count {
      let whole = lines(keeping: count)
      if whole.count <= rows || rows < 1 { return whole }
    }
    // The most terms that fit, by halving.
    var fitting = 0
    var tooMany = min(terms.count, count - 1) + 1
    while tooMany - fitting > 1 {
      let middle = (fitting + tooMany) / 2
      if lines(keeping: middle).count <= rows { fitting = middle } else { tooMany = middle }
    }
    guard fitting == 0 else { return lines(keeping: fitting) }
    return [head + result, head + shortResult, result]
      .first { TextWidth.width(of: $0) <= columns }.map { [$0] } ?? [shortResult]
  }

  private func folded(keeping shown: Int) -> String {
    let more = StepperText.moreTerms.filled(
      language.numbers.integer(count - shown), in: language)
    let kept = terms.prefix(shown).joined(separator: separator)
    return "\(head)\(opening)\(kept)\(separator)\(more)\(closing)\(equals)"
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

  /// All digits behind an operator: negative ones in parentheses.
  func fullFactor(_ value: Double) -> String {
    value < 0 ? "(\(full(value)))" : full(value)
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
