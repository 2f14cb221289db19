import Ground
import Interface
import Tensors
import Training

/// The two plots of a run: loss and accuracy, of the batches as they came and of the test pictures.
struct TrainingCurves {
  let snapshot: TrainingSnapshot
  let isLogarithmic: Bool
  let isSmoothed: Bool
  let language: Language

  func drawLoss(on canvas: inout Canvas, in rect: Rect) {
    let train = trainPoints(snapshot.lossCurve)
    let test = testPoints(\.testLoss)
    let largest = (train + test).lazy.map(\.y).filter(\.isFinite).max() ?? 1
    draw(
      .loss, train: train, test: test,
      yRange: isLogarithmic ? nil : 0...max(largest, .leastNormalMagnitude),
      now: (
        snapshot.epochLoss ?? snapshot.epochs.last?.trainLoss, snapshot.epochs.last?.testLoss
      ), on: &canvas, in: rect)
  }

  func drawAccuracy(on canvas: inout Canvas, in rect: Rect) {
    draw(
      .accuracy, train: trainPoints(snapshot.accuracyCurve), test: testPoints(\.testAccuracy),
      yRange: 0...1,
      now: (
        snapshot.epochAccuracy ?? snapshot.epochs.last?.trainAccuracy,
        snapshot.epochs.last?.testAccuracy
      ),
      on: &canvas, in: rect)
  }

  private func draw(
    _ quantity: TrainingText, train: [PlotPoint], test: [PlotPoint],
    yRange: ClosedRange<Double>?, now: (train: Double?, test: Double?),
    on canvas: inout Canvas, in rect: Rect
  ) {
    var title = TrainingText.byEpoch.filled(quantity[language], in: language)
    let isLog = quantity == .loss && isLogarithmic
    if isLog { title += ", " + TrainingText.logarithmic[language] }
    if isSmoothed { title += ", " + TrainingText.smoothed[language] }
    let inside = canvas.frame(rect, title: title, style: Theme.frame, titleStyle: .plain)
    let series = [
      LinePlot.Series(name: TrainingText.train[language], points: train, style: Theme.accent),
      LinePlot.Series(
        name: TrainingText.test[language], points: test, style: Theme.accent2,
        kind: .points),
    ]
    let plot = LinePlot(
      series: series, xRange: 0...horizon, yRange: yRange,
      yScale: isLog ? .logarithmic : .linear, format: language.numbers, showsLegend: false)
    plot.draw(on: &canvas, in: inside)
    drawFooter(now, of: plot, on: &canvas, in: rect)
  }

  /// The newest figures on the lower line of the frame, in as many words as there is room for; their
  /// colours and marks are those of the curves, so that they are the legend, too.
  private func drawFooter(
    _ now: (train: Double?, test: Double?), of plot: LinePlot, on canvas: inout Canvas,
    in rect: Rect
  ) {
    guard rect.rows >= 2 else { return }
    let format = language.numbers
    // Where there is room for no words, the marks and colours tell.
    let forms: [(train: String, test: String, decimals: Int)] = [
      (TrainingText.train[language] + " ", TrainingText.test[language] + " ", 3),
      (TrainingText.trainShort[language] + " ", TrainingText.testShort[language] + " ", 3),
      (TrainingText.trainShort[language] + " ", TrainingText.testShort[language] + " ", 2),
      ("", "", 3),
    ]
    let candidates = forms.map { form in
      [(form.train, now.train), (form.test, now.test)].enumerated().compactMap { index, figure in
        figure.1.map { value in
          (
            plot.mark(of: index, on: canvas.capabilities) + figure.0
              + format.fixed(value, decimals: form.decimals), plot.series[index].style
          )
        }
      }
    }
    func width(_ figures: [(String, Style)]) -> Int {
      figures.reduce(0) { $0 + TextWidth.width(of: $1.0) + 1 }
    }
    let fitting = candidates.first { width($0) + 3 <= rect.columns } ?? candidates[3]
    let line = Rect(
      column: rect.column + 1, row: rect.endRow - 1, columns: rect.columns - 2, rows: 1)
    var column = line.column
    for (text, style) in fitting {
      column = canvas.write(
        " " + text, at: Point(column: column, row: line.row), style: style, clip: line)
    }
    if !fitting.isEmpty {
      canvas.write(" ", at: Point(column: column, row: line.row), clip: line)
    }
  }

  /// The end of the axis in epochs: it grows in leaps, so that the curves do not creep.
  private var horizon: Double {
    let total = Double(snapshot.facts.recipe.epochs)
    let now = epochs(at: snapshot.step)
    let leaps = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    return min(max(total, now), leaps.first { $0 >= now } ?? total)
  }

  private func epochs(at step: Int) -> Double {
    Double(step) / Double(max(1, snapshot.facts.stepsPerEpoch))
  }

  private func trainPoints(_ curve: TrainingCurve) -> [PlotPoint] {
    let points = curve.points
    let values = isSmoothed ? Self.smoothed(points.map(\.value)) : points.map(\.value)
    return zip(points, values).map { PlotPoint(x: epochs(at: $0.step), y: $1) }
  }

  private func testPoints(
    _ value: KeyPath<TrainingSnapshot.EpochResult, Double?>
  ) -> [PlotPoint] {
    snapshot.epochs.compactMap { result in
      result[keyPath: value].map { PlotPoint(x: epochs(at: result.step), y: $0) }
    }
  }

  /// The mean of each value and up to ten before it.
  static func smoothed(_ values: [Double]) -> [Double] {
    let window = 11
    var sum = 0.0
    return values.indices.map { index in
      sum += values[index]
      if index >= window { sum -= values[index - window] }
      return sum / Double(min(index + 1, window))
    }
  }
}
