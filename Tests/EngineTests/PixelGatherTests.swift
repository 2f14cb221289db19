import Engine
import Testing

/// Pictures side by side in the lanes of a block.
@Suite struct PixelGatherTests {
  /// Rows of one run of 16 columns, of overlapping runs, and of fewer columns than that.
  @Test(arguments: [16, 19, 32, 5])
  func `every byte becomes itself by 255, and lanes without a picture become 0`(width: Int) throws {
    let layout = MapLayout(channels: 2, height: 8, width: width, columnMargin: 1)
    let size = layout.channels * layout.area
    let pictures = 20
    let pixels = (0..<pictures * size).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 256) }
    #expect(Set(pixels).count == 256)
    let indices = (0..<13).map { ($0 * 3 + 1) % pictures }
    let map = try Storage<Lanes>(count: layout.count)
    map.pointer.update(repeating: Lanes(repeating: 9), count: layout.count)
    PixelGather.run(
      pixels: pixels, pictures: pictures, indices: indices, images: indices.count,
      to: map.pointer, layout)
    for pixel in 0..<size {
      var expected = Lanes.zero
      for (lane, index) in indices.enumerated() {
        expected[lane] = Float(pixels[index * size + pixel]) / 255
      }
      #expect(map.pointer[MapSums.place(of: pixel, in: layout)] == expected)
    }
    #expect(map.pointer[0] == Lanes(repeating: 9))
  }
}
