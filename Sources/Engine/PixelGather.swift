/// Pictures of a data set into lanes.
public enum PixelGather {
  /// Puts up to 16 pictures side by side; lanes without a picture become 0.
  ///
  /// - Parameters:
  ///   - pixels: all pictures of the data set, channels x rows x columns each.
  ///   - indices: the pictures that are wanted.
  ///   - scale: 256 numbers, the value of each byte.
  public static func run(
    pixels: UnsafePointer<UInt8>, pictures: Int, indices: UnsafePointer<Int>, images: Int,
    scale: UnsafePointer<Float>, to destination: UnsafeMutablePointer<Lanes>, _ layout: MapLayout
  ) {
    require(images >= 0 && images <= laneCount, "a block holds 16 images")
    let pictureSize = layout.channels * layout.area
    destination.withMemoryRebound(to: Float.self, capacity: layout.count * laneCount) { numbers in
      for lane in 0..<laneCount {
        if lane < images {
          require(indices[lane] >= 0 && indices[lane] < pictures, "no such picture")
        }
        let picture = lane < images ? pixels + indices[lane] * pictureSize : nil
        for channel in 0..<layout.channels {
          for row in 0..<layout.height {
            let target = numbers + layout.offset(channel, row) * laneCount + lane
            if let picture {
              let source = picture + (channel * layout.height + row) * layout.width
              for column in 0..<layout.width {
                target[column * laneCount] = scale[Int(source[column])]
              }
            } else {
              for column in 0..<layout.width { target[column * laneCount] = 0 }
            }
          }
        }
      }
    }
  }
}
