/// A few vectors side by side that stay in registers: neighbouring pixels, or neighbouring taps of a kernel.
///
/// The accumulators of a kernel must be separate stored properties: an array in their place would
/// live in memory. Everything is inlined into the kernels and gone after it.
protocol PixelRow {
  static var count: Int { get }
  static var zero: Self { get }
  init(repeating value: Lanes)
  /// `count` vectors, `step` vectors apart.
  init(from source: UnsafePointer<Lanes>, step: Int)
  mutating func addProduct(_ other: Self, _ factor: Lanes)
  func store(to destination: UnsafeMutablePointer<Lanes>, step: Int)
  /// The sum of the lanes of each vector, added to `count` numbers.
  func addLaneSums(to destination: UnsafeMutablePointer<Float>)
}

extension PixelRow {
  @inline(__always) static var zero: Self { Self(repeating: .zero) }
}

struct Pixels1: PixelRow {
  var a: Lanes
  @inline(__always) static var count: Int { 1 }
  @inline(__always) init(repeating value: Lanes) { a = value }
  @inline(__always) init(from source: UnsafePointer<Lanes>, step: Int) { a = source[0] }
  @inline(__always) mutating func addProduct(_ other: Self, _ factor: Lanes) {
    a.addProduct(other.a, factor)
  }
  @inline(__always) func store(to destination: UnsafeMutablePointer<Lanes>, step: Int) {
    destination[0] = a
  }
  @inline(__always) func addLaneSums(to destination: UnsafeMutablePointer<Float>) {
    destination[0] += a.laneSum
  }
}

/// Rows of more vectors, put together from shorter ones.
struct PixelPair<First: PixelRow, Second: PixelRow>: PixelRow {
  var first: First
  var second: Second
  @inline(__always) static var count: Int { First.count + Second.count }
  @inline(__always) init(repeating value: Lanes) {
    first = First(repeating: value)
    second = Second(repeating: value)
  }
  @inline(__always) init(from source: UnsafePointer<Lanes>, step: Int) {
    first = First(from: source, step: step)
    second = Second(from: source + First.count * step, step: step)
  }
  @inline(__always) mutating func addProduct(_ other: Self, _ factor: Lanes) {
    first.addProduct(other.first, factor)
    second.addProduct(other.second, factor)
  }
  @inline(__always) func store(to destination: UnsafeMutablePointer<Lanes>, step: Int) {
    first.store(to: destination, step: step)
    second.store(to: destination + First.count * step, step: step)
  }
  @inline(__always) func addLaneSums(to destination: UnsafeMutablePointer<Float>) {
    first.addLaneSums(to: destination)
    second.addLaneSums(to: destination + First.count)
  }
}

typealias Pixels2 = PixelPair<Pixels1, Pixels1>
typealias Pixels3 = PixelPair<Pixels2, Pixels1>
typealias Pixels4 = PixelPair<Pixels2, Pixels2>
typealias Pixels5 = PixelPair<Pixels4, Pixels1>
typealias Pixels7 = PixelPair<Pixels4, Pixels3>
