import Interface
import Tensors

/// What a layer makes of one picture, in a room: all its maps, one of them, or its units.
///
/// Maps are as large as they can be, by a whole factor. What finds no room scrolls.
struct LayerMaps {
  /// `[C, H, W]`, or `[F]`.
  let shape: Shape
  let look: MapLook

  /// What of the maps is shown.
  struct Part: Hashable, Sendable {
    /// The maps or units, counted from 0.
    var shown: Range<Int>
    /// Lines of maps, or rows and columns of the one map, that are scrolled past, and how many can be.
    var first, last: GridIndex
    /// How many of them a key goes on.
    var stride: GridIndex
    var crop: CroppedEdges
    /// So many by so many numbers are drawn as one pixel.
    var shrinking = 1

    /// - Parameters:
    ///   - shown: rows and columns that find room, of `count`.
    init(
      shown: Range<Int>, scroll: GridIndex, rows: (shown: Int, count: Int),
      columns: (shown: Int, count: Int) = (1, 1), stride: GridIndex = GridIndex(row: 1, column: 1)
    ) {
      self.shown = shown
      self.stride = stride
      last = GridIndex(
        row: max(0, rows.count - rows.shown), column: max(0, columns.count - columns.shown))
      first = GridIndex(
        row: min(max(0, scroll.row), last.row), column: min(max(0, scroll.column), last.column))
      crop = CroppedEdges(
        showing: first.row..<first.row + min(rows.shown, rows.count),
        first.column..<first.column + min(columns.shown, columns.count), of: 0..<rows.count,
        0..<columns.count)
    }
  }

  private var isGallery: Bool { shape.rank == 3 }

  private var gallery: GalleryGeometry {
    GalleryGeometry(rows: shape[1], columns: shape[2], count: shape[0])
  }

  /// The map that is alone; `nil` where all are shown.
  var aloneMap: Int? {
    isGallery && look.room == .one ? min(max(0, look.map), shape[0] - 1) : nil
  }

  func part(in room: Size) -> Part {
    if let map = aloneMap {
      let factor = Picture.largestFactor(rows: shape[1], columns: shape[2], in: room)
      let shown = Size(
        columns: min(shape[2], room.columns / factor), rows: min(shape[1], 2 * room.rows / factor))
      // A step keeps most of what is seen in sight; an even one keeps pairs of rows together.
      return Part(
        shown: map..<map + 1, scroll: look.scroll, rows: (shown.rows, shape[1]),
        columns: (shown.columns, shape[2]),
        stride: GridIndex(row: max(1, shown.rows / 8 * 2), column: max(1, shown.columns / 4)))
    }
    if isGallery {
      let layout = gallery.arrangement(in: room, fillsRoom: look.room == .all)
      var part = lines(layout.perLine, layout.lines, of: shape[0])
      if case .shrunk(let factor) = layout.zoom { part.shrinking = factor }
      return part
    }
    let layout = UnitGrid.arrangement(of: shape.count, in: room)
    return lines(layout.perLine, layout.lines, of: shape.count)
  }

  private func lines(_ perLine: Int, _ lines: Int, of count: Int) -> Part {
    guard perLine > 0, lines > 0 else {
      return Part(shown: 0..<0, scroll: look.scroll, rows: (0, 0))
    }
    var part = Part(
      shown: 0..<0, scroll: look.scroll, rows: (lines, (count + perLine - 1) / perLine))
    let first = part.first.row * perLine
    let (places, overflow) = perLine.multipliedReportingOverflow(by: lines)
    part.shown = first..<min(count, first + (overflow ? count : min(places, count)))
    return part
  }

  /// The room inside a rectangle. One map that is whole only without a frame gets none: then the first line is its title's.
  func room(in rect: Rect) -> (inside: Rect, isFramed: Bool) {
    let framed = rect.inset()
    guard aloneMap != nil else { return (framed, true) }
    let bare = rect.splitRows(1).rest
    func isWhole(_ rect: Rect) -> Bool { part(in: rect.size).crop.isEmpty }
    return !isWhole(framed) && isWhole(bare) ? (bare, false) : (framed, true)
  }

  /// What is shown in a rectangle, with or without its frame.
  func part(inside rect: Rect) -> Part { part(in: room(in: rect).inside.size) }

  /// The values that a map's colours span: of all maps, or its own.
  func scaled(_ values: [Float], map: Int) -> ArraySlice<Float> {
    guard isGallery, look.scale == .each else { return values[...] }
    let size = shape[1] * shape[2]
    return values[map * size..<(map + 1) * size]
  }

  private func fitted(_ values: [Float], map: Int) -> Palette {
    .fitting(scaled(values, map: map).lazy.map(Double.init))
  }

  /// - Parameter values: as many as the shape says.
  func draw(_ values: [Float], on canvas: inout Canvas, in rect: Rect) {
    let part = part(in: rect.size)
    let shared = look.scale == .shared ? fitted(values, map: 0) : nil
    func palette(of map: Int) -> Palette { shared ?? fitted(values, map: map) }
    if let map = aloneMap {
      let factor = Picture.largestFactor(rows: shape[1], columns: shape[2], in: rect.size)
      let rows = part.first.row..<min(shape[1], part.first.row + 2 * rect.rows / factor)
      let columns = part.first.column..<min(shape[2], part.first.column + rect.columns / factor)
      let start = map * shape[1] * shape[2]
      let plane = rows.flatMap { row in
        columns.map { Double(values[start + row * shape[2] + $0]) }
      }
      Picture(
        rows: rows.count, columns: columns.count, planes: [plane],
        palette: palette(of: map))?
        .enlarged(by: factor).draw(on: &canvas, in: rect)
    } else if isGallery {
      MapGallery(maps: values, shape: shape, palette: palette(of:))
        .draw(
          part.shown, gallery.arrangement(in: rect.size, fillsRoom: look.room == .all),
          on: &canvas, in: rect)
    } else {
      UnitGrid(values: values, palette: palette(of: 0)).draw(part.shown, on: &canvas, in: rect)
    }
  }
}

extension Rect {
  var size: Size { Size(columns: columns, rows: rows) }
}
