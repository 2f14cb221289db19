import Tensors

/// Pictures made of numbers alone, for tests against PyTorch: Tests/Fixtures/network_common.py makes
/// the same ones to the bit, so that no fixture holds a picture.
///
/// A class has a pattern of 4x4 blocks; a picture is the mean of its class's pattern and noise.
public struct PatternPictures: Sendable {
  /// `count` x C x H x W
  public let pixels: [UInt8]
  public let labels: [UInt8]
  /// `[C, H, W]`
  public let shape: Shape

  public init(count: Int, shape: Shape, classes: Int, seed: UInt64) {
    let (channels, height, width) = (shape[0], shape[1], shape[2])
    let (blockRows, blockColumns) = ((height + 3) / 4, (width + 3) / 4)
    let patterns = (0..<classes).map { label in
      var generator = SeededGenerator.stream(seed: seed, 1, UInt64(label))
      return (0..<channels * blockRows * blockColumns).map { _ in Int(generator.next() >> 56) }
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * shape.count)
    var labels: [UInt8] = []
    for index in 0..<count {
      var generator = SeededGenerator.stream(seed: seed, 2, UInt64(index))
      let label = Int(generator.next() % UInt64(classes))
      labels.append(UInt8(label))
      let pattern = patterns[label]
      for channel in 0..<channels {
        for row in 0..<height {
          let start = (channel * blockRows + row / 4) * blockColumns
          for column in 0..<width {
            let noise = Int(generator.next() >> 56)
            pixels.append(UInt8((pattern[start + column / 4] + noise) / 2))
          }
        }
      }
    }
    self.pixels = pixels
    self.labels = labels
    self.shape = shape
  }

  /// The pictures of batch `step`: `step · size`, `step · size + 1` … modulo their number.
  public func indices(ofBatch step: Int, size: Int) -> [Int] {
    (step * size..<(step + 1) * size).map { $0 % labels.count }
  }

  /// A batch for the plain network, `[N, C, H, W]` with values 0 to 1, and its labels.
  public func batch(_ step: Int, size: Int) -> (pictures: Tensor, labels: [Int]) {
    let indices = indices(ofBatch: step, size: size)
    let elements = indices.flatMap { index in
      pixels[index * shape.count..<(index + 1) * shape.count].map { Double($0) / 255 }
    }
    return (
      Tensor(shape: Shape([size] + shape.sizes), elements: elements),
      indices.map { Int(labels[$0]) }
    )
  }
}
