/// Pictures of a data set into lanes.
public enum PixelGather {
  /// Puts up to 16 pictures side by side, each byte as `byte / 255`; lanes without a picture become 0.
  ///
  /// - Parameters:
  ///   - pixels: all pictures of the data set, channels x rows x columns each.
  ///   - indices: the pictures that are wanted.
  public static func run(
    pixels: UnsafePointer<UInt8>, pictures: Int, indices: UnsafePointer<Int>, images: Int,
    to destination: UnsafeMutablePointer<Lanes>, _ layout: MapLayout
  ) {
    require(images >= 0 && images <= laneCount, "a block holds 16 images")
    for lane in 0..<images {
      require(indices[lane] >= 0 && indices[lane] < pictures, "no such picture")
    }
    let pictureSize = layout.channels * layout.area
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: Transposition.capacity) { buffer in
      guard let tile = buffer.baseAddress else { return }
      for channel in 0..<layout.channels {
        for row in 0..<layout.height {
          let source = pixels + (channel * layout.height + row) * layout.width
          let target = destination + layout.offset(channel, row)
          guard layout.width >= laneCount else {
            narrowRow(source, pictureSize, indices, images, to: target, width: layout.width)
            continue
          }
          var column = 0
          while column < layout.width {
            // The last 16 columns may overlap those before them.
            let first = min(column, layout.width - laneCount)
            for lane in 0..<laneCount {
              tile[lane] =
                lane < images ? values(source + (indices[lane] * pictureSize + first)) : .zero
            }
            Transposition.turn(tile)
            for index in 0..<laneCount { target[first + index] = tile[index] }
            column += laneCount
          }
        }
      }
    }
  }

  /// 16 neighbouring bytes, each divided by 255 and rounded once, as a division would.
  @inline(__always)
  private static func values(_ source: UnsafePointer<UInt8>) -> Lanes {
    let bytes = UnsafeRawPointer(source).loadUnaligned(as: SIMD16<UInt8>.self)
    // A whole number below 2^23 in the low bits of 2^23 is that much more than 2^23.
    let bits = SIMD16<UInt32>(truncatingIfNeeded: bytes) | 0x4B00_0000
    let whole = unsafeBitCast(bits, to: Lanes.self) - 8_388_608
    let share = Lanes(repeating: 1 / 255)
    let quotient = whole * share
    let rest = whole.addingProduct(quotient, Lanes(repeating: -255))
    return quotient.addingProduct(rest, share)
  }

  /// A row of fewer than 16 columns, number by number.
  private static func narrowRow(
    _ source: UnsafePointer<UInt8>, _ pictureSize: Int, _ indices: UnsafePointer<Int>,
    _ images: Int, to target: UnsafeMutablePointer<Lanes>, width: Int
  ) {
    for column in 0..<width {
      var pixel = Lanes.zero
      for lane in 0..<images {
        pixel[lane] = Float(source[indices[lane] * pictureSize + column]) / 255
      }
      target[column] = pixel
    }
  }
}
