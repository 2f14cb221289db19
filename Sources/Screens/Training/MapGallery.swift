import Ground
import Interface
import Tensors

/// Little pictures in rows: the feature maps of a layer, or the filters of a convolution, which are on
/// one palette so that they can be compared.
struct MapGallery {
  let geometry: GalleryGeometry
  private let palette: (Int) -> Palette
  private let values: [Float]
  /// Planes of one picture: three are shown as red, green and blue.
  private let planes: Int
  /// The largest weight of filters.
  private let limit: Double
  /// How many numbers lie from one picture to the next.
  private let pitch: Int

  /// Feature maps `[C, H, W]`.
  ///
  /// - Parameter palette: of the map of a number.
  init(maps values: [Float], shape: Shape, palette: @escaping (Int) -> Palette) {
    geometry = GalleryGeometry(rows: shape[1], columns: shape[2], count: shape[0])
    self.values = values
    self.palette = palette
    planes = 1
    limit = 0
    pitch = shape[1] * shape[2]
  }

  /// Filters `[O, I, KH, KW]`: those over three channels in colours, grey being 0; those over more
  /// channels as one plane for the first channel.
  init(filters values: [Float], shape: Shape) {
    geometry = GalleryGeometry(rows: shape[2], columns: shape[3], count: shape[0])
    self.values = values
    limit = values.lazy.map { Double(abs($0)) }.max() ?? 0
    let palette = Palette.signed(limit: limit)
    self.palette = { _ in palette }
    planes = shape[1] == 3 ? 3 : 1
    pitch = shape[1] * shape[2] * shape[3]
  }

  /// What the characters of the pictures stand for where they are made of some.
  func legend(on capabilities: Capabilities, format: NumberFormat) -> ShadeLegend {
    // Three channels as colours are light and dark where there are none, 0 being halfway.
    ShadeLegend(
      planes == 3 ? .greys(from: -limit, to: limit) : palette(0),
      glyphs: capabilities.glyphs, format: format)
  }

  /// As many pictures as find room.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    let layout = geometry.arrangement(in: rect.size)
    draw(0..<layout.count, layout, on: &canvas, in: rect)
  }

  /// - Parameter shown: the pictures to draw, from the top left corner on.
  func draw(
    _ shown: Range<Int>, _ layout: GalleryGeometry.Arrangement, on canvas: inout Canvas,
    in rect: Rect
  ) {
    for (place, index) in shown.enumerated() {
      let room = Rect(
        column: rect.column + place % layout.perLine * layout.pitch.columns,
        row: rect.row + place / layout.perLine * layout.pitch.rows,
        columns: layout.zoom.length(of: geometry.columns),
        rows: (layout.zoom.length(of: geometry.rows) + 1) / 2)
      picture(index, layout.zoom)?.draw(on: &canvas, in: room.intersection(rect))
    }
  }

  private func picture(_ index: Int, _ zoom: GalleryGeometry.Zoom) -> Picture? {
    let size = geometry.rows * geometry.columns
    let planes = (0..<planes).map { plane in
      let start = index * pitch + plane * size
      return values[start..<start + size].map { value in
        guard self.planes == 3 else { return Double(value) }
        return limit > 0 ? (Double(value) / limit + 1) / 2 : 0.5
      }
    }
    let picture = Picture(
      rows: geometry.rows, columns: geometry.columns, planes: planes, palette: palette(index))
    guard case .enlarged(let factor) = zoom else { return picture }
    return picture?.enlarged(by: factor)
  }
}
