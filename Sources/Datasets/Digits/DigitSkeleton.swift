/// A point of the plane: x to the right, y down.
struct Point: Hashable, Sendable {
  var x: Float
  var y: Float

  init(_ x: Float, _ y: Float) {
    self.x = x
    self.y = y
  }
}

/// One way of writing a digit: strokes through control points in a box of height 1.
///
/// A curve runs through its points smoothly; a point given twice in a row is a corner.
struct DigitSkeleton: Sendable {
  /// How often this way is chosen among those of the same digit.
  let weight: Float
  /// How broad the pen is beside other digits: a ring must stay open, a lone stroke may be broad.
  let pen: Float
  let strokes: [[Point]]

  init(_ weight: Float, pen: Float = 1, _ strokes: [(Float, Float)]...) {
    self.weight = weight
    self.pen = pen
    self.strokes = strokes.map { $0.map { Point($0.0, $0.1) } }
  }
}

extension DigitSkeleton {
  /// The ways of writing each digit, 0 to 9.
  static let all: [[DigitSkeleton]] = [
    zero, one, two, three, four, five, six, seven, eight, nine,
  ]
}
