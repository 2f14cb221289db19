import Ground

/// Curves over an axis, in Braille dots: 2x4 to a cell. ASCII terminals get a mark a cell.
public struct LinePlot: Hashable, Sendable {
  public enum Scale: Hashable, Sendable { case linear, logarithmic }

  public struct Series: Hashable, Sendable {
    public var name: String
    /// Ordered by x; numbers that are not finite leave a gap.
    public var points: [PlotPoint]
    public var style: Style

    public init(name: String, points: [PlotPoint], style: Style) {
      self.name = name
      self.points = points
      self.style = style
    }
  }

  public var series: [Series]
  /// The whole of the points unless given.
  public var xRange: ClosedRange<Double>?
  public var yRange: ClosedRange<Double>?
  public var yScale: Scale
  public var format: NumberFormat
  public var showsLegend: Bool

  public init(
    series: [Series], xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil,
    yScale: Scale = .linear, format: NumberFormat, showsLegend: Bool = true
  ) {
    self.series = series
    self.xRange = xRange
    self.yRange = yRange
    self.yScale = yScale
    self.format = format
    self.showsLegend = showsLegend
  }

  /// Draws axes with numbers, the curves, and the names of the series on the right at the top.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows >= 3, rect.columns >= 8 else { return }
    let x = PlotAxis(
      range: xRange ?? wholeRange(\.x), scale: .linear,
      ticks: max(2, (rect.columns - 6) / 10), format: format)
    let y = PlotAxis(
      range: yRange ?? wholeRange(\.y), scale: yScale, ticks: max(2, rect.rows / 3),
      format: format)
    let gutter = min(y.labelWidth, rect.columns / 3)
    let area = Rect(
      column: rect.column + gutter + 1, row: rect.row,
      columns: rect.columns - gutter - 1, rows: rect.rows - 2)
    drawAxes(x, y, on: &canvas, in: rect, area: area, gutter: gutter)
    for (index, series) in series.enumerated() {
      draw(series, index, x, y, on: &canvas, in: area)
    }
    if showsLegend { drawLegend(on: &canvas, in: area) }
  }

  private func wholeRange(_ axis: KeyPath<PlotPoint, Double>) -> ClosedRange<Double> {
    var low = Double.infinity
    var high = -Double.infinity
    for series in series {
      for point in series.points where point[keyPath: axis].isFinite {
        if axis == \PlotPoint.y, yScale == .logarithmic, point.y <= 0 { continue }
        low = min(low, point[keyPath: axis])
        high = max(high, point[keyPath: axis])
      }
    }
    return low <= high ? low...high : 0...1
  }

  private func drawAxes(
    _ x: PlotAxis, _ y: PlotAxis, on canvas: inout Canvas, in rect: Rect, area: Rect, gutter: Int
  ) {
    let axisColumn = area.column - 1
    let axisRow = area.endRow
    for row in rect.row..<axisRow { canvas[axisColumn, row] = Cell("│", Theme.frame) }
    for column in area.column..<area.endColumn {
      canvas[column, axisRow] = Cell("─", Theme.frame)
    }
    canvas[axisColumn, axisRow] = Cell("└", Theme.frame)
    for tick in y.ticks {
      guard let share = y.share(of: tick.value) else { continue }
      // Dots are counted from the top; four of them make a row.
      let row = area.row + Int(((1 - share) * Double(area.rows * 4 - 1)).rounded()) / 4
      canvas[axisColumn, row] = Cell("┤", Theme.frame)
      canvas.write(
        tick.label, in: Rect(column: rect.column, row: row, columns: gutter, rows: 1),
        alignment: .right, style: Theme.dim)
    }
    var free = rect.column
    for tick in x.ticks {
      guard let share = x.share(of: tick.value) else { continue }
      let column = area.column + Int((share * Double(area.columns * 2 - 1)).rounded()) / 2
      canvas[column, axisRow] = Cell("┬", Theme.frame)
      let width = TextWidth.width(of: tick.label)
      let start = min(max(column - width / 2, rect.column), rect.endColumn - width)
      guard start >= free else { continue }
      canvas.write(
        tick.label, at: Point(column: start, row: axisRow + 1), style: Theme.dim, clip: rect)
      free = start + width + 1
    }
  }

  private func draw(
    _ series: Series, _ index: Int, _ x: PlotAxis, _ y: PlotAxis, on canvas: inout Canvas,
    in area: Rect
  ) {
    // Without colours the second series is dotted, so that the two can be told apart.
    let isDotted = canvas.capabilities.colors == .none && index % 2 == 1
    var dots = DotGrid(
      columns: area.columns, rows: area.rows,
      isBraille: canvas.capabilities.glyphs == .unicode, skipsEveryOther: isDotted)
    var previous: (Double, Double)?
    for point in series.points {
      guard let across = x.share(of: point.x), let up = y.share(of: point.y) else {
        previous = nil
        continue
      }
      let place = (across, 1 - up)
      dots.line(from: previous ?? place, to: place)
      previous = place
    }
    dots.draw(
      on: &canvas, in: area, mark: Self.marks[index % Self.marks.count], style: series.style)
  }

  private func drawLegend(on canvas: inout Canvas, in area: Rect) {
    let named = series.enumerated().filter { !$0.element.name.isEmpty }
    guard area.rows > named.count, area.columns >= 20 else { return }
    for (line, (index, series)) in named.enumerated() {
      let name = Text.clipped(series.name, to: area.columns / 2)
      let column = area.endColumn - TextWidth.width(of: name)
      let sample: String
      if canvas.capabilities.glyphs == .ascii {
        sample = String(repeating: Self.marks[index % Self.marks.count], count: 2)
      } else {
        sample = canvas.capabilities.colors == .none && index % 2 == 1 ? "⠂⠂" : "⠒⠒"
      }
      canvas.write(
        sample, at: Point(column: column - 3, row: area.row + line), style: series.style,
        clip: area)
      canvas.write(name, at: Point(column: column, row: area.row + line), clip: area)
    }
  }

  private static let marks: [Character] = ["*", "o", "+", "x"]
}

/// One point of a curve.
public struct PlotPoint: Hashable, Sendable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
