/// Softmax and cross-entropy of a block of 16 images.
public enum SoftmaxCrossEntropy {
  /// The loss of each image, and the gradient of the logits.
  ///
  /// - Parameters:
  ///   - logits: `[classes]`
  ///   - labels: 16 classes, each below `classes`; of lanes without an image any.
  ///   - images: how many lanes hold an image; the others get no loss and no gradient.
  ///   - scale: the factor of each image's loss in the whole: 1 / batch.
  ///   - gradient: `[classes]`, or `nil` where it is not wanted.
  ///   - predictions: 16 classes with the largest logit, the first of equal ones.
  /// - Returns: the losses, 0 in lanes without an image.
  public static func run(
    logits: UnsafePointer<Lanes>, classes: Int, labels: UnsafePointer<Int32>, images: Int,
    scale: Float, gradient: UnsafeMutablePointer<Lanes>?,
    predictions: UnsafeMutablePointer<Int32>
  ) -> Lanes {
    require(
      classes > 0 && images >= 0 && images <= laneCount, "no classes, or too many images")
    var truth = SIMD16<Int32>.zero
    for lane in 0..<images {
      require(labels[lane] >= 0 && labels[lane] < classes, "a label is not a class")
      truth[lane] = labels[lane]
    }
    var largest = logits[0]
    var best = SIMD16<Int32>.zero
    for index in 1..<max(classes, 1) {
      let larger = logits[index] .> largest
      largest.replace(with: logits[index], where: larger)
      best.replace(with: Int32(index), where: larger)
    }
    var sum = Lanes.zero
    var chosen = Lanes.zero
    for index in 0..<classes {
      let shifted = logits[index] - largest
      sum += shifted.exponential
      chosen.replace(with: shifted, where: truth .== Int32(index))
    }
    let mask = Lanes.mask(first: images)
    let loss = Lanes.zero.replacing(with: sum.naturalLogarithm - chosen, where: mask .> 0)
    if let gradient {
      let share = Lanes(repeating: scale) / sum
      for index in 0..<classes {
        var value = (logits[index] - largest).exponential * share
        value.replace(with: value - scale, where: truth .== Int32(index))
        gradient[index] = Lanes.zero.replacing(with: value, where: mask .> 0)
      }
    }
    for lane in 0..<laneCount { predictions[lane] = best[lane] }
    return loss
  }
}
