import Ground

/// A picture or a feature map as half blocks: one column a pixel, two rows of pixels a row of cells.
///
/// One plane of values goes through the palette; three planes are red, green and blue, 0...1. A
/// picture larger than its room is shrunk by a whole factor, each pixel then the mean of those it
/// stands for. Terminals without 256 colours get characters of more or less ink.
public struct Picture {
  public let rows: Int
  public let columns: Int
  /// One or three planes of rows x columns values.
  public let planes: [[Double]]
  public var palette: Palette
  /// Pixels to mark, such as a receptive field; a ring is drawn around them.
  public var outline: GridWindow?

  /// - Returns: `nil` unless there are one or three planes of rows x columns values.
  public init?(
    rows: Int, columns: Int, planes: [[Double]], palette: Palette, outline: GridWindow? = nil
  ) {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows > 0, columns > 0, !overflow, planes.count == 1 || planes.count == 3,
      planes.allSatisfy({ $0.count == count })
    else { return nil }
    self.rows = rows
    self.columns = columns
    self.planes = planes
    self.palette = palette
    self.outline = outline
  }

  /// The room that the whole picture takes at full size.
  public var size: Size { Size(columns: columns, rows: (rows + 1) / 2) }

  /// Whether pictures are made of characters there.
  public static func isShaded(on capabilities: Capabilities) -> Bool {
    capabilities.colors != .indexed256 || capabilities.glyphs != .unicode
  }

  /// What the characters stand for where the picture is made of some.
  public func legend(on capabilities: Capabilities, format: NumberFormat) -> ShadeLegend? {
    guard Self.isShaded(on: capabilities) else { return nil }
    return ShadeLegend(shadePalette, glyphs: capabilities.glyphs, format: format)
  }

  private var shadePalette: Palette { planes.count == 3 ? .greys(from: 0, to: 1) : palette }

  /// By how much the picture is shrunk to fit: 1 is full size.
  public func factor(in rect: Rect) -> Int {
    guard !rect.isEmpty else { return 1 }
    func factor(_ pixels: Int, _ room: Int) -> Int { (pixels + room - 1) / room }
    return max(1, factor(columns, rect.columns), factor(rows, rect.rows * 2))
  }

  /// The pixel at a place of the canvas, when the picture is drawn in this rectangle: the upper one
  /// of the two in a cell.
  public func index(at point: Point, in rect: Rect) -> GridIndex? {
    guard rect.contains(point) else { return nil }
    let factor = factor(in: rect)
    let row = (point.row - rect.row) * 2 * factor
    let column = (point.column - rect.column) * factor
    guard row < rows, column < columns else { return nil }
    return GridIndex(row: row, column: column)
  }

  /// Draws the picture in the top left corner of a rectangle.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let factor = factor(in: rect)
    let shownRows = (rows + factor - 1) / factor
    let shownColumns = (columns + factor - 1) / factor
    let region = outline.map { regions(of: $0, factor: factor) }
    for row in stride(from: 0, to: shownRows, by: 2) {
      for column in 0..<shownColumns {
        let place = Point(column: rect.column + column, row: rect.row + row / 2)
        guard rect.contains(place) else { continue }
        let upper = pixel(row: row, column: column, factor: factor)
        let lower =
          row + 1 < shownRows ? pixel(row: row + 1, column: column, factor: factor) : nil
        canvas[place.column, place.row] = cell(
          upper: upper, lower: lower,
          regions: (region?(row, column) ?? .outside, region?(row + 1, column) ?? .outside),
          on: canvas)
      }
    }
  }

  /// The mean of the pixels that one shown pixel stands for, a value a plane.
  private func pixel(row: Int, column: Int, factor: Int) -> [Double] {
    if factor == 1 { return planes.map { $0[row * columns + column] } }
    let rowRange = row * factor..<min(rows, (row + 1) * factor)
    let columnRange = column * factor..<min(columns, (column + 1) * factor)
    let count = Double(rowRange.count * columnRange.count)
    return planes.map { plane in
      var sum = 0.0
      for row in rowRange {
        for column in columnRange { sum += plane[row * columns + column] }
      }
      return sum / count
    }
  }

  private func cell(
    upper: [Double], lower: [Double]?, regions: (upper: Region, lower: Region), on canvas: Canvas
  ) -> Cell {
    if Self.isShaded(on: canvas.capabilities) {
      // One character stands for two pixels.
      let both = [regions.upper, regions.lower]
      if both.contains(.ring), !both.contains(.inside) { return Cell("+", Theme.mark) }
      return shaded(upper: upper, lower: lower, on: canvas)
    }
    let mark = Color.role(.mark)
    var style = Style(
      foreground: regions.upper == .ring ? mark : color(of: upper, on: canvas.scheme))
    if let lower {
      style.background = regions.lower == .ring ? mark : color(of: lower, on: canvas.scheme)
    }
    return Cell("▀", style)
  }

  private func color(of pixel: [Double], on scheme: ColorScheme) -> Color {
    if pixel.count == 3 { return .cube(red: pixel[0], green: pixel[1], blue: pixel[2]) }
    return palette.index(for: pixel[0], on: scheme).map(Color.indexed) ?? .standard
  }

  private func shaded(upper: [Double], lower: [Double]?, on canvas: Canvas) -> Cell {
    func light(_ pixel: [Double]) -> Double {
      pixel.count == 3 ? 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2] : pixel[0]
    }
    let value = lower.map { (light(upper) + light($0)) / 2 } ?? light(upper)
    let palette = shadePalette
    let glyph = Shade.character(for: value, on: palette, glyphs: canvas.capabilities.glyphs)
    var style = Style.plain
    // The colour of the sign alone: that of a small value would be too faint for a character.
    if case .signed = palette, let share = palette.share(of: value), share != 0 {
      style.foreground = .role(share < 0 ? .accent2 : .accent)
    }
    return Cell(glyph, style)
  }

  /// Where a pixel lies, seen from what is marked; the ring just outside covers none of that.
  private enum Region { case outside, ring, inside }

  private func regions(of window: GridWindow, factor: Int) -> (Int, Int) -> Region {
    func shown(_ range: Range<Int>) -> ClosedRange<Int> {
      let first = Int((Double(range.lowerBound) / Double(factor)).rounded(.down))
      let last = Int(
        (Double(max(range.lowerBound, range.upperBound - 1)) / Double(factor)).rounded(.down))
      return first...max(first, last)
    }
    let rowsInside = shown(window.rows)
    let columnsInside = shown(window.columns)
    let rowsAround = rowsInside.lowerBound - 1...rowsInside.upperBound + 1
    let columnsAround = columnsInside.lowerBound - 1...columnsInside.upperBound + 1
    return { row, column in
      if rowsInside.contains(row), columnsInside.contains(column) { return .inside }
      return rowsAround.contains(row) && columnsAround.contains(column) ? .ring : .outside
    }
  }
}
