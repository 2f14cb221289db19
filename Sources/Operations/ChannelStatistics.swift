import Tensors

/// Mean and variance of each channel over N, H and W.
public struct ChannelStatistics: Hashable, Sendable {
  /// `C` means.
  public var mean: [Double]
  /// `C` variances: of a batch the biased ones, which normalise.
  public var variance: [Double]

  public init(mean: [Double], variance: [Double]) {
    self.mean = mean
    self.variance = variance
  }

  /// What a new batch normalisation starts from: mean 0, variance 1.
  public static func initial(channels: Int) -> ChannelStatistics {
    ChannelStatistics(
      mean: Array(repeating: 0, count: channels), variance: Array(repeating: 1, count: channels))
  }

  /// The batch statistics of `[N, C, H, W]` (or `[N, C]`), the variance biased.
  public init(of input: Tensor) {
    let layout = ChannelLayout(input.shape)
    self = .initial(channels: layout.channels)
    for channel in 0..<layout.channels {
      var sum = 0.0
      layout.forEachIndex(of: channel) { sum += input.elements[$0] }
      let mean = sum / Double(layout.count)
      var squares = 0.0
      layout.forEachIndex(of: channel) {
        squares += (input.elements[$0] - mean) * (input.elements[$0] - mean)
      }
      self.mean[channel] = mean
      self.variance[channel] = squares / Double(layout.count)
    }
  }

  /// The running statistics after a batch: `(1 - momentum) · old + momentum · batch`.
  ///
  /// As in PyTorch the batch's variance enters unbiased, divided by `count - 1`.
  ///
  /// - Parameter count: values a channel in the batch, `N · H · W`; two or more.
  public func updated(
    with batch: ChannelStatistics, count: Int, momentum: Double
  ) -> ChannelStatistics {
    precondition(count > 1, "the unbiased variance needs two values a channel")
    let unbiased = Double(count) / Double(count - 1)
    var next = self
    for channel in mean.indices {
      next.mean[channel] = (1 - momentum) * mean[channel] + momentum * batch.mean[channel]
      next.variance[channel] =
        (1 - momentum) * variance[channel] + momentum * batch.variance[channel] * unbiased
    }
    return next
  }
}

/// Where the values of one channel lie in `[N, C, …]`.
struct ChannelLayout {
  let pictures: Int
  let channels: Int
  /// Values a picture and channel: `H · W`.
  let plane: Int

  init(_ shape: Shape) {
    precondition(shape.rank >= 2, "channels are the second axis")
    pictures = shape[0]
    channels = shape[1]
    plane = shape.sizes.dropFirst(2).reduce(1, *)
  }

  /// Values a channel: `N · H · W`.
  var count: Int { pictures * plane }

  func forEachIndex(of channel: Int, _ body: (Int) -> Void) {
    for picture in 0..<pictures {
      var index = (picture * channels + channel) * plane
      let end = index + plane
      while index < end {
        body(index)
        index += 1
      }
    }
  }
}
