import Interface
import Tensors

/// Little pictures in rows: the feature maps of a layer, or the filters of a convolution, all on
/// one palette so that they can be compared.
struct MapGallery {
  /// Pixels of one picture.
  let rows: Int
  let columns: Int
  /// For each picture one plane, or three that are shown as red, green and blue.
  let planes: [[[Double]]]
  let palette: Palette

  /// Feature maps `[C, H, W]`.
  init(maps values: [Float], shape: Shape) {
    let size = shape[1] * shape[2]
    rows = shape[1]
    columns = shape[2]
    planes = (0..<shape[0]).map { [values[$0 * size..<($0 + 1) * size].map(Double.init)] }
    palette = Palette.fitting(values.lazy.map(Double.init))
  }

  /// Filters `[O, I, KH, KW]`: those over three channels in colours, grey being 0; those over more
  /// channels as one plane for the first channel.
  init(filters values: [Float], shape: Shape) {
    let size = shape[2] * shape[3]
    rows = shape[2]
    columns = shape[3]
    let limit = values.lazy.map { Double(abs($0)) }.max() ?? 0
    palette = .signed(limit: limit)
    let inputs = shape[1]
    planes = (0..<shape[0]).map { filter in
      (0..<(inputs == 3 ? 3 : 1)).map { channel in
        let start = (filter * inputs + channel) * size
        let plane = values[start..<start + size].map(Double.init)
        return inputs == 3 ? plane.map { limit > 0 ? ($0 / limit + 1) / 2 : 0.5 } : plane
      }
    }
  }

  /// How large the pictures are drawn.
  enum Zoom: Hashable {
    /// Every pixel as a square of so many.
    case enlarged(Int)
    /// So many by so many pixels as one.
    case shrunk(Int)

    func length(of pixels: Int) -> Int {
      switch self {
      case .enlarged(let factor): pixels * factor
      case .shrunk(let factor): (pixels + factor - 1) / factor
      }
    }
  }

  /// How the pictures are laid out in a room.
  struct Arrangement: Hashable {
    let zoom: Zoom
    let perLine: Int
    let count: Int
    /// Columns and rows from one picture to the next.
    let pitch: Size
  }

  /// The largest pictures of which all fit; where not even small ones do, as many as fit.
  func arrangement(in room: Size) -> Arrangement {
    // Below five pixels a side a map is no picture any more.
    let smallest = max(1, (max(rows, columns) - 1) / 4)
    let zooms = [4, 3, 2].map(Zoom.enlarged) + (1...smallest).map(Zoom.shrunk)
    var best = arrangement(zooms[0], in: room)
    for zoom in zooms.dropFirst() where best.count < planes.count {
      let next = arrangement(zoom, in: room)
      if next.count > best.count { best = next }
    }
    return best
  }

  /// What the characters of the pictures stand for where they are made of some.
  func legend(on capabilities: Capabilities, format: NumberFormat) -> ShadeLegend {
    // Three channels as colours are light and dark where there are none, 0 being halfway.
    ShadeLegend(
      planes.first?.count == 3 ? .greys(from: -limit, to: limit) : palette,
      glyphs: capabilities.glyphs, format: format)
  }

  private var limit: Double { if case .signed(let limit) = palette { limit } else { 0 } }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let layout = arrangement(in: Size(columns: rect.columns, rows: rect.rows))
    for index in 0..<layout.count {
      let place = Rect(
        column: rect.column + index % layout.perLine * layout.pitch.columns,
        row: rect.row + index / layout.perLine * layout.pitch.rows,
        columns: layout.zoom.length(of: columns),
        rows: (layout.zoom.length(of: rows) + 1) / 2)
      picture(index, layout.zoom)?.draw(on: &canvas, in: place.intersection(rect))
    }
  }

  private func picture(_ index: Int, _ zoom: Zoom) -> Picture? {
    guard case .enlarged(let factor) = zoom else {
      return Picture(rows: rows, columns: columns, planes: planes[index], palette: palette)
    }
    let width = columns * factor
    let enlarged = planes[index].map { plane in
      (0..<rows * factor * width).map { plane[$0 / width / factor * columns + $0 % width / factor] }
    }
    return Picture(rows: rows * factor, columns: width, planes: enlarged, palette: palette)
  }

  private func arrangement(_ zoom: Zoom, in room: Size) -> Arrangement {
    let width = zoom.length(of: columns)
    let height = zoom.length(of: rows)
    // An odd number of pixels leaves half a row free below, which parts the lines by itself.
    let gap = height % 2 == 0 ? 1 : 0
    let cells = (height + 1) / 2
    let perLine = (room.columns + 1) / (width + 1)
    let lines = (room.rows + gap) / (cells + gap)
    return Arrangement(
      zoom: zoom, perLine: max(1, perLine), count: min(planes.count, perLine * lines),
      pitch: Size(columns: width + 1, rows: cells + gap))
  }
}
