import Ground
import Interface
import Operations
import Stepping
import Tensors

/// Every term of one cell with its place, its factors in full and the sum so far.
struct TermList {
  let steps: Steps
  /// One of them.
  let step: Step
  let label: String
  /// Terms left out at the top.
  let scroll: Int

  func draw(on canvas: inout Canvas, in rect: Rect, _ context: ScreenContext) {
    let language = context.language
    // No wider than the eye follows, no taller than the terms.
    let rect = rect.splitColumns(94).left.splitRows(step.terms.count + 2).top
    let frame = canvas.frame(
      rect,
      title: StepperText.termsTitle.filled(
        label, in: language),
      footer: language.numbers.integer(min(scroll + 1, step.terms.count)) + "–"
        + language.numbers.integer(min(scroll + max(0, rect.rows - 2), step.terms.count)) + " / "
        + language.numbers.integer(step.terms.count),
      style: Theme.focusedFrame, titleStyle: Theme.title)
    let inner = frame.inset(columns: 1, rows: 0)
    let writer = TermWriter(context)
    var sum = 0.0
    for (place, term) in step.terms.enumerated() {
      // An average adds up what it reads and divides in the end.
      sum += multiplies(term) ? term.product : term.input
      guard place >= scroll, place - scroll < inner.rows else { continue }
      let row = inner.line(place - scroll)
      let position = term.position
      let source =
        term.isPadding
        ? StepperText.fieldPadding[language]
        : "[\(position.channel),\(position.row),\(position.column)]"
      canvas.write(source, in: row.splitColumns(14).left, style: Theme.dim)
      let far =
        isSum ? StepperText.termsSum.filled(writer.number(sum), in: language) : ""
      canvas.write(far, in: row, alignment: .right, style: Theme.dim)
      let room = row.splitColumns(15).rest
      let free = room.splitColumns(room.columns - TextWidth.width(of: far) - 2).left
      canvas.write(
        product(of: term, columns: free.columns, writer), in: free,
        style: isWinner(place) ? Theme.accent : .plain)
    }
  }

  /// The factors in full where they find room; their product too.
  private func product(of term: Term, columns: Int, _ writer: TermWriter) -> String {
    guard multiplies(term) else {
      return writer.full(term.input, steps.inputPrecision(of: term))
    }
    let weight = term.factor
    let factors =
      writer.fullFactor(term.input, steps.inputPrecision(of: term)) + " \(writer.times) "
      + writer.fullFactor(weight, steps.weightPrecision(of: term)) + " = "
    let product = term.product
    let short = writer.factor(term.input) + " \(writer.times) " + writer.factor(weight) + " = "
    let forms = [
      factors + writer.full(product, .double), factors + writer.number(product),
      short + writer.number(product),
    ]
    return forms.first { TextWidth.width(of: $0) <= columns }
      ?? Text.clipped(forms[2], to: columns)
  }

  /// Whether what is read is multiplied with a number of its own: a weight, or backward a derivative.
  private func multiplies(_ term: Term) -> Bool {
    term.weightPlace != nil || term.source == .outputGradient
  }

  /// Whether the terms are added up.
  private var isSum: Bool {
    switch step.arithmetic {
    case .weightedSum, .average, .sum: true
    case .maximum, .normalisation, .rectification, .function, .softmax, .crossEntropy, .identity:
      false
    }
  }

  private func isWinner(_ place: Int) -> Bool {
    if case .maximum(let winner) = step.arithmetic { winner == place } else { false }
  }
}
