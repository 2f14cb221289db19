import Ground
import Tensors

/// Everything by which one hand, in one moment, departs from a skeleton.
///
/// Only sums, products, quotients and square roots are used, which every machine computes to the same
/// bit: no picture hangs on a mathematics library.
struct Handwriting {
  /// How far control points stray, in heights of the digit.
  private let jitter: Float
  /// The columns of the affine map: aspect, slant and rotation.
  private let across: Point
  private let down: Point
  /// Smooth bends: the waist moves up or down, the foot widens, the axis bends.
  private let waist: Float
  private let lean: Float
  private let foot: Float
  private let bend: Float
  private let sag: Float
  /// The paper is pulled aside, differently at every place.
  private let paper: PulledPaper
  /// Ends of strokes are drawn out or fall short by up to this share of their last span.
  private let overshoot: Float
  /// Half the width of the pen and how much it changes along a stroke, in pixels.
  private let radius: Float
  private let pressure: Float
  /// The larger side of the written digit, pen included, in pixels.
  private let size: Float

  init(pen: Float, using generator: inout SeededGenerator) {
    let haste = generator.unit()
    jitter = 0.015 + 0.09 * haste
    let aspect = 0.98 + 0.62 * generator.bell()
    let slant = 0.18 + 0.65 * generator.bell()
    // Half-angle form: cosine and sine from one quotient.
    let half = 0.13 * generator.bell()
    let cosine = (1 - half * half) / (1 + half * half)
    let sine = 2 * half / (1 + half * half)
    across = Point(aspect * cosine, aspect * sine)
    down = Point(-sine - slant * cosine, cosine - slant * sine)
    waist = 0.9 * generator.bell()
    lean = 0.8 * generator.bell()
    foot = 0.8 * generator.bell()
    bend = 0.6 * generator.bell()
    sag = 0.6 * generator.bell()
    paper = PulledPaper(strength: 0.08 + 0.36 * haste, using: &generator)
    overshoot = 0.3
    radius = max(0.6, pen * (1.4 + 1.1 * generator.bell()))
    pressure = 0.25 * generator.bell()
    size = 20 + 1.5 * generator.bell()
  }

  /// The strokes as broken lines in pixels, pen widths included, with the centre of mass at the origin.
  func write(_ skeleton: DigitSkeleton, using generator: inout SeededGenerator) -> [PenPoint] {
    var line: [PenPoint] = []
    line.reserveCapacity(96)
    for stroke in skeleton.strokes {
      let points = bent(stroke, using: &generator)
      append(points, to: &line, using: &generator)
    }
    fit(&line)
    return line
  }

  /// The control points of one stroke after jitter, bends and the affine map.
  private func bent(_ stroke: [Point], using generator: inout SeededGenerator) -> [Point] {
    var points: [Point] = []
    points.reserveCapacity(stroke.count)
    for (place, point) in stroke.enumerated() {
      if place > 0, point == stroke[place - 1], let last = points.last {
        points.append(last)
        continue
      }
      var x = point.x - 0.34 + 2 * jitter * generator.bell()
      var y = point.y + 2 * jitter * generator.bell()
      let pull = paper.pull(at: Point(x + 0.5, y))
      x += pull.x
      y += pull.y
      let fromMiddle = y - 0.5
      y += waist * y * (1 - y)
      x += lean * (x * x - 0.05)
      x *= 1 + foot * fromMiddle
      x += bend * (fromMiddle * fromMiddle - 0.1)
      y += sag * x * x
      points.append(Point(across.x * x + down.x * y, across.y * x + down.y * y))
    }
    stretchEnds(&points, using: &generator)
    return points
  }

  private func stretchEnds(_ points: inout [Point], using generator: inout SeededGenerator) {
    let last = points.count - 1
    guard last >= 1 else { return }
    let first = overshoot * generator.bell()
    let second = overshoot * generator.bell()
    points[0].x += first * (points[0].x - points[1].x)
    points[0].y += first * (points[0].y - points[1].y)
    points[last].x += second * (points[last].x - points[last - 1].x)
    points[last].y += second * (points[last].y - points[last - 1].y)
  }

