extension Reference {
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

  /// The batch statistics of `[N, C, H, W]` (or `[N, C]`), the variance biased.
  public static func channelStatistics(_ input: Tensor) -> ChannelStatistics {
    let layout = ChannelLayout(input.shape)
    var statistics = ChannelStatistics.initial(channels: layout.channels)
    for channel in 0..<layout.channels {
      var sum = 0.0
      layout.forEachIndex(of: channel) { sum += input.elements[$0] }
      let mean = sum / Double(layout.count)
      var squares = 0.0
      layout.forEachIndex(of: channel) {
        squares += (input.elements[$0] - mean) * (input.elements[$0] - mean)
      }
      statistics.mean[channel] = mean
      statistics.variance[channel] = squares / Double(layout.count)
    }
    return statistics
  }

  /// `gamma · (x - mean) / √(variance + epsilon) + beta`, channel by channel.
  ///
  /// In training `statistics` are the batch's own (``channelStatistics(_:)``), in inference the
  /// running ones. Ioffe and Szegedy, "Batch normalization" (2015).
  ///
  /// - Parameters:
  ///   - input: `[N, C, H, W]` or `[N, C]`
  ///   - gamma: `C` scales
  ///   - beta: `C` shifts
  /// - Returns: a tensor of the input's shape.
  public static func batchNorm(
    _ input: Tensor, statistics: ChannelStatistics, gamma: [Double], beta: [Double],
    epsilon: Double = 1e-5
  ) -> Tensor {
    let layout = ChannelLayout(input.shape)
    var output = input
    for channel in 0..<layout.channels {
      let mean = statistics.mean[channel]
      let deviation = (statistics.variance[channel] + epsilon).squareRoot()
      layout.forEachIndex(of: channel) {
        output.elements[$0] =
          gamma[channel] * ((input.elements[$0] - mean) / deviation) + beta[channel]
      }
    }
    return output
  }

  /// The gradients of ``batchNorm(_:statistics:gamma:beta:epsilon:)`` in training, where the
  /// statistics are the batch's own and so depend on the input.
  ///
  /// - Returns: the gradients of the input, of gamma `[C]` and of beta `[C]`.
  public static func batchNormTrainingBackward(
    _ outputGradient: Tensor, input: Tensor, statistics: ChannelStatistics, gamma: [Double],
    epsilon: Double = 1e-5
  ) -> (input: Tensor, gamma: [Double], beta: [Double]) {
    let layout = ChannelLayout(input.shape)
    var gradients = batchNormInferenceBackward(
      outputGradient, input: input, statistics: statistics, gamma: gamma, epsilon: epsilon)
    let count = Double(layout.count)
    for channel in 0..<layout.channels {
      let mean = statistics.mean[channel]
      let deviation = (statistics.variance[channel] + epsilon).squareRoot()
      let meanGradient = gradients.beta[channel] / count
      let slope = gradients.gamma[channel] / count
      layout.forEachIndex(of: channel) {
        let normalised = (input.elements[$0] - mean) / deviation
        gradients.input.elements[$0] =
          gamma[channel] / deviation
          * (outputGradient.elements[$0] - meanGradient - normalised * slope)
      }
    }
    return gradients
  }

  /// The gradients of ``batchNorm(_:statistics:gamma:beta:epsilon:)`` in inference, where the
  /// statistics are constants.
  ///
  /// - Returns: the gradients of the input, of gamma `[C]` and of beta `[C]`.
  public static func batchNormInferenceBackward(
    _ outputGradient: Tensor, input: Tensor, statistics: ChannelStatistics, gamma: [Double],
    epsilon: Double = 1e-5
  ) -> (input: Tensor, gamma: [Double], beta: [Double]) {
    precondition(outputGradient.shape == input.shape, "the gradient has the output's shape")
    let layout = ChannelLayout(input.shape)
    var inputGradient = Tensor.zeros(input.shape)
    var gammaGradient = Array(repeating: 0.0, count: layout.channels)
    var betaGradient = Array(repeating: 0.0, count: layout.channels)
    for channel in 0..<layout.channels {
      let mean = statistics.mean[channel]
      let deviation = (statistics.variance[channel] + epsilon).squareRoot()
      layout.forEachIndex(of: channel) {
        let gradient = outputGradient.elements[$0]
        inputGradient.elements[$0] = gradient * gamma[channel] / deviation
        gammaGradient[channel] += gradient * ((input.elements[$0] - mean) / deviation)
        betaGradient[channel] += gradient
      }
    }
    return (inputGradient, gammaGradient, betaGradient)
  }
}

/// Where the values of one channel lie in `[N, C, …]`.
private struct ChannelLayout {
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
