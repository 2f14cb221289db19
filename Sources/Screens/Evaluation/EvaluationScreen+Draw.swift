import Ground
import Interface
import Operations
import Networks
import Tensors
import Training

extension EvaluationScreen {
  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    let room = context.area.inset(columns: 2, rows: 1)
    switch phase {
    case .starting(let progress):
      let format = context.numbers
      let text = progress.map {
        EvaluationText.asking.filled(
          format.integer($0.done), format.integer($0.total), in: context.language)
      }
      canvas.writeWrapped(
        text ?? EvaluationText.starting[context.language], in: room, style: Theme.dim)
    case .failed(let explanation):
      canvas.writeWrapped(
        explanation.explanation[context.language], in: room, style: Theme.error)
    case .live(let findings):
      let layout = layout(in: context)
      drawSummary(findings, layout, on: &canvas, in: context)
      drawMatrix(on: &canvas, in: layout.matrix, context)
      drawPicture(layout, on: &canvas, in: context)
    }
  }

  func layout(in context: ScreenContext) -> EvaluationLayout {
    EvaluationLayout(
      area: context.area, classes: findings?.report?.evaluation.confusion.count ?? 0,
      guesses: view?.probabilities.count ?? 10,
      picture: Size(columns: view?.shape[2] ?? 28, rows: view?.shape[1] ?? 28),
      hasLargeMaps: mapLook.isLarge, focus: focus)
  }

  func matrix(in language: Language) -> ConfusionMatrix? {
    guard let report = findings?.report else { return nil }
    return ConfusionMatrix(
      counts: report.evaluation.confusion, names: report.classes.map { $0[language] },
      cursor: cell, format: language.numbers)
  }

  /// The room of the matrix in its panel: the last line says what is under the cursor.
  func matrixRoom(in rect: Rect) -> Rect { rect.inset().splitLastRows(1).rest }

  private func drawSummary(
    _ findings: ExaminationFindings, _ layout: EvaluationLayout, on canvas: inout Canvas,
    in context: ScreenContext
  ) {
    let language = context.language
    let format = language.numbers
    var parts: [(String, Style)] = []
    if let evaluation = findings.report?.evaluation {
      parts = [
        (
          EvaluationText.accuracy.filled(
            format.fixed(evaluation.accuracy, decimals: 4), in: language), Theme.title
        ),
        (
          EvaluationText.loss.filled(format.fixed(evaluation.loss, decimals: 4), in: language),
          .plain
        ),
        (
          EvaluationText.images.filled(format.integer(evaluation.count), in: language), Theme.dim
        ),
      ]
      if layout.leavesOutPanels {
        let other: EvaluationText = focus == .matrix ? .toPicture : .toMatrix
        parts.insert((other[language], Theme.dim), at: 1)
      }
    }
    if view != nil, lookProgress != nil {
      // What is shown is not what is wanted.
      parts.insert((lookingText(in: language), Theme.accent), at: 0)
    }
    let line = layout.summary
    var column = line.column + 1
    for (text, style) in parts where column + TextWidth.width(of: text) < line.endColumn {
      column =
        canvas.write(text, at: Point(column: column, row: line.row), style: style, clip: line) + 3
    }
  }

  private func drawMatrix(
    on canvas: inout Canvas, in rect: Rect?, _ context: ScreenContext
  ) {
    let language = context.language
    guard let rect, let matrix = matrix(in: language) else { return }
    let room = matrixRoom(in: rect)
    let shown = matrix.arrangement(in: room)
    let count = matrix.counts.count
    let isWhole = shown.rows.count == count && shown.columns.count == count
    canvas.frame(
      rect, title: EvaluationText.confusion[language],
      footer: isWhole
        ? ""
        : EvaluationText.shownOf.filled(
          "\(shown.rows.count)x\(shown.columns.count)", "\(count)x\(count)", in: language),
      style: focus == .matrix ? Theme.focusedFrame : Theme.frame, titleStyle: .plain)
    canvas.mark(
      CroppedEdges(showing: shown.rows, shown.columns, of: 0..<count, 0..<count), onFrame: rect)
    matrix.draw(on: &canvas, in: room, isFocused: focus == .matrix)
    canvas.write(
      sentence(of: matrix, in: language), in: rect.inset().splitLastRows(1).bottom,
      style: Theme.accent)
  }

  /// What the cell under the cursor says: `true sandal, said sneaker: 61 pictures (30.5 %)`.
  private func sentence(of matrix: ConfusionMatrix, in language: Language) -> String {
    let format = language.numbers
    let total = matrix.counts[cell.truth].reduce(0, +)
    let share = total == 0 ? 0 : Double(cellCount) / Double(total)
    let pictures = EvaluationText.pictures(cellCount, format.integer)[language]
    let name = matrix.names[cell.truth]
    guard cell.truth != cell.said else {
      return EvaluationText.rightCell.filled(name, pictures, format.percent(share), in: language)
    }
    return EvaluationText.cell.filled(
      name, matrix.names[cell.said], pictures, format.percent(share), in: language)
  }

  private func drawPicture(
    _ layout: EvaluationLayout, on canvas: inout Canvas, in context: ScreenContext
  ) {
    let language = context.language
    let rects = [layout.picture, layout.maps, layout.verdict].compactMap { $0 }
    guard trouble == nil, let view, let shown else {
      guard let rect = rects.first else { return }
      let inside = canvas.frame(rect, style: Theme.frame)
      canvas.writeWrapped(
        trouble?.explanation[language] ?? lookingText(in: language), in: inside,
        style: trouble == nil ? Theme.dim : Theme.error)
      return
    }
    let panels = PicturePanels(
      graph: view.graph, classes: view.classes ?? [], pictureName: name(of: shown, in: language),
      shape: view.shape, values: view.values, label: view.label, maps: view.maps,
      probabilities: view.probabilities, language: language,
      frameStyle: focus == .picture ? Theme.focusedFrame : Theme.frame)
    if let rect = layout.picture { panels.drawPicture(on: &canvas, in: rect) }
    if let rect = layout.maps {
      panels.drawMaps(on: &canvas, in: rect, look: mapLook)
    }
    if let rect = layout.verdict { panels.drawVerdict(on: &canvas, in: rect) }
  }

  /// How far the look is that is under way.
  private func lookingText(in language: Language) -> String {
    let format = language.numbers
    return lookProgress.map {
      EvaluationText.lookingAt.filled(
        format.integer($0.done), format.integer($0.total), in: language)
    } ?? EvaluationText.looking[language]
  }

  private func name(of subject: Examination.Subject, in language: Language) -> String {
    switch subject {
    case .input: EvaluationText.input[language]
    case .test(let index):
      EvaluationText.testPicture.filled(language.numbers.integer(index), in: language)
    }
  }
}
