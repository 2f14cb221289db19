/// A sigmoid and the average pooling after it in one pass, where the windows tile the map exactly.
///
/// The map between them is LeNet's largest: written and read once less in either direction. The numbers are the
/// same to the bit as those of the two passes by themselves.
public struct SigmoidPooling: Sendable {
  let kernelHeight: Int
  let kernelWidth: Int
  let input: MapLayout
  let middle: MapLayout
  let output: MapLayout

  /// Whether no window overlaps another, leaves pixels out or reads padding.
  public static func tiles(_ g: ConvolutionGeometry) -> Bool {
    g.strideHeight == g.kernelHeight && g.strideWidth == g.kernelWidth && g.paddingHeight == 0
      && g.paddingWidth == 0 && g.dilationHeight == 1 && g.dilationWidth == 1
      && g.inputHeight == g.outputHeight * g.kernelHeight
      && g.inputWidth == g.outputWidth * g.kernelWidth
  }

  /// - Parameter middle: the sigmoid's map, which the backward pass needs.
  /// - Precondition: the windows tile the map, see ``tiles(_:)``.
  public init(
    _ geometry: ConvolutionGeometry, input: MapLayout, middle: MapLayout, output: MapLayout
  ) {
    let g = geometry
    require(Self.tiles(g), "the windows do not tile the map")
    require(
      input.hasSameMaps(as: middle) && input.channels == output.channels
        && input.height == g.inputHeight && input.width == g.inputWidth
        && output.height == g.outputHeight && output.width == g.outputWidth,
      "the maps have other sizes than the pooling")
    kernelHeight = g.kernelHeight
    kernelWidth = g.kernelWidth
    self.input = input
    self.middle = middle
    self.output = output
  }

  public func forward(
    _ source: UnsafePointer<Lanes>, sigmoid: UnsafeMutablePointer<Lanes>,
    to destination: UnsafeMutablePointer<Lanes>
  ) {
    let scale = 1 / Float(kernelHeight * kernelWidth)
    for channel in 0..<output.channels {
      for row in 0..<output.height {
        let target = destination + output.offset(channel, row)
        for column in 0..<output.width {
          var sum = Lanes.zero
          for ky in 0..<kernelHeight {
            let line = row * kernelHeight + ky
            let from = source + input.offset(channel, line) + column * kernelWidth
            let to = sigmoid + middle.offset(channel, line) + column * kernelWidth
            for kx in 0..<kernelWidth {
              let y = 1 / (1 + (-from[kx]).exponential)
              to[kx] = y
              sum += y
            }
          }
          target[column] = sum * scale
        }
      }
    }
  }

  /// The gradient of the sigmoid's input from that of the pooling's output.
  ///
  /// - Parameter accumulate: whether the result is added to what `inputGradient` holds.
  public func gradient(
    _ outputGradient: UnsafePointer<Lanes>, _ gradientLayout: MapLayout,
    sigmoid: UnsafePointer<Lanes>, to inputGradient: UnsafeMutablePointer<Lanes>,
    _ inputLayout: MapLayout, accumulate: Bool
  ) {
    require(
      gradientLayout.hasSameMaps(as: output) && inputLayout.hasSameMaps(as: input), "maps differ")
    let scale = 1 / Float(kernelHeight * kernelWidth)
    for channel in 0..<output.channels {
      for row in 0..<output.height {
        let gradients = outputGradient + gradientLayout.offset(channel, row)
        for ky in 0..<kernelHeight {
          let line = row * kernelHeight + ky
          let values = sigmoid + middle.offset(channel, line)
          let target = inputGradient + inputLayout.offset(channel, line)
          for column in 0..<output.width {
            let share = gradients[column] * scale
            for kx in column * kernelWidth..<(column + 1) * kernelWidth {
              let y = values[kx]
              let gradient = share * (y * (1 - y))
              target[kx] = accumulate ? target[kx] + gradient : gradient
            }
          }
        }
      }
    }
  }
}
