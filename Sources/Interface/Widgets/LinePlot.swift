import Ground

/// Curves over an axis, in Braille dots: 2x4 to a cell. ASCII terminals get a mark a cell.
///
/// No series hides another: curves that share a cell mix their dots, and take its colour in turns along the
/// way; points that are drawn one by one leave room between them.
public struct LinePlot: Hashable, Sendable {
  public enum Scale: Hashable, Sendable { case linear, logarithmic }

  public struct Series: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// A curve through the points.
      case line
      /// A mark at each point: of what is known at few places, nothing is said of what lies between.
      case points
    }

    public var name: String
    /// Ordered by x; numbers that are not finite leave a gap.
    public var points: [PlotPoint]
    public var style: Style
    public var kind: Kind

    public init(name: String, points: [PlotPoint], style: Style, kind: Kind = .line) {
      self.name = name
      self.points = points
      self.style = style
      self.kind = kind
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
    drawLines(x, y, on: &canvas, in: area)
    for (index, series) in series.enumerated() where series.kind == .points {
      drawPoints(series, index, x, y, on: &canvas, in: area)
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

  private func drawLines(_ x: PlotAxis, _ y: PlotAxis, on canvas: inout Canvas, in area: Rect) {
    let isBraille = canvas.capabilities.glyphs == .unicode
    let lines = series.enumerated().filter { $0.element.kind == .line }
    let grids = lines.map { index, series in
      dots(of: series, isDotted: isDotted(index, on: canvas), x, y, area, isBraille: isBraille)
    }
    for row in 0..<area.rows {
      for column in 0..<area.columns {
        let here = grids.indices.filter { grids[$0][column, row] != 0 }
        guard let first = here.first else { continue }
        let mixed = here.reduce(0) { $0 | grids[$1][column, row] }
        // Along a way that they share each has its turn to colour it.
        let series = lines[here[column % here.count]].element
        let mark =
          here.count > 1 ? Self.sharedMark : Self.marks[lines[first].offset % Self.marks.count]
        let glyph =
          isBraille ? Unicode.Scalar(0x2800 + UInt32(mixed)).map(Character.init) ?? mark : mark
        canvas[area.column + column, area.row + row] = Cell(glyph, series.style)
      }
    }
  }

  private func dots(
    of series: Series, isDotted: Bool, _ x: PlotAxis, _ y: PlotAxis, _ area: Rect, isBraille: Bool
  ) -> DotGrid {
    var dots = DotGrid(
      columns: area.columns, rows: area.rows, isBraille: isBraille, skipsEveryOther: isDotted)
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
    return dots
  }

  /// Marks with a column between them, so that a curve below is seen; the last point always has its own.
  private func drawPoints(
    _ series: Series, _ index: Int, _ x: PlotAxis, _ y: PlotAxis, on canvas: inout Canvas,
    in area: Rect
  ) {
    var free = area.endColumn - 1
    for point in series.points.reversed() {
      guard let across = x.share(of: point.x), let up = y.share(of: point.y) else { continue }
      let column = area.column + Int((across * Double(area.columns * 2 - 1)).rounded()) / 2
      guard column <= free else { continue }
      let row = area.row + Int(((1 - up) * Double(area.rows * 4 - 1)).rounded()) / 4
      canvas[column, row] = Cell(Self.pointMark(index, on: canvas.capabilities), series.style)
      free = column - 2
    }
  }

  /// Without colours the second curve is dotted, so that the two can be told apart.
  private func isDotted(_ index: Int, on canvas: Canvas) -> Bool {
    canvas.capabilities.colors == .none && index % 2 == 1
  }

  /// What stands for a series in a legend.
  public func mark(of index: Int, on capabilities: Capabilities) -> String {
    if series[index].kind == .points { return String(Self.pointMark(index, on: capabilities)) }
    if capabilities.glyphs == .ascii { return String(Self.marks[index % Self.marks.count]) }
    return capabilities.colors == .none && index % 2 == 1 ? "⠂" : "⠒"
  }

  private static func pointMark(_ index: Int, on capabilities: Capabilities) -> Character {
    capabilities.glyphs == .ascii ? marks[index % marks.count] : "●"
  }

  private func drawLegend(on canvas: inout Canvas, in area: Rect) {
    let named = series.enumerated().filter { !$0.element.name.isEmpty }
    guard area.rows > named.count, area.columns >= 20 else { return }
    for (line, (index, series)) in named.enumerated() {
      let name = Text.clipped(series.name, to: area.columns / 2)
      let column = area.endColumn - TextWidth.width(of: name)
      let mark = mark(of: index, on: canvas.capabilities)
      let sample = series.kind == .line ? mark + mark : " " + mark
      canvas.write(
        sample, at: Point(column: column - 3, row: area.row + line), style: series.style,
        clip: area)
      canvas.write(name, at: Point(column: column, row: area.row + line), clip: area)
    }
  }

  private static let marks: [Character] = ["*", "o", "+", "x"]
  /// In ASCII, where curves meet.
  private static let sharedMark: Character = "#"
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
