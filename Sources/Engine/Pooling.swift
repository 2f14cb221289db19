/// Pooling over a window that slides as a convolution's kernel does, each channel by itself.
///
/// Max pooling pads with minus infinity and its gradient goes to the first of equal pixels; average pooling counts
/// padding zeros. Both as PyTorch.
public struct PoolingPass: Sendable {
  let geometry: ConvolutionGeometry
  let input: MapLayout
  let output: MapLayout

  /// - Precondition: both have as many channels, and no window lies in the padding alone.
  public init(_ geometry: ConvolutionGeometry, input: MapLayout, output: MapLayout) {
    require(
      input.channels == output.channels && input.height == geometry.inputHeight
        && input.width == geometry.inputWidth && output.height == geometry.outputHeight
        && output.width == geometry.outputWidth,
      "the maps have other sizes than the pooling")
    self.geometry = geometry
    self.input = input
    self.output = output
  }

  /// The kernel rows whose input row exists, for one output row.
  @inline(__always)
  private static func taps(
    _ output: Int, _ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int
  ) -> Range<Int> {
    let first = output * stride - padding
    let low = first >= 0 ? 0 : (-first + dilation - 1) / dilation
    let high = first >= input ? 0 : Swift.min(kernel, (input - 1 - first) / dilation + 1)
    return low..<Swift.max(low, high)
  }

  @inline(__always)
  private func rowTaps(_ row: Int) -> Range<Int> {
    Self.taps(
      row, geometry.inputHeight, geometry.kernelHeight, geometry.strideHeight,
      geometry.paddingHeight, geometry.dilationHeight)
  }

  @inline(__always)
  private func columnTaps(_ column: Int) -> Range<Int> {
    Self.taps(
      column, geometry.inputWidth, geometry.kernelWidth, geometry.strideWidth,
      geometry.paddingWidth, geometry.dilationWidth)
  }

  /// Where the first tap of an output pixel lies; it may be padding.
  @inline(__always)
  private func corner(_ channel: Int, _ row: Int, _ column: Int) -> Int {
    channel * input.channelStride + input.origin
      + (row * geometry.strideHeight - geometry.paddingHeight) * input.rowStride
      + column * geometry.strideWidth - geometry.paddingWidth
  }

  private func requireParts(_ channels: Range<Int>, _ rows: Range<Int>) {
    require(
      channels.lowerBound >= 0 && channels.upperBound <= output.channels && rows.lowerBound >= 0
        && rows.upperBound <= output.height, "no such channels or rows")
  }

  public func average(_ source: UnsafePointer<Lanes>, to destination: UnsafeMutablePointer<Lanes>) {
    average(source, to: destination, channels: 0..<output.channels, rows: 0..<output.height)
  }

  /// Some channels and rows of the output.
  public func average(
    _ source: UnsafePointer<Lanes>, to destination: UnsafeMutablePointer<Lanes>,
    channels: Range<Int>, rows outputRows: Range<Int>
  ) {
    requireParts(channels, outputRows)
    let scale = 1 / Float(geometry.kernelHeight * geometry.kernelWidth)
    for channel in channels {
      for row in outputRows {
        let rows = rowTaps(row)
        let target = destination + output.offset(channel, row)
        for column in 0..<output.width {
          let columns = columnTaps(column)
          let window = source + corner(channel, row, column)
          var sum = Lanes.zero
          for ky in rows {
            let line = window + ky * geometry.dilationHeight * input.rowStride
            for kx in columns { sum += line[kx * geometry.dilationWidth] }
          }
          target[column] = sum * scale
        }
      }
    }
  }

  /// Adds to the input's gradient; clear it first where it holds nothing yet.
  public func addAverageGradient(
    _ outputGradient: UnsafePointer<Lanes>, _ gradientLayout: MapLayout,
    to inputGradient: UnsafeMutablePointer<Lanes>, _ inputLayout: MapLayout
  ) {
    require(
      gradientLayout.hasSameMaps(as: output) && inputLayout.hasSameMaps(as: input), "maps differ")
    let scale = 1 / Float(geometry.kernelHeight * geometry.kernelWidth)
    for channel in 0..<output.channels {
      for row in 0..<output.height {
        let rows = rowTaps(row)
        let gradients = outputGradient + gradientLayout.offset(channel, row)
        for column in 0..<output.width {
          let share = gradients[column] * scale
          let left = column * geometry.strideWidth - geometry.paddingWidth
          for ky in rows {
            let y =
              row * geometry.strideHeight - geometry.paddingHeight + ky * geometry.dilationHeight
            let line = inputGradient + inputLayout.offset(channel, y) + left
            for kx in columnTaps(column) { line[kx * geometry.dilationWidth] += share }
          }
        }
      }
    }
  }

