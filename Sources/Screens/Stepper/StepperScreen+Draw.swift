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
        on: &canvas, in: settings.rect, values: { value(of: $0, in: context) },
        language: context.language)
    }
    if let rule = layout.rule { canvas.rule(rule, style: Theme.frame) }
    guard let steps else {
      drawWaiting(on: &canvas, in: layout.panels, context)
      return
    }
    if let scroll = termScroll {
      TermList(step: steps[index], label: label(of: steps), scroll: scroll)
        .draw(on: &canvas, in: layout.panels, context)
    }
    if let rect = layout.terms {
      TermList(step: steps[index], label: label(of: steps), scroll: 0)
        .draw(on: &canvas, in: rect, context)
    }
    for place in layout.places { draw(place, on: &canvas, steps, context) }
    drawEquation(on: &canvas, in: layout.equation, steps, context)
    if let formula = layout.formula, let window = steps.window {
      let text = SizeFormula(
        input: Pair(steps.inputShape[1], steps.inputShape[2]), window: window
      ).text(in: context)
      canvas.write(text, in: formula.inset(columns: 1, rows: 0), style: Theme.dim)
    }
    drawStatus(on: &canvas, layout, steps, context)
    if let rule = layout.rule, !layout.leftOut.isEmpty {
      let names = layout.leftOut.map { $0[context.language] }.joined(separator: ", ")
      canvas.write(
        " " + StepperText.notShown.filled(names, in: context.language) + " ",
        in: rule.inset(columns: 2, rows: 0), alignment: .right, style: Theme.dim)
    }
  }

  /// Grids, and the arithmetic if it is wanted, for a scene on another screen.
  func drawScene(
    on canvas: inout Canvas, in context: ScreenContext, form: StepperLayout.Form = .scene
  ) {
    guard let steps else { return }
    let layout = StepperLayout(self, in: context, form: form)
    for place in layout.places { draw(place, on: &canvas, steps, context) }
    if form != .grids { drawEquation(on: &canvas, in: layout.equation, steps, context) }
  }

  /// The output alone in a frame, as numbers where they fit.
  func drawOutput(
    on canvas: inout Canvas, in rect: Rect, title: String, _ context: ScreenContext
  ) {
    guard let steps, let scales else { return }
    let inside = rect.inset()
    let sizes = GridSizes(steps, scales, language: context.language)
    let densities: [NumberGrid.Density] = [.spacious, .compact]
    let fitting = densities.first {
      let size = sizes.size(of: .output, $0, width: 0)
      return size.columns <= inside.columns && size.rows <= inside.rows
    }
    var legend = ""
    if let fitting {
      numberGrid(of: .output, fitting, sizes.column(of: .output, width: 0))?.draw(
        on: &canvas, in: inside)
    } else {
      let map = heatMap(of: .output, steps)
      map.draw(on: &canvas, in: inside)
      legend =
        map.legend(on: context.capabilities, format: context.language.numbers)?
        .text(columns: rect.columns - 4) ?? ""
    }
    canvas.frame(
      rect, title: title, footer: legend, style: Theme.frame, titleStyle: Theme.title)
  }

  /// The rows of the list of terms, for scrolling.
  var termRows: Int { steps.map { $0[index].terms.count } ?? 0 }

  /// `output[0,1,1]`
  func label(of steps: Steps) -> String {
    let position = steps.position(of: index)
    return "[\(position.channel),\(position.row),\(position.column)]"
  }

  /// What a field shows: numbers that were written out at length are the person's own.
  func value(of field: SettingField, in context: ScreenContext) -> String {
    // Never written out first: a literal may hold thousands of numbers, and every frame asks.
    request.literalCount(of: field) > 6
      ? StepperText.own[context.language] : request.text(of: field, steps: steps)
  }

  private func drawWaiting(on canvas: inout Canvas, in rect: Rect, _ context: ScreenContext) {
    guard panel.problem == nil else { return }
    canvas.write(
      StepperText.loading.filled(request.input?.description ?? "", in: context.language),
      in: rect.inset(columns: 1, rows: 1), style: Theme.dim)
  }

  private func draw(
    _ place: StepperLayout.Place, on canvas: inout Canvas, _ steps: Steps,
    _ context: ScreenContext
  ) {
    let title = title(
      of: place.subject, isExcerpt: place.drawing == .excerpt, width: place.rect.columns - 4, steps,
      context)
    if place.isFramed {
      canvas.frame(
        place.rect, title: title, footer: legend(of: place, steps, context),
        style: panel.isFocused || place.subject != .output ? Theme.frame : Theme.focusedFrame,
        titleStyle: Theme.title)
    } else {
      canvas.write(title, in: place.rect, style: Theme.title)
    }
    switch place.drawing {
    case .numbers(let density):
      numberGrid(of: place.subject, density, place.column)?.draw(on: &canvas, in: place.inner)
    case .excerpt:
      numberGrid(of: place.subject, .compact, place.column)?.draw(on: &canvas, in: place.inner)
    case .heatMap: heatMap(of: place.subject, steps).draw(on: &canvas, in: place.inner)
    }
  }

  /// What the characters of a map stand for, where it is made of some.
  private func legend(
    of place: StepperLayout.Place, _ steps: Steps, _ context: ScreenContext
  ) -> String {
    guard place.drawing == .heatMap else { return "" }
    return heatMap(of: place.subject, steps)
      .legend(on: context.capabilities, format: context.language.numbers)?
      .text(columns: place.rect.columns - 4) ?? ""
  }

  /// The title of a panel; the sizes are left out where they find no room.
  func title(
    of subject: StepperLayout.Place.Subject, isExcerpt: Bool, width: Int, _ steps: Steps,
    _ context: ScreenContext
  ) -> String {
    let language = context.language
    func size(_ shape: Shape) -> String { " \(shape[1])x\(shape[2])" }
    var (name, sizes, rest): (String, String, String)
    switch subject {
    case .input(let channel):
      name = (isExcerpt ? StepperText.window : .input)[language]
      sizes = isExcerpt ? "" : size(steps.inputShape)
      rest = suffix(channel: channel, of: steps.inputShape[0], language)
      if !isExcerpt, let padding = steps.window?.padding, padding != .zero {
        sizes +=
          ", "
          + StepperText.padded.filled(
            padding.height == padding.width
              ? "\(padding.height)" : "\(padding.height),\(padding.width)", in: language)
      }
    case .shortcut(let channel):
      name = ResidualText.shortcut[language]
      (sizes, rest) = ("", suffix(channel: channel, of: steps.inputShape[0], language))
    case .kernel(let channel):
      guard let convolution = steps.convolution else { return "" }
      let filter = steps.position(of: index).channel
      name = StepperText.kernel[language] + (convolution.kernel.shape[0] > 1 ? " \(filter)" : "")
      (sizes, rest) = ("", suffix(channel: channel, of: convolution.kernel.shape[1], language))
    case .output:
      name = StepperText.output[language]
      sizes = size(steps.outputShape)
      rest = suffix(
        channel: steps.position(of: index).channel, of: steps.outputShape[0], language)
    }
    let whole = name + sizes + rest
    return TextWidth.width(of: whole) <= width ? whole : name + rest
  }

  /// `, channel 2`, where there is more than one.
  private func suffix(channel: Int, of count: Int, _ language: Language) -> String {
    count > 1 ? ", " + StepperText.inputChannel.filled("\(channel)", in: language) : ""
  }

  private func drawEquation(
    on canvas: inout Canvas, in rect: Rect, _ steps: Steps, _ context: ScreenContext
  ) {
    let label = StepperText.output[context.language] + label(of: steps)
    let room = rect.inset(columns: 1, rows: 0)
    Equation(of: steps[index], label: label, limit: Equation.limit(in: room), in: context)
      .draw(on: &canvas, in: room)
  }

  private func drawStatus(
    on canvas: inout Canvas, _ layout: StepperLayout, _ steps: Steps,
    _ context: ScreenContext
  ) {
    guard let status = layout.status else { return }
    let texts = statusTexts(steps, in: context)
    canvas.write(texts.left, in: status.inset(columns: 1, rows: 0))
    guard let line = layout.progress else { return }
    ProgressLine(share: steps.count > 1 ? Double(index) / Double(steps.count - 1) : 1)
      .draw(on: &canvas, in: line)
    canvas.write(
      texts.right, in: status.inset(columns: 1, rows: 0), alignment: .right, style: Theme.dim)
  }

  /// What stands left and right of the line of progress; as wide at the first step as at the last, so
  /// that the line stays where it is.
  func statusTexts(
    _ steps: Steps, in context: ScreenContext
  ) -> (left: String, right: String) {
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
    guard let convolution = steps.convolution else { return nil }
    let (product, overflow) = (index + 1).multipliedReportingOverflow(by: convolution.termsPerStep)
    return overflow ? nil : product
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

extension Equation {
  /// More terms than this never fit: the shortest, `0·0 + `, takes six columns, or `0; ` three.
  static func limit(in rect: Rect) -> Int { rect.columns * rect.rows / 3 + 1 }

  /// Draws the equation folded into the room, its result bold.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    let lines = folded(columns: rect.columns, rows: rect.rows)
    for (row, line) in lines.prefix(rect.rows).enumerated() {
      let place = rect.line(row)
      canvas.write(line, in: place)
      let result = line.hasSuffix(result) ? result : shortResult
      guard row == lines.count - 1, line.hasSuffix(result) else { continue }
      let start = TextWidth.width(of: line) - TextWidth.width(of: result)
      canvas.write(
        result, at: Point(column: place.column + start, row: place.row), style: Theme.mark,
        clip: place)
    }
  }
}
