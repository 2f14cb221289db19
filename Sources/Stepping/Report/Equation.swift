import Ground
import Operations

/// The arithmetic of one step, written out with its numbers: `0·0 + 1·1 + 3·2 + 4·3 = 19`,
/// `max(0, 1, 3, 4) = 4`. The one writer of arithmetic, on screens and in text.
public struct Equation: Hashable, Sendable {
  /// `output[0,1,1]`; empty where it stands elsewhere.
  public let label: String
  /// As they are written, from the first on; ``count`` may be larger.
  public let terms: [String]
  /// How many terms there are.
  public let count: Int
  /// `19`, in full.
  public let result: String
  /// The result in the writer's digits, where all of them find no room.
  public let shortResult: String

  /// What stands before the terms: `max(`.
  private let opening: String
  private let separator: String
  /// What stands behind them: `) / 4`, ` + bias 1`.
  private let closing: String
  private let step: Step
  private let writer: TermWriter

  /// - Parameters:
  ///   - step: one of `steps`.
  ///   - limit: so many terms are written out, one at least; more would find no room anyway.
  public init(
    of step: Step, in steps: Steps, label: String, limit: Int = .max, _ writer: TermWriter
  ) {
    self.init(
      of: step, precision: steps.valuePrecision(of: step), label: label, limit: limit, writer,
      inputName: steps.name(ofInput:))
  }

  /// A cell of the gradient of a block.
  init(
    of step: Step, in gradient: BlockGradient, label: String, limit: Int, _ writer: TermWriter
  ) {
    self.init(of: step, precision: .double, label: label, limit: limit, writer) { _ in
      Bilingual("input", "đầu vào")
    }
  }

  private init(
    of step: Step, precision: Precision, label: String, limit: Int, _ writer: TermWriter,
    inputName: (Int) -> Bilingual
  ) {
    let shown = step.terms.prefix(max(limit, 1))
    self.label = label
    self.step = step
    self.writer = writer
    count = step.terms.count
    result = writer.full(step.value, precision)
    shortResult = writer.number(step.value)
    let list = writer.listSeparator
    switch step.arithmetic {
    case .weightedSum(let bias):
      terms = shown.map(writer.product)
      (opening, separator) = ("", " + ")
      closing = bias == 0 ? "" : " + " + writer.bias(bias)
    case .maximum:
      terms = shown.map { writer.number($0.input) }
      (opening, separator, closing) = ("max(", list, ")")
    case .average:
      terms = shown.map { writer.factor($0.input) }
      (opening, separator, closing) = ("(", " + ", ") / \(step.terms.count)")
    case .normalisation(let numbers):
      terms = shown.map { writer.normalisation(numbers, of: $0.input) }
      (opening, separator, closing) = ("", "", "")
    case .rectification:
      terms = shown.map { writer.number($0.input) }
      (opening, separator, closing) = ("max(", list, "\(list)0)")
    case .sum:
      terms = shown.map { writer.factor($0.input) }
      (opening, separator, closing) = ("", " + ", "")
    case .function(let function):
      terms = shown.map { writer.number($0.input) }
      (opening, separator, closing) = ("\(function.rawValue)(", "", ")")
    case .softmax(let numbers, let own):
      terms = shown.map { writer.exponential($0.input) }
      (opening, separator) = ("\(writer.exponential(numbers.inputs[own])) / (", " + ")
      closing = ")"
    case .crossEntropy(let numbers, let target):
      terms = shown.map { writer.exponential($0.input) }
      (opening, separator) = ("log(", " + ")
      closing = ") - \(writer.factor(numbers.inputs[target]))"
    case .identity:
      terms = shown.map {
        let number = if case .input(let number) = $0.source { number } else { 0 }
        return inputName(number)[writer.language]
          + "[\($0.position.channel),\($0.position.row),\($0.position.column)]"
      }
      (opening, separator, closing) = ("", "", "")
    }
  }

  /// The whole equation on one line, in the writer's digits; terms beyond the limit are summed up as one
  /// number and counted.
  public var shortText: String { text(keeping: terms.count, result: shortResult) }

  /// The whole equation on one line, the result in full.
  public var text: String { text(keeping: terms.count, result: result) }

  /// The label with its sign of equality; nothing where a label stands elsewhere.
  public var head: String { label.isEmpty ? "" : "\(label) = " }

  /// The equation with its first terms alone; the others are summed up and counted.
  ///
  /// - Parameter shown: at most as many as ``terms`` has.
  public func text(keeping shown: Int) -> String { text(keeping: shown, result: result) }

  private func text(keeping shown: Int, result: String) -> String {
    var parts = Array(terms.prefix(shown))
    if parts.count < count { parts.append(rest(after: parts.count)) }
    guard !parts.isEmpty else {
      // Nothing has a part in the cell: what is left is the bias, if there is one.
      let bias = closing.hasPrefix(" + ") ? closing.dropFirst(3) + " = " : ""
      return "\(head)\(bias)\(result)"
    }
    return "\(head)\(opening)\(parts.joined(separator: separator))\(closing) = \(result)"
  }

  private func rest(after shown: Int) -> String {
    let hidden = step.terms.dropFirst(shown)
    let value =
      switch step.arithmetic {
      case .maximum: hidden.map(\.input).max() ?? -.infinity
      case .weightedSum: hidden.reduce(0) { $0 + $1.product }
      case .softmax, .crossEntropy: hidden.reduce(0) { $0 + exp($1.input) }
      default: hidden.reduce(0) { $0 + $1.input }
      }
    return writer.rest(hidden.count, value)
  }
}
