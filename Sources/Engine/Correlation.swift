/// The geometry of a convolution between two maps in memory; stride, padding and dilation as PyTorch's.
public struct ConvolutionGeometry: Hashable, Sendable {
  public var inputChannels: Int
  public var inputHeight: Int
  public var inputWidth: Int
  public var outputChannels: Int
  public var outputHeight: Int
  public var outputWidth: Int
  public var kernelHeight: Int
  public var kernelWidth: Int
  public var strideHeight: Int
  public var strideWidth: Int
  public var paddingHeight: Int
  public var paddingWidth: Int
  public var dilationHeight: Int
  public var dilationWidth: Int

  public init(
    input: (channels: Int, height: Int, width: Int),
    output: (channels: Int, height: Int, width: Int),
    kernel: (height: Int, width: Int), stride: (height: Int, width: Int),
    padding: (height: Int, width: Int), dilation: (height: Int, width: Int)
  ) {
    require(kernel.height > 0 && kernel.width > 0, "a kernel is empty")
    require(stride.height > 0 && stride.width > 0, "a stride is not positive")
    require(dilation.height > 0 && dilation.width > 0, "a dilation is not positive")
    require(padding.height >= 0 && padding.width >= 0, "a padding is negative")
    (inputChannels, inputHeight, inputWidth) = input
    (outputChannels, outputHeight, outputWidth) = output
    (kernelHeight, kernelWidth) = kernel
    (strideHeight, strideWidth) = stride
    (paddingHeight, paddingWidth) = padding
    (dilationHeight, dilationWidth) = dilation
  }

  /// Weights of one output channel.
  public var tapCount: Int { inputChannels * kernelHeight * kernelWidth }
  public var weightCount: Int { outputChannels * tapCount }

  /// The columns of zeros that the input needs at both ends of a row, so that every tap reads memory of its own row.
  public var inputMargin: Int {
    max(
      paddingWidth,
      (outputWidth - 1) * strideWidth - paddingWidth + (kernelWidth - 1) * dilationWidth
        - (inputWidth - 1))
  }

  /// The columns of zeros that the output's gradient needs for
  /// ``Correlation/inputGradient(_:source:destination:)``.
  public var outputGradientMargin: Int {
    var margin = 0
    for phase in 0..<min(strideWidth, inputWidth) {
      let last = (inputWidth - 1 - phase) / strideWidth
      for tap in 0..<kernelWidth {
        let column = phase + paddingWidth - tap * dilationWidth
        guard column % strideWidth == 0 else { continue }
        let offset = column / strideWidth
        margin = max(margin, -offset, last + offset - (outputWidth - 1))
      }
    }
    return margin
  }
}

/// One pass of products over a block: every destination pixel is the sum over taps of a source pixel
/// times one weight.
///
/// The forward convolution is one such pass; the gradient of its input is one pass for each phase of
/// the stride, over the padded gradient of the output with the kernel flipped. Taps are a list of
/// offsets, so kernel size, dilation and phase cost nothing in the loop.
public struct Correlation: Sendable {
  /// How many channels and neighbouring pixels are held in registers.
  enum TileShape: Hashable, Sendable, CaseIterable {
    case fourByFour, fourByFive, twoBySeven, twelveByOne

    var channels: Int {
      switch self {
      case .fourByFour, .fourByFive: 4
      case .twoBySeven: 2
      case .twelveByOne: 12
      }
    }

    var pixels: Int {
      switch self {
      case .fourByFour: 4
      case .fourByFive: 5
      case .twoBySeven: 7
      case .twelveByOne: 1
      }
    }

    /// What one tap over a map costs: the products, those for the overlap included, and the loads.
    func cost(channels: Int, columns: Int) -> Double {
      let tiles = (channels + self.channels - 1) / self.channels
      let loads = self.channels + pixels
      let wide = Double(self.channels * pixels) + 0.25 * Double(loads)
      // A map narrower than the tile is computed pixel by pixel.
      if columns < pixels { return Double(tiles * columns) * Double(max(self.channels + 1, 6)) }
      return Double(tiles * ((columns + pixels - 1) / pixels)) * wide
    }

