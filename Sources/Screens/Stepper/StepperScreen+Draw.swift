import Commands
import Ground
import Interface
import Operations
import Stepping
import Tensors

extension StepperScreen {
  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    let layout = StepperLayout(self, in: context)
    if let settings = layout.settings {
      panel.draw(
        on: &canvas, in: settings, values: { value(of: $0, in: context) },
        language: context.language)
    }
    if let rule = layout.rule {
      canvas.rule(rule, style: Theme.frame)
      if steps?.convolution.map({ request.sharesKernel(over: $0) }) == true {
        canvas.write(
          " \(StepperText.byItself[context.language]) ",
          in: rule.inset(columns: 1, rows: 0), style: Theme.dim)
      }
    }
    guard let view else {
      drawWaiting(on: &canvas, in: layout.panels, context)
      return
    }
    if let scroll = termScroll {
      TermList(
        steps: view.steps, step: view.step, label: view.cellName(in: context),
        scroll: scroll
      )
      .draw(on: &canvas, in: layout.panels, context)
    }
    if let rect = layout.terms {
      TermList(
        steps: view.steps, step: view.step, label: view.cellName(in: context), scroll: 0
      )
      .draw(on: &canvas, in: rect, context)
    }
    if let grids = layout.grids {
      view.draw(grids, hasFocus: !panel.isFocused, on: &canvas, context)
    }
    view.drawEquation(on: &canvas, in: layout.equation, context)
    if let formula = layout.formula, let window = view.steps.window, !view.steps.isBackward {
      let text = SizeFormula(
        input: Pair(view.steps.inputShape[1], view.steps.inputShape[2]), window: window
      ).text(in: context)
      canvas.write(text, in: formula.inset(columns: 1, rows: 0), style: Theme.dim)
    }
    drawStatus(view, on: &canvas, layout, context)
    drawLeftOut(on: &canvas, layout, context)
  }

  /// Names the grids that found no room: on the rule, or over the end of the arithmetic's last line.
  private func drawLeftOut(
    on canvas: inout Canvas, _ layout: StepperLayout, _ context: ScreenContext
  ) {
    guard let notice = layout.grids?.leftOutNotice(in: context.language), let rule = layout.rule
    else { return }
    canvas.write(
      " \(notice) ", in: rule.inset(columns: 2, rows: 0), alignment: .right, style: Theme.dim)
  }

  /// The rows of the list of terms, for scrolling.
  var termRows: Int { view?.step.terms.count ?? 0 }

  /// What a field shows: numbers that were written out at length are the person's own.
  func value(of field: SettingField, in context: ScreenContext) -> String {
    // Never written out first: a literal may hold thousands of numbers, and every frame asks.
    request.literalCount(of: field) > 6
      ? StepperText.own[context.language] : request.text(of: field, steps: steps)
  }

  private func drawWaiting(on canvas: inout Canvas, in rect: Rect, _ context: ScreenContext) {
    guard panel.problem == nil else { return }
    OpeningLine(input: request.input, progress: loaded.progress)
      .draw(on: &canvas, in: rect, context)
  }

  private func drawStatus(
    _ view: StepView, on canvas: inout Canvas, _ layout: StepperLayout, _ context: ScreenContext
  ) {
    guard let status = layout.status else { return }
    let texts = statusTexts(view, in: context)
    canvas.write(texts.left, in: status.inset(columns: 1, rows: 0))
    guard let line = layout.progress else { return }
    let count = view.steps.count
    ProgressLine(share: count > 1 ? Double(index) / Double(count - 1) : 1)
      .draw(on: &canvas, in: line)
    canvas.write(
      texts.right, in: status.inset(columns: 1, rows: 0), alignment: .right, style: Theme.dim)
  }

  /// What stands left and right of the line of progress; as wide at the first step as at the last, so
  /// that the line stays where it is.
  func statusTexts(_ view: StepView, in context: ScreenContext) -> (left: String, right: String) {
    let steps = view.steps
    let language = context.language
    let format = language.numbers
    func progress(_ step: Int) -> String {
      StepperText.progress.filled(
        format.integer(step), format.integer(steps.count), in: language)
    }
    let left = Text.padded(progress(index + 1), to: TextWidth.width(of: progress(steps.count)))
    var right = player.text(in: language)
    if let whole = steps.multiplyAdds, let far = multiplyAddsSoFar(steps) {
      func text(_ count: Int) -> String {
        StepperText.multiplyAdds.filled(format.integer(count), in: language)
      }
      right +=
        "   " + Text.padded(text(far), to: TextWidth.width(of: text(whole)), alignment: .right)
    }
    return ((player.isPlaying ? "▶ " : "▪ ") + left, right)
  }

  /// The multiply-adds of all steps up to this one; products with padding count.
  private func multiplyAddsSoFar(_ steps: Steps) -> Int? {
    let (product, overflow) = (index + 1).multipliedReportingOverflow(by: steps.termsPerStep)
    return overflow ? nil : product
  }
}

extension StepPanel {
  var name: StepperText {
    switch self {
    case .input: .input
    case .shortcut: .shortcut
    case .kernel: .kernel
    case .output: .output
    }
  }
}

extension Player {
  /// `4 steps a second`
  func text(in language: Language) -> String {
    rate == 1
      ? StepperText.oneStepASecond[language]
      : StepperText.rate.filled(language.numbers.significant(rate), in: language)
  }
}
