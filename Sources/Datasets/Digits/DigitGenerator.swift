import Ground
import Tensors

/// The built-in data set: digits drawn from strokes, white on black, sized and centred as MNIST's.
///
/// Every picture is a function of (generator seed, half, index) alone: any number can be made, and any one
/// without the others. `docs/digits.md` says how they are made and how real they are.
public struct DigitGenerator: Hashable, Sendable {
  /// `[1, 28, 28]`
  public static let shape: Shape = [1, StrokeRaster.side, StrokeRaster.side]

  public let seed: UInt64

  /// The pictures of `digits` are those of seed 0, whatever the seed of a training run.
  public init(seed: UInt64 = 0) { self.seed = seed }

  /// The digit of a picture: each of the ten once in every ten pictures, in an order of its own.
  public func label(_ split: Split, at index: Int) -> UInt8 {
    var generator = SeededGenerator.stream(
      seed: seed, Self.labelStream, split.number, UInt64(index / 10))
    var digits = Array(UInt8(0)..<10)
    for last in stride(from: 9, to: 0, by: -1) {
      digits.swapAt(last, generator.integer(below: last + 1))
    }
    return digits[index % 10]
  }

  /// The 28 x 28 bytes of a picture.
  public func pixels(_ split: Split, at index: Int) -> [UInt8] {
    var raster = StrokeRaster()
    return [UInt8](unsafeUninitializedCapacity: Self.shape.count) { bytes, count in
      draw(split, at: index, label: label(split, at: index), with: &raster, to: bytes)
      count = Self.shape.count
    }
  }

  /// The first `count` pictures of one half.
  public func dataset(_ split: Split, count: Int) -> Dataset {
    let size = Self.shape.count
    let labels = (0..<count).map { label(split, at: $0) }
    let pixels = [UInt8](unsafeUninitializedCapacity: count * size) { bytes, filled in
      var raster = StrokeRaster()
      for index in 0..<count {
        let picture = UnsafeMutableBufferPointer(rebasing: bytes[index * size..<(index + 1) * size])
        draw(split, at: index, label: labels[index], with: &raster, to: picture)
      }
      filled = count * size
    }
    return Dataset(
      name: DatasetSource.digitsName, shape: Self.shape, pixels: pixels, labels: labels,
      classes: ClassNames.numbers(10))
  }

  private func draw(
    _ split: Split, at index: Int, label: UInt8, with raster: inout StrokeRaster,
    to bytes: UnsafeMutableBufferPointer<UInt8>
  ) {
    var generator = SeededGenerator.stream(
      seed: seed, Self.pictureStream, split.number, UInt64(index))
    let skeleton = Self.choose(DigitSkeleton.all[Int(label)], using: &generator)
    let hand = Handwriting(pen: skeleton.pen, using: &generator)
    let line = hand.write(skeleton, using: &generator)
    raster.drawCentred(line, softness: 1 + 0.6 * generator.unit())
    raster.blur(share: 0.5 * generator.unit(), passes: generator.integer(below: 4))
    raster.write(ink: 1 - 0.15 * generator.unit(), to: bytes)
  }

  private static func choose(
    _ skeletons: [DigitSkeleton], using generator: inout SeededGenerator
  ) -> DigitSkeleton {
    var left = generator.unit() * skeletons.reduce(0) { $0 + $1.weight }
    for skeleton in skeletons.dropLast() {
      left -= skeleton.weight
      if left < 0 { return skeleton }
    }
    return skeletons[skeletons.count - 1]
  }

  private static let labelStream: UInt64 = 1
  private static let pictureStream: UInt64 = 2
}

extension DigitGenerator {
  /// `digits` has 20,000 pictures to train on and 2,000 to test with.
  static func count(of split: Split) -> Int {
    switch split {
    case .train: 20_000
    case .test: 2_000
    }
  }

  static func dataset(_ split: Split, limit: Int? = nil) -> Dataset {
    let all = count(of: split)
    return DigitGenerator().dataset(split, count: min(max(limit ?? all, 0), all))
  }

  static func sample(_ split: Split, at index: Int) throws(DatasetError) -> Sample {
    guard index < count(of: split) else {
      throw .sampleOutOfRange(
        dataset: DatasetSource.digitsName, split, found: index, count: count(of: split))
    }
    let generator = DigitGenerator()
    return Sample(
      shape: shape, pixels: generator.pixels(split, at: index),
      label: Int(generator.label(split, at: index)), classes: ClassNames.numbers(10))
  }
}

extension Split {
  fileprivate var number: UInt64 {
    switch self {
    case .train: 0
    case .test: 1
    }
  }
}