    /// - Parameter stepsByOne: whether neighbouring pixels are neighbours in memory, at both ends.
    static func best(channels: Int, columns: Int, stepsByOne: Bool) -> TileShape {
      guard stepsByOne else { return .fourByFour }
      return allCases.min { a, b in
        a.cost(channels: channels, columns: columns) < b.cost(channels: channels, columns: columns)
      } ?? .fourByFour
    }
  }

  let tile: TileShape
  /// Whether kernels of 5 columns hang over both ends of rows that 2 x 7 tiles fill: see `correlateOverhanging`.
  let overhangs: Bool
  let channels: Int
  let rows: Int
  let columns: Int
  let tapCount: Int
  let tapOffsets: Storage<Int>
  /// For each destination row the first tap whose source row exists, and how many follow: `[rows][2]`.
  let rowTaps: Storage<Int>
  let sourceOrigin: Int
  let sourceRowStep: Int
  let sourceColumnStep: Int
  let destinationOrigin: Int
  let destinationRowStep: Int
  let destinationColumnStep: Int
  let destinationChannelStride: Int
  /// For each packed weight `[tile of channels][tap][channel]` its index in `[outputChannels, inputChannels, KH, KW]`,
  /// or -1 for a zero that fills up the last tile.
  public let weightIndex: [Int32]

  /// The numbers that stand together in ``weightIndex``: those of one tap.
  public var channelsOfTile: Int { tile.channels }

  /// The length of a bias for ``run(source:weights:bias:destination:accumulate:)``.
  public var paddedChannels: Int { (channels + tile.channels - 1) / tile.channels * tile.channels }

  /// Taps of one source row stand together, so that those of rows that exist are one run.
  private struct Tap {
    let offset: Int
    /// Source rows from the destination's row times the step.
    let row: Int
    /// The weight of channel `c` is `weight + c * weightStep`.
    let weight: Int
  }

  private init(
    channels: Int, rows: Int, columns: Int, taps: [Tap], weightStep: Int,
    source: (origin: Int, rowStep: Int, columnStep: Int), sourceRows: (step: Int, count: Int),
    destination: (origin: Int, rowStep: Int, columnStep: Int, channelStride: Int),
    hangsOverByFour: Bool = false
  ) throws(OutOfMemory) {
    tile = TileShape.best(
      channels: channels, columns: columns,
      stepsByOne: source.columnStep == 1 && destination.columnStep == 1)
    overhangs = hangsOverByFour && tile == .twoBySeven && columns >= 14 && columns % 7 == 0
    self.channels = channels
    self.rows = rows
    self.columns = columns
    tapCount = taps.count
    tapOffsets = try Storage(count: taps.count)
    for (index, tap) in taps.enumerated() { tapOffsets.pointer[index] = tap.offset }
    rowTaps = try Storage(count: 2 * rows)
    for row in 0..<rows {
      let exists = { (tap: Tap) in
        (0..<sourceRows.count).contains(row * sourceRows.step + tap.row)
      }
      rowTaps.pointer[2 * row] = taps.firstIndex(where: exists) ?? 0
      rowTaps.pointer[2 * row + 1] = taps.count(where: exists)
    }
    (sourceOrigin, sourceRowStep, sourceColumnStep) = source
    (destinationOrigin, destinationRowStep, destinationColumnStep, destinationChannelStride) =
      destination
    var index: [Int32] = []
    let tiles = (channels + tile.channels - 1) / tile.channels
    index.reserveCapacity(tiles * tile.channels * taps.count)
    for first in stride(from: 0, to: channels, by: tile.channels) {
      for tap in taps {
        for channel in first..<first + tile.channels {
          index.append(channel < channels ? Int32(tap.weight + channel * weightStep) : -1)
        }
      }
    }
    weightIndex = index
  }

