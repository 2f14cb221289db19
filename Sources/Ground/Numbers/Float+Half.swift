extension Float {
  /// The value of an IEEE 754 binary16, exactly; written out since `Float16` is missing on some platforms.
  public init(halfBits half: UInt16) {
    let exponent = UInt32(half >> 10 & 0x1F)
    let fraction = UInt32(half & 0x3FF)
    let sign = UInt32(half & 0x8000) << 16
    switch exponent {
    case 0:
      let magnitude = Float(fraction) * 0x1p-24
      self = sign == 0 ? magnitude : -magnitude
    case 0x1F: self.init(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: self.init(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
