import Ground
import Interface
import Networks
import Operations
import Stepping
import Tensors

extension BlockScreen {
  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    switch phase {
    case .waiting(let progress):
      OpeningLine(input: request.input, progress: progress).draw(
        on: &canvas, in: context.area, context)
    case .failed(let error):
      canvas.writeWrapped(
        error.explanation[context.language], in: context.area.inset(columns: 1, rows: 1),
        style: Theme.error)
    case .stepping(let blocks):
      let layout = BlockLayout(self, blocks, in: context)
      drawMaps(on: &canvas, layout, blocks, context)
      drawStages(on: &canvas, layout, blocks, context)
      canvas.write(
        facts(blocks, context), in: layout.facts.inset(columns: 1, rows: 0),
        style: Theme.dim)
      drawStatus(on: &canvas, in: layout.status, blocks, context)
    }
  }

  private func drawMaps(
    on canvas: inout Canvas, _ layout: BlockLayout, _ blocks: Blocks, _ context: ScreenContext
  ) {
    let name = blocks.stages[stage].title(in: context.language)
    let chosen = blocks.view(ofStage: stage, at: index)
    if let scroll = termScroll {
      let step = chosen.step
      TermList(steps: chosen.steps, step: step, label: chosen.cellName(in: context), scroll: scroll)
        .draw(on: &canvas, in: layout.maps, context)
      return
    }
    if let terms = layout.terms {
      TermList(
        steps: chosen.steps, step: chosen.step, label: chosen.cellName(in: context), scroll: 0
      )
      .draw(on: &canvas, in: terms, context)
    }
    guard showsPlain else {
      if let grids = layout.grids { chosen.draw(grids, on: &canvas, context) }
      return
    }
    let halves = layout.halves
    guard halves.count == 2 else { return }
    let language = context.language
    chosen.drawOutput(
      on: &canvas, in: halves[0], title: "\(BlockText.block[language]): \(name)", context)
    let stageName = blocks.stages[stage].name
    guard let plain = blocks.plainViews(at: index).first(where: { $0.name == stageName }) else {
      let inside = canvas.frame(
        halves[1], title: "\(BlockText.plainBlock[language]): \(name)",
        style: Theme.frame, titleStyle: Theme.title)
      canvas.write(BlockText.leftOut[language], in: inside, style: Theme.dim)
      return
    }
    plain.view.drawOutput(
      on: &canvas, in: halves[1], title: "\(BlockText.plainBlock[language]): \(plain.name)",
      context)
  }

  private func drawStages(
    on canvas: inout Canvas, _ layout: BlockLayout, _ blocks: Blocks, _ context: ScreenContext
  ) {
    let language = context.language
    let nameWidth =
      (blocks.stages.map { TextWidth.width(of: $0.title(in: language)) }.max() ?? 0) + 1 + 4
    let plainViews = showsPlain ? blocks.plainViews(at: index) : []
    let shown = blocks.views(at: index).dropFirst(layout.firstStage).prefix(layout.stages.rows)
    for (row, stage) in shown.enumerated() {
      let line = layout.stages.line(row)
      let isChosen = layout.firstStage + row == self.stage
      let style = isChosen ? Theme.accent : Theme.title
      let gutter = canvas.write(
        isChosen ? "› " : "  ", at: Point(column: line.column, row: line.row), style: style,
        clip: line)
      canvas.write(
        Text.padded(stage.stage.gutter.text, to: 4), at: Point(column: gutter, row: line.row),
        style: isChosen ? Theme.accent : Theme.frame, clip: line)
      canvas.write(
        stage.stage.title(in: language), at: Point(column: gutter + 4, row: line.row),
        style: style, clip: line)
      let room = line.splitColumns(nameWidth + 2).rest
      guard showsPlain else {
        equation(of: stage.view, in: room, context).draw(on: &canvas, in: room)
        continue
      }
      let halves = room.dividedColumns(into: 2, gap: 2)
      equation(of: stage.view, in: halves[0], context).draw(on: &canvas, in: halves[0])
      if let plain = plainViews.first(where: { $0.name == stage.stage.name }) {
        equation(of: plain.view, in: halves[1], context).draw(on: &canvas, in: halves[1])
      } else {
        canvas.write(BlockText.leftOut[context.language], in: halves[1], style: Theme.dim)
      }
    }
    guard showsPlain, !layout.heading.isEmpty else { return }
    let halves = layout.heading.splitColumns(nameWidth + 2).rest.dividedColumns(into: 2, gap: 2)
    canvas.write(BlockText.block[context.language], in: halves[0], style: Theme.title)
    canvas.write(BlockText.plainBlock[context.language], in: halves[1], style: Theme.title)
  }

  private func equation(
    of view: StepView, in room: Rect, _ context: ScreenContext
  ) -> Equation {
    Equation(
      of: view.step, in: view.steps, label: "", limit: Equation.limit(in: room),
      TermWriter(context))
  }

  /// Which statistics and which weights the numbers rest on; of a normalisation the numbers themselves, by name.
  private func facts(_ blocks: Blocks, _ context: ScreenContext) -> String {
    let language = context.language
    let isLearned = blocks.origin?.isLearned ?? true
    let statistics: BlockText? =
      switch blocks.statistics {
      case .input: .inputStatistics
      case .running: isLearned ? .runningStatistics : .firstStatistics
      case nil: nil
      }
    if case .normalisation(let numbers) = step(of: blocks).arithmetic {
      let writer = TermWriter(context)
      let source: BlockText =
        switch blocks.statistics {
        case .input: .ofInput
        case .running, nil: isLearned ? .running : .notLearned
        }
      return BlockText.normalisation.filled(
        writer.number(numbers.mean), writer.number(numbers.variance), source[language],
        writer.number(numbers.gamma), writer.number(numbers.beta), in: language)
    }
    return [statistics?[language], blocks.origin?.title[language]].compactMap { $0 }
      .joined(separator: "; ")
  }

  private func drawStatus(
    on canvas: inout Canvas, in rect: Rect, _ blocks: Blocks, _ context: ScreenContext
  ) {
    let language = context.language
    let format = context.numbers
    let progress = BlockText.progress.filled(
      format.integer(index + 1), format.integer(blocks.outputShape.count), "\(stage + 1)",
      "\(blocks.stages.count)", in: language)
    let left =
      (player.isPlaying ? "▶ " : "▪ ") + StepperText.output[language]
      + blocks.view(ofStage: stage, at: index).label
      + "   " + progress
    canvas.write(left, in: rect.inset(columns: 1, rows: 0))
    let right = player.text(in: language)
    let free = rect.columns - TextWidth.width(of: left) - 4
    guard TextWidth.width(of: right) <= free else { return }
    canvas.write(right, in: rect.inset(columns: 1, rows: 0), alignment: .right, style: Theme.dim)
  }

  func path(in context: ScreenContext) -> [String] {
    let first = BlockText.step[context.language]
    guard let network = request.network, let block = request.block else {
      return [first, request.operation.title[context.language]]
    }
    return [first, network, block]
  }

  func details(in context: ScreenContext) -> String {
    guard let blocks else { return "" }
    let language = context.language
    return "\(BlockText.blockInput[language]) \(blocks.inputShape)   "
      + "\(BlockText.blockOutput[language]) \(blocks.outputShape)"
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    return HelpPage(
      title: path(in: context).joined(separator: " › "),
      paragraphs: [
        request.operation.guide[language], BlockText.helpIntro[language],
        BlockText.helpStages[language],
      ]
        + (blocks?.hasShortcut == true ? [BlockText.helpPlain[language]] : [])
        + (blocks?.statistics != nil ? [BlockText.helpStatistics[language]] : [])
        + [DrawnText.numbers(in: context)])
  }
}
