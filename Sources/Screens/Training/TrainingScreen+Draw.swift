import Ground
import Interface
import Operations
import Networks
import Tensors
import Training

extension TrainingScreen {
  func tickInterval(in context: ScreenContext) -> Duration? { nil }

  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    let area = context.area
    let language = context.language
    if let choice {
      choice.draw(on: &canvas, in: area, language: language)
      return
    }
    switch phase {
    case .starting:
      canvas.writeWrapped(
        TrainingText.starting[language], in: area.inset(columns: 2, rows: 1), style: Theme.dim)
    case .failed(let explanation):
      canvas.writeWrapped(
        explanation.explanation[language], in: area.inset(columns: 2, rows: 1),
        style: Theme.error)
    case .live(let snapshot):
      draw(snapshot, on: &canvas, in: context)
    }
  }

  private func draw(
    _ snapshot: TrainingSnapshot, on canvas: inout Canvas, in context: ScreenContext
  ) {
    let language = context.language
    let layout = layout(of: snapshot, in: context)
    let curves = TrainingCurves(
      snapshot: snapshot, isLogarithmic: isLogarithmic, isSmoothed: isSmoothed, language: language)
    if let rect = layout.loss { curves.drawLoss(on: &canvas, in: rect) }
    if let rect = layout.accuracy { curves.drawAccuracy(on: &canvas, in: rect) }
    if let rect = layout.filters, let filters = snapshot.filters {
      drawFilters(filters, on: &canvas, in: rect, language: language)
    }
    let panels = PicturePanels(snapshot, language: language)
    if let rect = layout.picture { panels.drawPicture(on: &canvas, in: rect) }
    if let rect = layout.maps { panels.drawMaps(on: &canvas, in: rect, look: mapLook) }
    if let rect = layout.verdict { panels.drawVerdict(on: &canvas, in: rect) }
    drawStatus(snapshot, leavesOut: layout.leavesOutPanels, on: &canvas, in: layout.status, context)
    if let message = message(of: snapshot, in: language) {
      canvas.writeWrapped(
        message, in: layout.message.inset(columns: 1, rows: 0),
        style: isTrouble(snapshot) ? Theme.error : Theme.good)
    }
  }

  func layout(of snapshot: TrainingSnapshot, in context: ScreenContext) -> TrainingLayout {
    let area = context.area
    let message = message(of: snapshot, in: context.language)
    let lines = message.map { Text.wrapped($0, to: area.columns - 2).count } ?? 0
    return TrainingLayout(
      area: area,
      filterColumns: snapshot.filters == nil ? 0 : min(34, max(21, area.columns / 5)),
      pictureSize: Size(
        columns: snapshot.picture.shape[2], rows: snapshot.picture.shape[1]),
      messageRows: min(2, lines), hasLargeMaps: mapLook.isLarge)
  }

  private func drawFilters(
    _ facts: TrainingSnapshot.Filters, on canvas: inout Canvas, in rect: Rect, language: Language
  ) {
    let gallery = MapGallery(filters: facts.values, shape: facts.shape)
    let format = language.numbers
    let inside = rect.inset()
    let shown = gallery.geometry.arrangement(in: inside.size).count
    let low = Double(facts.values.min() ?? 0)
    let high = Double(facts.values.max() ?? 0)
    let values =
      Picture.isShaded(on: canvas.capabilities)
      ? gallery.legend(on: canvas.capabilities, format: format).text(columns: rect.columns - 4)
      : MapText.range.filled(
        format.significant(low), format.significant(high), in: language)
    canvas.frame(
      rect,
      title: TrainingText.filters.filled(
        "\(facts.shape[0])", "\(facts.shape[2])x\(facts.shape[3])", in: language),
      footer: shown < facts.shape[0]
        ? MapText.shownOf.filled("\(shown)", "\(facts.shape[0])", in: language)
        : values,
      style: Theme.frame, titleStyle: .plain)
    gallery.draw(on: &canvas, in: inside)
    if shown < facts.shape[0] { canvas.mark(.bottom, onFrame: rect) }
  }

  /// One line: what the run does, how fast, how long still.
  private func drawStatus(
    _ snapshot: TrainingSnapshot, leavesOut: Bool, on canvas: inout Canvas, in line: Rect,
    _ context: ScreenContext
  ) {
    let language = context.language
    let format = language.numbers
    let isMeasured = context.environment.measuresTime
    func measured(_ value: Double?, _ text: (Double) -> String) -> String {
      guard isMeasured, let value else { return "–" }
      return text(value)
    }
    let threads = snapshot.facts.recipe.threads
    var parts = [
      TrainingText.imagesPerSecond.filled(
        measured(snapshot.imagesPerSecond) { format.fixed($0, decimals: 0) }, in: language),
      TrainingText.gone.filled(
        measured(snapshot.elapsed) { format.clock(seconds: $0) }, in: language),
      TrainingText.toGo.filled(
        measured(snapshot.remaining) { format.clock(seconds: $0) }, in: language),
      TrainingText.rate.filled(format.significant(snapshot.learningRate), in: language),
      threads == 1
        ? TrainingText.oneThread[language]
        : TrainingText.threads.filled(format.integer(threads), in: language),
    ]
    if leavesOut { parts.insert(TrainingText.leftOut[language], at: 0) }
    let (state, style) = state(of: snapshot, in: language)
    var column = canvas.write(
      state, at: Point(column: line.column + 1, row: line.row), style: style, clip: line)
    for part in parts where column + 2 + TextWidth.width(of: part) < line.endColumn {
      column = canvas.write(
        part, at: Point(column: column + 2, row: line.row), style: Theme.dim, clip: line)
    }
  }

  private func state(
    of snapshot: TrainingSnapshot, in language: Language
  ) -> (String, Style) {
    switch snapshot.state {
    case .running where nextOptions != nil, .paused where nextOptions != nil:
      return (TrainingText.stopping[language], Theme.title)
    case .running: return ("▶ " + paceText(in: language), Theme.accent2)
    case .paused: return (TrainingText.paused[language], Theme.title)
    case .ended(.done): return (TrainingText.done[language], Theme.good)
    case .ended(.interrupted): return (TrainingText.interrupted[language], Theme.title)
    case .ended(.diverged): return (TrainingText.diverged[language], Theme.error)
    }
  }

  private func paceText(in language: Language) -> String {
    switch pace {
    case .flatOut: TrainingText.flatOut[language]
    case .stepsPerSecond(1): TrainingText.oneStepPerSecond[language]
    case .stepsPerSecond(let speed):
      TrainingText.stepsPerSecond.filled(
        language.numbers.significant(speed), in: language)
    }
  }

  /// What the run has to say: trouble first, then where it is saved.
  private func message(of snapshot: TrainingSnapshot, in language: Language) -> String? {
    if let message = snapshot.message { return message[language] }
    if let notice { return notice[language] }
    guard case .ended = snapshot.state, let folder = Self.folder(of: snapshot) else { return nil }
    return TrainingText.savedIn.filled(folder, in: language)
  }

  private func isTrouble(_ snapshot: TrainingSnapshot) -> Bool {
    switch snapshot.state {
    case .ended(.diverged): true
    case .ended(.done), .ended(.interrupted): notice != nil
    case .running, .paused: true
    }
  }
}
