import Ground

/// Draws broken lines with round pens of changing width, white on black, with soft edges.
struct StrokeRaster {
  static let side = 28

  private(set) var coverage = [Float](repeating: 0, count: side * side)

  /// Draws a line whose origin is the middle of the picture; `softness` is the width of the edge in pixels.
  private mutating func draw(_ line: [PenPoint], softness: Float) {
    coverage.withUnsafeMutableBufferPointer { pixels in
      for place in pixels.indices { pixels[place] = 0 }
      line.withUnsafeBufferPointer { line in
        for place in line.indices.dropFirst() where !line[place].beginsStroke {
          Self.draw(from: line[place - 1], to: line[place], softness: softness, on: pixels)
        }
      }
    }
  }

  /// Draws a line so that the centre of mass of its ink is the middle of the picture, as MNIST's is.
  ///
  /// The line's own centre is only a guess, since ink that overlaps counts once.
  mutating func drawCentred(_ line: [PenPoint], softness: Float) {
    draw(line, softness: softness)
    let off = centreOfMass
    guard off.x * off.x + off.y * off.y > 0.01 else { return }
    let moved = line.map { point in
      var point = point
      point.x -= off.x
      point.y -= off.y
      return point
    }
    draw(moved, softness: softness)
  }

  /// From the middle of the picture.
  private var centreOfMass: Point {
    var mass: Float = 0
    var sum = Point(0, 0)
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        let ink = coverage[row * Self.side + column]
        mass += ink
        sum.x += ink * Float(column)
        sum.y += ink * Float(row)
      }
    }
    guard mass > 0 else { return sum }
    let middle = Float(Self.side - 1) / 2
    return Point(sum.x / mass - middle, sum.y / mass - middle)
  }

  /// Smears the picture as a coarse scanner does: each pixel gives `share` of itself to its neighbours in
  /// the row, then in the column, `passes` times.
  mutating func blur(share: Float, passes: Int) {
    let side = Self.side
    coverage.withUnsafeMutableBufferPointer { pixels in
      for _ in 0..<passes {
        for line in 0..<side {
          Self.blur(share, from: line * side, step: 1, on: pixels)
        }
        for line in 0..<side {
          Self.blur(share, from: line, step: side, on: pixels)
        }
      }
    }
  }

  private static func blur(
    _ share: Float, from start: Int, step: Int, on pixels: UnsafeMutableBufferPointer<Float>
  ) {
    var previous: Float = 0
    var place = start
    for index in 0..<side {
      let here = pixels[place]
      let next = index + 1 < side ? pixels[place + step] : 0
      pixels[place] = here + share / 2 * (previous + next - 2 * here)
      previous = here
      place += step
    }
  }

  /// The bytes of the picture, the brightest pixel being `ink` (0...1).
  func write(ink: Float, to bytes: UnsafeMutableBufferPointer<UInt8>) {
    let brightest = coverage.reduce(0, max)
    let scale = brightest > 0 ? ink / brightest * 255 : 0
    for place in coverage.indices { bytes[place] = UInt8(coverage[place] * scale + 0.5) }
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
