/// The update of a run of parameters, and the sum of their gradients over groups of images.
public enum ParameterUpdate {
  /// The sum of the groups' gradients in their order, into the first group's place.
  ///
  /// - Parameters:
  ///   - gradients: `groups` runs of `groupStride` vectors.
  ///   - range: the vectors that are wanted.
  public static func sumGroups(
    _ gradients: UnsafeMutablePointer<Lanes>, groupStride: Int, groups: Int, range: Range<Int>
  ) {
    guard groups > 1 else { return }
    for index in range {
      var sum = gradients[index]
      for group in 1..<groups { sum += gradients[group * groupStride + index] }
      gradients[index] = sum
    }
  }

  /// `g += decay w; w -= rate g`
  public static func descend(
    _ parameters: UnsafeMutablePointer<Lanes>, gradient: UnsafePointer<Lanes>, range: Range<Int>,
    rate: Float, decay: Float
  ) {
    let step = Lanes(repeating: -rate)
    let shrink = Lanes(repeating: decay)
    for index in range {
      let w = parameters[index]
      let g = gradient[index].addingProduct(w, shrink)
      parameters[index] = w.addingProduct(g, step)
    }
  }

  /// `g += decay w; v = momentum v + g; w -= rate v`
  ///
  /// From `v = 0` the first step leaves `v = g`, as PyTorch's does.
  public static func descend(
    _ parameters: UnsafeMutablePointer<Lanes>, gradient: UnsafePointer<Lanes>,
    velocity: UnsafeMutablePointer<Lanes>, range: Range<Int>, rate: Float, momentum: Float,
    decay: Float
  ) {
    let step = Lanes(repeating: -rate)
    let shrink = Lanes(repeating: decay)
    let keep = Lanes(repeating: momentum)
    for index in range {
      let w = parameters[index]
      let g = gradient[index].addingProduct(w, shrink)
      let v = g.addingProduct(velocity[index], keep)
      velocity[index] = v
      parameters[index] = w.addingProduct(v, step)
    }
  }

  /// One step of Adam (Kingma and Ba 2015), both means corrected for their start at zero.
  ///
  /// - Parameters:
  ///   - rate: the learning rate divided by `1 - beta1^t`.
  ///   - squareCorrection: `1 / sqrt(1 - beta2^t)`
  public static func adam(
    _ parameters: UnsafeMutablePointer<Lanes>, gradient: UnsafePointer<Lanes>,
    mean: UnsafeMutablePointer<Lanes>, square: UnsafeMutablePointer<Lanes>, range: Range<Int>,
    rate: Float, squareCorrection: Float, beta1: Float, beta2: Float, oneMinusBeta1: Float,
    oneMinusBeta2: Float, epsilon: Float, decay: Float
  ) {
    let step = Lanes(repeating: -rate)
    let shrink = Lanes(repeating: decay)
    let keepMean = Lanes(repeating: beta1)
    let keepSquare = Lanes(repeating: beta2)
    for index in range {
      let w = parameters[index]
      let g = gradient[index].addingProduct(w, shrink)
      let m = (g * oneMinusBeta1).addingProduct(mean[index], keepMean)
      let s = (g * g * oneMinusBeta2).addingProduct(square[index], keepSquare)
      mean[index] = m
      square[index] = s
      let root = s.squareRoot() * squareCorrection + epsilon
      parameters[index] = w.addingProduct(m / root, step)
    }
  }

  /// Copies parameters into the order in which a pass reads them: rows of `width` numbers.
  ///
  /// - Parameters:
  ///   - starts: where the first number of each row lies.
  ///   - width: numbers of a row; the first `filled` lie `step` apart, the others are zeros.
  public static func pack(
    _ parameters: UnsafePointer<Float>, starts: UnsafePointer<Int32>, rows: Int, width: Int,
    filled: Int, step: Int, to packed: UnsafeMutablePointer<Float>
  ) {
    require(filled >= 0 && filled <= width, "a row holds more than its width")
    switch (width, filled, step) {
    case (12, 12, 1):
      for row in 0..<rows {
        let from = UnsafeRawPointer(parameters + Int(starts[row]))
        let to = UnsafeMutableRawPointer(packed + row * 12)
        to.storeBytes(of: from.loadUnaligned(as: SIMD8<Float>.self), as: SIMD8<Float>.self)
        to.storeBytes(
          of: from.loadUnaligned(fromByteOffset: 32, as: SIMD4<Float>.self), toByteOffset: 32,
          as: SIMD4<Float>.self)
      }
    case (12, 12, _): packRows(parameters, starts, rows, 12, step, to: packed)
    case (4, 4, _): packRows(parameters, starts, rows, 4, step, to: packed)
    case (2, 2, _): packRows(parameters, starts, rows, 2, step, to: packed)
    default:
      for row in 0..<rows {
        let to = packed + row * width
        for index in 0..<width {
          to[index] = index < filled ? parameters[Int(starts[row]) + index * step] : 0
        }
      }
    }
  }

  /// Whole rows, their width known to the compiler.
  @inline(__always)
  private static func packRows(
    _ parameters: UnsafePointer<Float>, _ starts: UnsafePointer<Int32>, _ rows: Int, _ width: Int,
    _ step: Int, to packed: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<rows {
      let from = parameters + Int(starts[row])
      let to = packed + row * width
      for index in 0..<width { to[index] = from[index * step] }
    }
  }
}