  public func maximum(_ source: UnsafePointer<Lanes>, to destination: UnsafeMutablePointer<Lanes>) {
    maximum(source, to: destination, channels: 0..<output.channels, rows: 0..<output.height)
  }

  /// Some channels and rows of the output.
  public func maximum(
    _ source: UnsafePointer<Lanes>, to destination: UnsafeMutablePointer<Lanes>,
    channels: Range<Int>, rows outputRows: Range<Int>
  ) {
    requireParts(channels, outputRows)
    for channel in channels {
      for row in outputRows {
        let rows = rowTaps(row)
        let target = destination + output.offset(channel, row)
        for column in 0..<output.width {
          let columns = columnTaps(column)
          let window = source + corner(channel, row, column)
          var largest = Lanes(repeating: -.infinity)
          for ky in rows {
            let line = window + ky * geometry.dilationHeight * input.rowStride
            for kx in columns {
              let value = line[kx * geometry.dilationWidth]
              // A value that is not a number wins, so that divergence is not hidden.
              largest.replace(with: value, where: (value .> largest) .| (value .!= value))
            }
          }
          target[column] = largest
        }
      }
    }
  }

  /// Adds to the input's gradient; clear it first where it holds nothing yet.
  ///
  /// The place of the maximum is not stored: it is the first pixel of the window that equals the output.
  public func addMaximumGradient(
    input values: UnsafePointer<Lanes>, output results: UnsafePointer<Lanes>,
    _ outputGradient: UnsafePointer<Lanes>, _ gradientLayout: MapLayout,
    to inputGradient: UnsafeMutablePointer<Lanes>, _ inputLayout: MapLayout
  ) {
    require(
      gradientLayout.hasSameMaps(as: output) && inputLayout.hasSameMaps(as: input), "maps differ")
    for channel in 0..<output.channels {
      for row in 0..<output.height {
        let rows = rowTaps(row)
        let gradients = outputGradient + gradientLayout.offset(channel, row)
        let largest = results + output.offset(channel, row)
        for column in 0..<output.width {
          let columns = columnTaps(column)
          let window = values + corner(channel, row, column)
          let left = column * geometry.strideWidth - geometry.paddingWidth
          let maximum = largest[column]
          var open = gradients[column]
          for ky in rows {
            let line = window + ky * geometry.dilationHeight * input.rowStride
            let y =
              row * geometry.strideHeight - geometry.paddingHeight + ky * geometry.dilationHeight
            let target = inputGradient + inputLayout.offset(channel, y) + left
            for kx in columns {
              let hit = line[kx * geometry.dilationWidth] .== maximum
              target[kx * geometry.dilationWidth] += Lanes.zero.replacing(with: open, where: hit)
              open.replace(with: 0, where: hit)
            }
          }
        }
      }
    }
  }

  /// The mean of each channel: `[C, H, W]` to `[C, 1, 1]`.
  public static func globalAverage(
    _ source: UnsafePointer<Lanes>, _ layout: MapLayout,
    to destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout
  ) {
    require(to.channels == layout.channels && to.area == 1, "one mean a channel")
    let scale = 1 / Float(layout.area)
    for channel in 0..<layout.channels {
      var sum = Lanes.zero
      for row in 0..<layout.height {
        let pixels = source + layout.offset(channel, row)
        for column in 0..<layout.width { sum += pixels[column] }
      }
      destination[to.offset(channel, 0)] = sum * scale
    }
  }

  /// The gradient of ``globalAverage(_:_:to:_:)``.
  ///
  /// - Parameter accumulate: whether the result is added to what `destination` holds.
  public static func globalAverageGradient(
    _ outputGradient: UnsafePointer<Lanes>, _ gradientLayout: MapLayout,
    to destination: UnsafeMutablePointer<Lanes>, _ layout: MapLayout, accumulate: Bool
  ) {
    require(
      gradientLayout.channels == layout.channels && gradientLayout.area == 1, "one mean a channel")
    let scale = 1 / Float(layout.area)
    for channel in 0..<layout.channels {
      let share = outputGradient[gradientLayout.offset(channel, 0)] * scale
      for row in 0..<layout.height {
        let pixels = destination + layout.offset(channel, row)
        for column in 0..<layout.width {
          pixels[column] = accumulate ? pixels[column] + share : share
        }
      }
    }
  }

  /// Writes zeros over the pixels, margins left alone.
  public static func clear(_ pixels: UnsafeMutablePointer<Lanes>, _ layout: MapLayout) {
    for channel in 0..<layout.channels {
      for row in 0..<layout.height {
        (pixels + layout.offset(channel, row)).update(repeating: .zero, count: layout.width)
      }
    }
  }
}