  /// The forward convolution.
  ///
  /// - Precondition: `source` has at least ``ConvolutionGeometry/inputMargin``.
  public static func forward(
    _ g: ConvolutionGeometry, source: MapLayout, destination: MapLayout
  ) throws(OutOfMemory) -> Correlation {
    checkMaps(g, input: source, output: destination)
    require(source.columnMargin >= g.inputMargin, "the input lacks its padding")
    var taps: [Tap] = []
    for ky in 0..<g.kernelHeight {
      let row = ky * g.dilationHeight - g.paddingHeight
      for channel in 0..<g.inputChannels {
        for kx in 0..<g.kernelWidth {
          let column = kx * g.dilationWidth - g.paddingWidth
          taps.append(
            Tap(
              offset: channel * source.channelStride + row * source.rowStride + column, row: row,
              weight: (channel * g.kernelHeight + ky) * g.kernelWidth + kx))
        }
      }
    }
    return try Correlation(
      channels: g.outputChannels, rows: g.outputHeight, columns: g.outputWidth, taps: taps,
      weightStep: g.tapCount,
      source: (source.origin, g.strideHeight * source.rowStride, g.strideWidth),
      sourceRows: (g.strideHeight, g.inputHeight),
      destination: (destination.origin, destination.rowStride, 1, destination.channelStride))
  }

  /// The gradient of the input from the gradient of the output: one pass for each phase of the stride.
  ///
  /// - Precondition: `source`, the output's gradient, has at least
  ///   ``ConvolutionGeometry/outputGradientMargin``.
  public static func inputGradient(
    _ g: ConvolutionGeometry, source: MapLayout, destination: MapLayout
  ) throws(OutOfMemory) -> [Correlation] {
    checkMaps(g, input: destination, output: source)
    require(
      source.columnMargin >= g.outputGradientMargin, "the output's gradient lacks its margin")
    var passes: [Correlation] = []
    for rowPhase in 0..<min(g.strideHeight, g.inputHeight) {
      for columnPhase in 0..<min(g.strideWidth, g.inputWidth) {
        passes.append(
          try inputGradient(g, rowPhase, columnPhase, source: source, destination: destination))
      }
    }
    return passes
  }

  private static func inputGradient(
    _ g: ConvolutionGeometry, _ rowPhase: Int, _ columnPhase: Int, source: MapLayout,
    destination: MapLayout
  ) throws(OutOfMemory) -> Correlation {
    var taps: [Tap] = []
    for ky in 0..<g.kernelHeight {
      let row = rowPhase + g.paddingHeight - ky * g.dilationHeight
      guard row % g.strideHeight == 0 else { continue }
      for channel in 0..<g.outputChannels {
        for kx in 0..<g.kernelWidth {
          let column = columnPhase + g.paddingWidth - kx * g.dilationWidth
          guard column % g.strideWidth == 0 else { continue }
          taps.append(
            Tap(
              offset: channel * source.channelStride
                + row / g.strideHeight * source.rowStride + column / g.strideWidth,
              row: row / g.strideHeight,
              weight: channel * g.tapCount + ky * g.kernelWidth + kx))
        }
      }
    }
    return try Correlation(
      channels: g.inputChannels,
      rows: (g.inputHeight - 1 - rowPhase) / g.strideHeight + 1,
      columns: (g.inputWidth - 1 - columnPhase) / g.strideWidth + 1, taps: taps,
      weightStep: g.kernelHeight * g.kernelWidth,
      source: (source.origin, source.rowStride, 1), sourceRows: (1, g.outputHeight),
      destination: (
        destination.origin + rowPhase * destination.rowStride + columnPhase,
        g.strideHeight * destination.rowStride, g.strideWidth, destination.channelStride
      ),
      hangsOverByFour: g.kernelWidth == 5 && g.strideWidth == 1 && g.dilationWidth == 1
        && g.paddingWidth == 0)
  }

  private static func checkMaps(
    _ g: ConvolutionGeometry, input: MapLayout, output: MapLayout
  ) {
    require(
      input.channels == g.inputChannels && input.height == g.inputHeight
        && input.width == g.inputWidth && output.channels == g.outputChannels
        && output.height == g.outputHeight && output.width == g.outputWidth,
      "the maps have other sizes than the convolution")
  }
}
