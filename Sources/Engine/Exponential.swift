// exp and log of our own, so that results do not hang on the C library of the machine.

extension Lanes {
  /// e to the power of each lane, to about 1 unit in the last place.
  ///
  /// `x = n ln 2 + r` with `|r| <= ln 2 / 2`, a polynomial of degree 6 in `r` (Taylor's coefficients, the last two
  /// economised), and `n` added to the exponent's bits. Arguments are held to -87...88: beyond them float32 would
  /// leave its normal range. What is not a number stays so.
  @inline(__always)
  var exponential: Lanes {
    var x = self
    x.replace(with: -87, where: x .< -87)
    x.replace(with: 88, where: x .> 88)
    // Adding 1.5 * 2^23 rounds to a whole number and leaves it in the low bits.
    let shifted = x * 1.442_695_04 + 12_582_912
    let n = shifted - 12_582_912
    // ln 2 in two parts, the first short enough for an exact product with n.
    var r = x.addingProduct(n, Lanes(repeating: -0.693_359_375))
    r = r.addingProduct(n, Lanes(repeating: 2.121_944_4e-4))
    var p = Lanes(repeating: 1.987_569_15e-4)
    p = Lanes(repeating: 1.398_199_95e-3).addingProduct(p, r)
    p = Lanes(repeating: 8.333_451_9e-3).addingProduct(p, r)
    p = Lanes(repeating: 4.166_579_6e-2).addingProduct(p, r)
    p = Lanes(repeating: 1.666_666_55e-1).addingProduct(p, r)
    p = Lanes(repeating: 0.5).addingProduct(p, r)
    let value = (r + 1).addingProduct(p, r * r)
    let bits = unsafeBitCast(value, to: SIMD16<Int32>.self)
    let exponent = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &<< 23
    return unsafeBitCast(bits &+ exponent, to: Lanes.self)
  }

  /// The natural logarithm of each lane, to about 1 unit in the last place, for positive normal numbers.
  ///
  /// `x = m 2^n` with `m` in `sqrt(1/2) ..< sqrt(2)`, and Cephes' polynomial of degree 9 in `m - 1`.
  @inline(__always)
  var naturalLogarithm: Lanes {
    let bits = unsafeBitCast(self, to: SIMD16<Int32>.self)
    // Subtracting the bits of sqrt(1/2) puts the step of the exponent there.
    let offset = bits &- 0x3F35_04F3
    let exponent = offset &>> 23
    let mantissa = unsafeBitCast(bits &- (exponent &<< 23), to: Lanes.self)
    // The whole number as a float: placed into the low bits of 1.5 * 2^23.
    let n = unsafeBitCast(exponent &+ 0x4B40_0000, to: Lanes.self) - 12_582_912
    let f = mantissa - 1
    let square = f * f
    var p = Lanes(repeating: 7.037_683_6e-2)
    p = Lanes(repeating: -1.151_461_03e-1).addingProduct(p, f)
    p = Lanes(repeating: 1.167_699_87e-1).addingProduct(p, f)
    p = Lanes(repeating: -1.242_014_08e-1).addingProduct(p, f)
    p = Lanes(repeating: 1.424_932_28e-1).addingProduct(p, f)
    p = Lanes(repeating: -1.666_805_77e-1).addingProduct(p, f)
    p = Lanes(repeating: 2.000_071_48e-1).addingProduct(p, f)
    p = Lanes(repeating: -2.499_999_4e-1).addingProduct(p, f)
    p = Lanes(repeating: 3.333_333_1e-1).addingProduct(p, f)
    var tail = (f * square) * p
    tail = tail.addingProduct(n, Lanes(repeating: -2.121_944_4e-4))
    tail = tail.addingProduct(square, Lanes(repeating: -0.5))
    return (f + tail).addingProduct(n, Lanes(repeating: 0.693_359_375))
  }
}

/// The engine's own functions of whole vectors, for those who want to check them.
public enum Vectors {
  public static func exponential(of x: Lanes) -> Lanes { x.exponential }
  public static func naturalLogarithm(of x: Lanes) -> Lanes { x.naturalLogarithm }
}
