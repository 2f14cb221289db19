/// SplitMix64: the one source of randomness; the same seed gives the same numbers everywhere.
///
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in `[0, 1)` with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number in `0..<bound`, without bias towards small ones.
  ///
  /// - Precondition: `bound` is positive.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "no whole number lies in an empty range")
    let bound = UInt64(bound)
    let threshold = (0 &- bound) % bound
    while true {
      let (high, low) = next().multipliedFullWidth(by: bound)
      if low >= threshold { return Int(high) }
    }
  }

  /// A generator for one part of the work (an epoch, a layer, a picture), independent of how many
  /// numbers the others have drawn.
  public static func stream(seed: UInt64, _ path: UInt64...) -> SeededGenerator {
    var mixed = seed
    for part in path {
      var mixer = SeededGenerator(seed: mixed &+ part &* 0xD1B5_4A32_D192_ED03)
      mixed = mixer.next()
    }
    return SeededGenerator(seed: mixed)
  }
}
