/// Sums and copies of whole blocks, margins left alone.
public enum MapSums {
  /// `destination = a + b`, pixel by pixel; the memory may be that of `a` or `b`.
  public static func add(
    _ a: UnsafePointer<Lanes>, _ aLayout: MapLayout, _ b: UnsafePointer<Lanes>,
    _ bLayout: MapLayout, to destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout
  ) {
    require(aLayout.hasSameMaps(as: bLayout) && aLayout.hasSameMaps(as: to), "maps differ")
    for channel in 0..<to.channels {
      for row in 0..<to.height {
        let first = a + aLayout.offset(channel, row)
        let second = b + bLayout.offset(channel, row)
        let output = destination + to.offset(channel, row)
        for column in 0..<to.width { output[column] = first[column] + second[column] }
      }
    }
  }

  /// Copies between two layouts of the same maps, or of the same number of pixels where both are dense.
  ///
  /// - Parameter accumulate: whether the result is added to what `destination` holds.
  public static func copy(
    _ source: UnsafePointer<Lanes>, _ from: MapLayout,
    to destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout, accumulate: Bool = false
  ) {
    let sameMaps = from.hasSameMaps(as: to)
    require(
      sameMaps || from.channels * from.area == to.channels * to.area, "maps of other sizes")
    if sameMaps {
      for channel in 0..<to.channels {
        for row in 0..<to.height {
          let input = source + from.offset(channel, row)
          let output = destination + to.offset(channel, row)
          for column in 0..<to.width {
            output[column] = accumulate ? output[column] + input[column] : input[column]
          }
        }
      }
      return
    }
    // Flattening: the same pixels in the same order under other rows and channels.
    for pixel in 0..<from.channels * from.area {
      let input = source[Self.place(of: pixel, in: from)]
      let place = Self.place(of: pixel, in: to)
      destination[place] = accumulate ? destination[place] + input : input
    }
  }

  /// Where pixel `index` of a block lies, counted channel by channel, row by row.
  public static func place(of index: Int, in layout: MapLayout) -> Int {
    let (channel, inChannel) = index.quotientAndRemainder(dividingBy: layout.area)
    let (row, column) = inChannel.quotientAndRemainder(dividingBy: layout.width)
    return layout.offset(channel, row) + column
  }

  /// Adds to `sums[c]` the sum of channel `c` over pixels and lanes: the gradient of a bias.
  public static func addChannelSums(
    of source: UnsafePointer<Lanes>, _ layout: MapLayout, to sums: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<layout.channels {
      // Four sums side by side, since each addition waits for the one before it.
      var a = Lanes.zero
      var b = Lanes.zero
      var c = Lanes.zero
      var d = Lanes.zero
      for row in 0..<layout.height {
        let pixels = source + layout.offset(channel, row)
        var column = 0
        while column + 4 <= layout.width {
          a += pixels[column]
          b += pixels[column + 1]
          c += pixels[column + 2]
          d += pixels[column + 3]
          column += 4
        }
        while column < layout.width {
          a += pixels[column]
          column += 1
        }
      }
      sums[channel] += ((a + b) + (c + d)).laneSum
    }
  }
}
