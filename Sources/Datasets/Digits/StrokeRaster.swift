/// Draws broken lines with round pens of changing width, white on black, with soft edges.
struct StrokeRaster {
  static let side = 28

  private(set) var coverage = [Float](repeating: 0, count: side * side)

  /// Draws a line whose origin is the middle of the picture; `softness` is the width of the edge in pixels.
  mutating func draw(_ line: [PenPoint], softness: Float) {
    coverage.withUnsafeMutableBufferPointer { pixels in
      for place in pixels.indices { pixels[place] = 0 }
      line.withUnsafeBufferPointer { line in
        for place in line.indices.dropFirst() where !line[place].beginsStroke {
          Self.draw(from: line[place - 1], to: line[place], softness: softness, on: pixels)
        }
      }
    }
  }

  /// The bytes of the picture, the brightest possible being `ink` (0...1).
  func write(ink: Float, to bytes: UnsafeMutableBufferPointer<UInt8>) {
    for place in coverage.indices { bytes[place] = UInt8(coverage[place] * ink * 255 + 0.5) }
  }

  /// Each pixel is covered by how far it lies inside the edge of the pen; of several pieces the most counts.
  private static func draw(
    from: PenPoint, to: PenPoint, softness: Float, on pixels: UnsafeMutableBufferPointer<Float>
  ) {
    let reach = max(from.radius, to.radius) + softness / 2
    let middle = Float(side - 1) / 2
    let (x0, y0) = (from.x + middle, from.y + middle)
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let square = dx * dx + dy * dy
    let inverse = square > 0 ? 1 / square : 0
    let hardness = 1 / softness
    let columns = span(x0, x0 + dx, reach)
    for row in span(y0, y0 + dy, reach) {
      let fy = Float(row) - y0
      for column in columns {
        let fx = Float(column) - x0
        let t = min(max((fx * dx + fy * dy) * inverse, 0), 1)
        let (ox, oy) = (fx - t * dx, fy - t * dy)
        let distance = (ox * ox + oy * oy).squareRoot()
        let inside = (from.radius + t * (to.radius - from.radius) - distance) * hardness + 0.5
        let place = row * side + column
        if inside > pixels[place] { pixels[place] = min(inside, 1) }
      }
    }
  }

  /// The rows or columns that lie within `reach` of both ends and inside the picture.
  private static func span(_ a: Float, _ b: Float, _ reach: Float) -> Range<Int> {
    let low = max(min(a, b) - reach, 0)
    let high = min(max(a, b) + reach, Float(side - 1))
    guard low <= high else { return 0..<0 }
    return Int(low.rounded(.up))..<Int(high) + 1
  }
}
