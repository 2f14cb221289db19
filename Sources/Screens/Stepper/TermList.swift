import Interface
import Stepping
import Tensors

/// Every term of one cell with its place, its factors in full and the sum so far.
struct TermList {
  let step: Step
  let label: String
  /// Terms left out at the top.
  let scroll: Int

  func draw(on canvas: inout Canvas, in rect: Rect, _ context: ScreenContext) {
    let language = context.language
    // No wider than the eye follows, no taller than the terms.
    let rect = rect.splitColumns(92).left.splitRows(step.terms.count + 2).top
    let inner = canvas.frame(
      rect,
      title: StepperText.termsTitle.filled(
        StepperText.output[language] + label, in: language),
      footer: language.numbers.integer(min(scroll + 1, step.terms.count)) + "–"
        + language.numbers.integer(min(scroll + max(0, rect.rows - 2), step.terms.count)) + " / "
        + language.numbers.integer(step.terms.count),
      style: Theme.focusedFrame, titleStyle: Theme.title)
    let writer = TermWriter(context)
    var sum = 0.0
    for (place, term) in step.terms.enumerated() {
      sum += term.product ?? term.input
      guard place >= scroll, place - scroll < inner.rows else { continue }
      let row = inner.line(place - scroll)
      let position = term.position
      let source =
        term.isPadding
        ? StepperText.fieldPadding[language]
        : "[\(position.channel),\(position.row),\(position.column)]"
      let product =
        term.weight.map {
          "\(writer.full(term.input)) \(writer.times) \(writer.full($0)) = "
            + writer.full(term.product ?? 0)
        } ?? writer.full(term.input)
      canvas.write(source, in: row.splitColumns(14).left, style: Theme.dim)
      canvas.write(
        product, in: row.splitColumns(15).rest, style: isWinner(place) ? Theme.accent : .plain)
      if case .maximum = step.arithmetic { continue }
      canvas.write(
        StepperText.termsSum.filled(writer.number(sum), in: language), in: row, alignment: .right,
        style: Theme.dim)
    }
  }

  private func isWinner(_ place: Int) -> Bool {
    if case .maximum(let winner) = step.arithmetic { winner == place } else { false }
  }
}
