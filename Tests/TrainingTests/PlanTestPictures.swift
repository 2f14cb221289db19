import Datasets
import Ground
import Networks
import Tensors
import TestSupport

/// Pictures and labels without meaning, a function of the seed.
func noise(_ count: Int, _ shape: Shape, classes: Int = 10, seed: UInt64 = 5) -> Dataset {
  var generator = SeededGenerator(seed: seed)
  return Dataset(
    name: "noise", shape: shape,
    pixels: (0..<count * shape.count).map { _ in UInt8(generator.integer(below: 256)) },
    labels: (0..<count).map { _ in UInt8(generator.integer(below: classes)) },
    classes: (0..<classes).map { Bilingual("\($0)", "\($0)") })
}

extension PatternPictures {
  /// The same pictures as a data set.
  func dataset(classes: Int) -> Dataset {
    Dataset(
      name: "patterns", shape: shape, pixels: pixels, labels: labels,
      classes: (0..<classes).map { Bilingual("\($0)", "\($0)") })
  }
}
