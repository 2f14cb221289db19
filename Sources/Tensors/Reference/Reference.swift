/// The plain arithmetic of every layer, forward right above backward, in `Double`.
///
/// It is what a student sees and what the fast kernels are tested against, so it stays plain.
/// Tensors are `[N, C, H, W]` (pictures, channels, rows, columns) or `[N, F]` (features); kernels
/// are `[O, I, KH, KW]`, `I` being the channels of one group. Gradients are of a scalar loss.
///
/// Geometry that comes from outside is checked by whoever took it in: shapes that do not fit each
/// other are errors of the caller and trap; a window that does not fit its input throws.
public enum Reference {}

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

/// `Σ left[j] · right[j]` over one row; both rows are walked with a stride.
@inline(__always)
func dotRow(
  _ left: UnsafePointer<Double>, by leftStride: Int,
  _ right: UnsafePointer<Double>, by rightStride: Int, count: Int
) -> Double {
  var sum = 0.0
  var j = 0
  while j < count {
    sum += left[j &* leftStride] * right[j &* rightStride]
    j &+= 1
  }
  return sum
}
