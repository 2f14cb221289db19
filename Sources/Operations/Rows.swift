// One row of numbers against another, which convolution and dense layers are made of.

/// `destination[j] += scale · source[j]` over one row; both rows are walked with a stride.
@inline(__always)
func addScaledRow(
  _ scale: Double, _ source: UnsafePointer<Double>, by sourceStride: Int,
  to destination: UnsafeMutablePointer<Double>, by destinationStride: Int, count: Int
) {
  // `while` and bare pointers: a debug build, which is what tests run, is ten times faster so.
  var j = 0
  while j < count {
    destination[j &* destinationStride] += scale * source[j &* sourceStride]
    j &+= 1
  }
}

/// `sum + Σ left[j] · right[j]` over one row, one product after the other; both are walked with a stride.
@inline(__always)
func dotRow(
  addingTo sum: Double = 0, _ left: UnsafePointer<Double>, by leftStride: Int,
  _ right: UnsafePointer<Double>, by rightStride: Int, count: Int
) -> Double {
  var sum = sum
  var j = 0
  while j < count {
    sum += left[j &* leftStride] * right[j &* rightStride]
    j &+= 1
  }
  return sum
}
