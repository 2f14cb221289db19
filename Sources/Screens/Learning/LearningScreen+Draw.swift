import Ground
import Interface
import Operations
import Stepping
import Tensors

extension LearningScreen {
  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    switch phase {
    case .waiting(let progress):
      OpeningLine(input: request.input, progress: progress).draw(
        on: &canvas, in: context.area, context)
    case .failed(let error):
      canvas.writeWrapped(
        error.explanation[context.language], in: context.area.inset(columns: 1, rows: 1),
        style: Theme.error)
    case .learned(let learned):
      let layout = LearningLayout(learned, in: context)
      if let grids = layout.grids { learned.view.draw(grids, on: &canvas, context) }
      if !layout.target.isEmpty { drawTarget(of: learned, on: &canvas, in: layout.target, context) }
      if !layout.loss.isEmpty { drawLoss(of: learned, on: &canvas, in: layout.loss, context) }
      canvas.write(
        update(learned, context), in: layout.update.inset(columns: 1, rows: 0), style: .plain)
      drawStatus(learned, on: &canvas, in: layout.status, context)
    }
  }

  /// The target at the cell that the output is looked at.
  private func drawTarget(
    of learned: Learned, on canvas: inout Canvas, in rect: Rect, _ context: ScreenContext
  ) {
    var target = learned.target
    target.seek(to: learned.view.index)
    let shape = target.steps.outputShape
    var title = "\(LearningText.target[context.language]) \(shape[1])x\(shape[2])"
    if shape[0] > 1 {
      title +=
        ", "
        + StepperText.inputChannel.filled(
          "\(target.steps.position(of: target.index).channel)", in: context.language)
    }
    target.drawOutput(on: &canvas, in: rect, title: title, context)
  }

  /// The loss of every iteration, and where the screen is.
  private func drawLoss(
    of learned: Learned, on canvas: inout Canvas, in rect: Rect, _ context: ScreenContext
  ) {
    let language = context.language
    let learning = learned.learning
    let grows = !(learning.finalLoss <= learning.loss(at: 0))
    let title = grows ? LearningText.logLoss : .loss
    let inside = canvas.frame(
      rect, title: title[language], style: Theme.frame, titleStyle: Theme.title)
    let points = (0...learning.iterations).map {
      PlotPoint(x: Double($0), y: learning.loss(at: $0))
    }
    let largest = points.lazy.map(\.y).filter(\.isFinite).max() ?? 1
    LinePlot(
      series: [
        LinePlot.Series(name: "", points: points, style: Theme.accent),
        LinePlot.Series(
          name: "", points: [points[iteration]], style: Theme.mark, kind: .points),
      ],
      xRange: 0...Double(max(1, learning.iterations)),
      yRange: grows ? nil : 0...max(largest, .leastNormalMagnitude),
      yScale: grows ? .logarithmic : .linear, format: context.numbers, showsLegend: false
    ).draw(on: &canvas, in: inside)
  }

  /// How the chosen weight changes in this iteration; after the last one, the weight that was found.
  private func update(_ learned: Learned, _ context: ScreenContext) -> String {
    let learning = learned.learning
    let writer = TermWriter(context)
    let place = learning.kernels[0].shape.place(of: weight).map(String.init).joined(separator: ",")
    let name = "\(StepperText.kernel[context.language])[\(place)]"
    let before = learning.kernels[iteration].elements[weight]
    guard iteration < learning.iterations else {
      return "\(name) = \(writer.number(before))"
    }
    let after = learning.kernels[iteration + 1].elements[weight]
    let rule = "w - η\(writer.times)∂L/∂w"
    return "\(name): \(rule) = \(writer.number(before)) - \(writer.number(learning.learningRate))"
      + "\(writer.times)\(writer.factor(learning.gradients[iteration].elements[weight]))"
      + " = \(writer.number(after))"
  }

  private func drawStatus(
    _ learned: Learned, on canvas: inout Canvas, in rect: Rect, _ context: ScreenContext
  ) {
    let language = context.language
    let format = context.numbers
    let count = learned.learning.iterations
    let left =
      (player.isPlaying ? "▶ " : "▪ ")
      + LearningText.iteration.filled(
        format.integer(iteration), format.integer(count), in: language)
      + "   \(LearningText.loss[language]) "
      + format.significant(learned.learning.loss(at: iteration), digits: 4)
    let room = rect.inset(columns: 1, rows: 0)
    canvas.write(left, in: room)
    let isLost = !(learned.learning.finalLoss <= learned.learning.loss(at: 0))
    if isLost {
      let notice = LearningText.diverges[language]
      guard TextWidth.width(of: left) + TextWidth.width(of: notice) + 4 <= rect.columns else {
        return
      }
      canvas.write(notice, in: room, alignment: .right, style: Theme.error)
      return
    }
    let right =
      player.rate == 1
      ? LearningText.iterationASecond[language]
      : LearningText.iterationsASecond.filled(format.significant(player.rate), in: language)
    guard TextWidth.width(of: left) + TextWidth.width(of: right) + 4 <= rect.columns else { return }
    canvas.write(right, in: room, alignment: .right, style: Theme.dim)
  }

  func path(in context: ScreenContext) -> [String] {
    [BlockText.step[context.language], request.operation.title[context.language]]
  }

  func details(in context: ScreenContext) -> String {
    guard let learned else { return "" }
    let language = context.language
    let learning = learned.learning
    return "\(StepperText.input[language]) \(learning.input.shape)   "
      + "\(StepperText.kernel[language]) \(learning.kernels[0].shape)   "
      + "\(LearningText.target[language]) \(learning.target.shape)"
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    return HelpPage(
      title: path(in: context).joined(separator: " › "),
      paragraphs: [
        request.operation.guide[language], LearningText.helpLoss[language],
        LearningText.helpUpdate[language], DrawnText.numbers(in: context),
      ])
  }
}
