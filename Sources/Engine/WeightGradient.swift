/// The gradient of a convolution's weights: for every tap the sum over pixels and images of the input
/// times the gradient of the output.
///
/// The accumulators are up to 4 output channels x 5 taps; the loop walks over the pixels, and the lanes are
/// added up once per block.
public struct WeightGradient: Sendable {
  /// Neighbouring taps that are summed together.
  struct TapRun: Hashable, Sendable {
    /// 1, 3, 4 or 5.
    let count: Int
    /// Vectors from one tap to the next.
    let step: Int
    /// Where the first tap of the first pixel lies in the input.
    let sourceOffset: Int
    /// Where the first tap's gradient of output channel 0 lies.
    let gradientOffset: Int
    /// The output rows whose input row exists.
    let rows: Range<Int>
  }

  let outputChannels: Int
  let columns: Int
  let tapCount: Int
  let runs: [TapRun]
  let sourceRowStep: Int
  let sourceColumnStep: Int
  let gradientOrigin: Int
  let gradientRowStep: Int
  let gradientChannelStride: Int

  /// - Precondition: `input` has at least ``ConvolutionGeometry/inputMargin``.
  public init(_ g: ConvolutionGeometry, input: MapLayout, outputGradient: MapLayout) {
    require(
      input.channels == g.inputChannels && input.height == g.inputHeight
        && input.width == g.inputWidth && outputGradient.channels == g.outputChannels
        && outputGradient.height == g.outputHeight && outputGradient.width == g.outputWidth,
      "the maps have other sizes than the convolution")
    require(input.columnMargin >= g.inputMargin, "the input lacks its padding")
    outputChannels = g.outputChannels
    columns = g.outputWidth
    tapCount = g.tapCount
    sourceRowStep = g.strideHeight * input.rowStride
    sourceColumnStep = g.strideWidth
    gradientOrigin = outputGradient.origin
    gradientRowStep = outputGradient.rowStride
    gradientChannelStride = outputGradient.channelStride
    var runs: [TapRun] = []
    if g.kernelHeight == 1 && g.kernelWidth == 1 {
      // Only one tap a channel: neighbouring input channels stand in for taps.
      let corner = input.origin - g.paddingHeight * input.rowStride - g.paddingWidth
      for (first, count) in Self.split(g.inputChannels) {
        runs.append(
          TapRun(
            count: count, step: input.channelStride,
            sourceOffset: corner + first * input.channelStride, gradientOffset: first,
            rows: Self.rows(of: g, row: -g.paddingHeight)))
      }
    } else {
      for channel in 0..<g.inputChannels {
        for ky in 0..<g.kernelHeight {
          let row = ky * g.dilationHeight - g.paddingHeight
          for (first, count) in Self.split(g.kernelWidth) {
            let column = first * g.dilationWidth - g.paddingWidth
            runs.append(
              TapRun(
                count: count, step: g.dilationWidth,
                sourceOffset: input.origin + channel * input.channelStride
                  + row * input.rowStride + column,
                gradientOffset: (channel * g.kernelHeight + ky) * g.kernelWidth + first,
                rows: Self.rows(of: g, row: row)))
          }
        }
      }
    }
    self.runs = runs
  }

  /// The output rows for which the input row `row` further on exists.
  private static func rows(of g: ConvolutionGeometry, row: Int) -> Range<Int> {
    let exist = (0..<g.outputHeight).filter {
      (0..<g.inputHeight).contains($0 * g.strideHeight + row)
    }
    guard let first = exist.first, let last = exist.last else { return 0..<0 }
    return first..<last + 1
  }

  /// Splits a number of taps into runs of 5, 4, 3 and 1.
  private static func split(_ count: Int) -> [(first: Int, count: Int)] {
    var pieces: [(Int, Int)] = []
    var first = 0
    while first < count {
      let left = count - first
      let piece =
        switch left {
        case 1, 2: 1
        case 3: 3
        case 4, 6, 7, 8: 4
        default: 5
        }
      pieces.append((first, piece))
      first += piece
    }
    return pieces
  }
}