  /// A Catmull-Rom curve through the points, six pieces a span.
  private func append(
    _ points: [Point], to line: inout [PenPoint], using generator: inout SeededGenerator
  ) {
    let pieces = 5
    let start = 1 + pressure + 0.15 * generator.bell()
    let end = 1 - pressure + 0.15 * generator.bell()
    let spans = points.count - 1
    guard spans >= 1 else { return }
    for span in 0..<spans {
      let p1 = points[span]
      let p2 = points[span + 1]
      if p1 == p2 { continue }
      let p0 = points[max(span - 1, 0)]
      let p3 = points[min(span + 2, spans)]
      for piece in (line.isEmpty || span == 0 ? 0 : 1)...pieces {
        let t = Float(piece) / Float(pieces)
        let along = (Float(span) + t) / Float(spans)
        line.append(
          PenPoint(
            x: catmullRom(p0.x, p1.x, p2.x, p3.x, t), y: catmullRom(p0.y, p1.y, p2.y, p3.y, t),
            radius: radius * (start + (end - start) * along), beginsStroke: span == 0 && piece == 0)
        )
      }
    }
  }

  private func catmullRom(_ a: Float, _ b: Float, _ c: Float, _ d: Float, _ t: Float) -> Float {
    let cubic = 3 * (b - c) + d - a
    let square = 2 * a - 5 * b + 4 * c - d
    return b + 0.5 * t * (c - a + t * (square + t * cubic))
  }

  /// Scales the line to ``size`` and moves its centre of mass to the origin, as MNIST was made.
  private func fit(_ line: inout [PenPoint]) {
    guard var low = line.first, var high = line.first else { return }
    for point in line {
      low.x = min(low.x, point.x)
      low.y = min(low.y, point.y)
      high.x = max(high.x, point.x)
      high.y = max(high.y, point.y)
    }
    let extent = max(high.x - low.x, high.y - low.y, 0.1)
    let scale = (size - 2 * radius) / extent
    var mass: Float = 0
    var centre = Point(0, 0)
    for place in line.indices {
      line[place].x *= scale
      line[place].y *= scale
      guard place > 0, !line[place].beginsStroke else { continue }
      let (from, to) = (line[place - 1], line[place])
      let (dx, dy) = (to.x - from.x, to.y - from.y)
      let ink = (dx * dx + dy * dy).squareRoot() * (from.radius + to.radius)
      mass += ink
      centre.x += ink * (from.x + to.x) / 2
      centre.y += ink * (from.y + to.y) / 2
    }
    guard mass > 0 else { return }
    for place in line.indices {
      line[place].x -= centre.x / mass
      line[place].y -= centre.y / mass
    }
  }
}

/// Paper whose corners, sides and middle are pulled aside by chance: a surface of degree 2 over nine pulls, so
/// that whatever is written on it changes smoothly.
private struct PulledPaper {
  /// The three pulls from left to right, at the top, in the middle and at the bottom.
  private let top: Row
  private let middle: Row
  private let bottom: Row

  private typealias Row = (left: Point, middle: Point, right: Point)

  /// - Parameter strength: the farthest pull, in heights of the digit.
  init(strength: Float, using generator: inout SeededGenerator) {
    func pull() -> Point { Point(strength * generator.bell(), strength * generator.bell()) }
    top = (pull(), pull(), pull())
    middle = (pull(), pull(), pull())
    bottom = (pull(), pull(), pull())
  }

  /// - Parameter place: (0, 0) is the top left corner, (1, 1) the bottom right one.
  func pull(at place: Point) -> Point {
    Self.mix(
      (Self.mix(top, place.x), Self.mix(middle, place.x), Self.mix(bottom, place.x)), place.y)
  }

  /// The Bernstein polynomials of degree 2.
  private static func mix(_ row: Row, _ t: Float) -> Point {
    let (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
    return Point(
      a * row.left.x + b * row.middle.x + c * row.right.x,
      a * row.left.y + b * row.middle.y + c * row.right.y)
  }
}

/// A point of a broken line and half the width of the pen there.
struct PenPoint: Hashable, Sendable {
  var x: Float
  var y: Float
  var radius: Float
  /// The pen was lifted before this point.
  var beginsStroke: Bool
}

extension SeededGenerator {
  /// A number in `[0, 1)` with 24 random bits.
  mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// A number in `(-1, 1)`, most often near 0: the mean of three uniform ones (deviation 1/3).
  mutating func bell() -> Float { (unit() + unit() + unit()) * (2.0 / 3) - 1 }
}
