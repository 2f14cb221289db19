import Engine
import Networks
import Operations

/// What one batch normalisation keeps: statistics of every block and the numbers of every channel.
final class NormalizationState {
  let norm: BatchNorm
  private let scales: UnsafeMutablePointer<Float>
  private let shifts: UnsafeMutablePointer<Float>
  private let scaleOffset: Int
  private let shiftOffset: Int
  private let runningMeans: UnsafeMutablePointer<Float>
  private let runningVariances: UnsafeMutablePointer<Float>
  // Kept while the pointers above are.
  private let store: ParameterStore

  /// `[blocks][channels][2]`
  let statistics: Storage<Float>
  let sums: Storage<Float>
  /// `[channels][scale, shift]`
  let coefficients: Storage<Float>
  let means: Storage<Float>
  private let inverseDeviations: Storage<Double>
  /// `[channels][gradientScale, inputScale, offset]`
  let gradientCoefficients: Storage<Float>

  var blockStride: Int { 2 * norm.channels }

  /// - Parameter blocks: the most blocks of a batch; 0 for inference.
  init(node: Int, norm: BatchNorm, store: ParameterStore, blocks: Int) throws(OutOfMemory) {
    self.norm = norm
    self.store = store
    func offset(_ role: ParameterSpec.Role) -> Int {
      store.requireEntry(node: node, role: role).offset
    }
    scaleOffset = offset(.weight)
    shiftOffset = offset(.bias)
    scales = store.parameters.pointer + scaleOffset
    shifts = store.parameters.pointer + shiftOffset
    runningMeans = store.statisticValues.pointer + offset(.runningMean)
    runningVariances = store.statisticValues.pointer + offset(.runningVariance)
    statistics = try Storage(count: blocks * 2 * norm.channels)
    sums = try Storage(count: blocks * 2 * norm.channels)
    coefficients = try Storage(count: 2 * norm.channels)
    means = try Storage(count: norm.channels)
    inverseDeviations = try Storage(count: norm.channels)
    gradientCoefficients = try Storage(count: 3 * norm.channels)
  }

  /// From the blocks' statistics the numbers of this batch; the running ones follow.
  func finishStatistics(of batch: Batch, area: Int) {
    let count = Double(batch.count * area)
    let keep = 1 - norm.momentum
    for channel in 0..<norm.channels {
      let (mean, variance) = BatchStatistics.combine(
        statistics.pointer, blockStride: blockStride, blocks: batch.blocks, channel: channel,
        images: batch.imagesOfBlock.pointer, area: area)
      setCoefficients(channel, mean: mean, variance: variance)
      // The running variance is unbiased, as PyTorch's.
      let unbiased = count > 1 ? variance * (count / (count - 1)) : variance
      runningMeans[channel] = Float(
        keep * Double(runningMeans[channel]) + norm.momentum * mean)
      runningVariances[channel] = Float(
        keep * Double(runningVariances[channel]) + norm.momentum * unbiased)
    }
  }

  /// The numbers of inference, from the running statistics.
  func useRunningStatistics() {
    for channel in 0..<norm.channels {
      setCoefficients(
        channel, mean: Double(runningMeans[channel]), variance: Double(runningVariances[channel]))
    }
  }

  private func setCoefficients(_ channel: Int, mean: Double, variance: Double) {
    let inverse = 1 / (variance + norm.epsilon).squareRoot()
    let scale = Double(scales[channel]) * inverse
    coefficients.pointer[2 * channel] = Float(scale)
    coefficients.pointer[2 * channel + 1] = Float(Double(shifts[channel]) - mean * scale)
    means.pointer[channel] = Float(mean)
    inverseDeviations.pointer[channel] = inverse
  }

  /// From the blocks' sums the gradients of scale and shift, and what the input's gradient needs.
  ///
  /// With `N` values, `g` the output's gradient and `s` the inverse deviation, the input's gradient is
  /// `scale s (g - sum(g) / N - (x - mean) s^2 sum(g (x - mean)) / N)`.
  func finishGradient(of batch: Batch, area: Int, gradients: UnsafeMutablePointer<Float>) {
    let count = Double(max(batch.count * area, 1))
    for channel in 0..<norm.channels {
      let (gradient, product) = BatchStatistics.sum(
        sums.pointer, blockStride: blockStride, blocks: batch.blocks, channel: channel)
      let inverse = inverseDeviations.pointer[channel]
      gradients[scaleOffset + channel] += Float(product * inverse)
      gradients[shiftOffset + channel] += Float(gradient)
      let gradientScale = Double(scales[channel]) * inverse
      let inputScale = -gradientScale * inverse * inverse * product / count
      let offset = -gradientScale * gradient / count - inputScale * Double(means.pointer[channel])
      gradientCoefficients.pointer[3 * channel] = Float(gradientScale)
      gradientCoefficients.pointer[3 * channel + 1] = Float(inputScale)
      gradientCoefficients.pointer[3 * channel + 2] = Float(offset)
    }
  }
}
