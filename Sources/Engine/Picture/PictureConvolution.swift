import CSupport

/// A convolution of one picture: the lanes are 16 output channels, and each input number is multiplied by 16 weights.
///
/// A dense layer is one of a single pixel. Every number is the sum of the same products in the same order as in
/// ``Correlation``, so that a picture alone and a picture among 16 come to the same bits.
public struct PictureConvolution: Sendable {
  /// Weights that are read together: those of one block of output channels, or of two.
  struct Unit: Hashable, Sendable {
    let firstBlock: Int
    let blocks: Int
    /// Where the offsets of its taps begin: each group of input channels has its own.
    let firstTap: Int
    /// Where its bias and weights begin: `[blocks]`, then `[taps][blocks]`.
    let packedOffset: Int
    /// The lanes that belong to its group; the others are other units'.
    let lanes: Range<Int>
    /// The first of its output channels.
    let firstChannel: Int
  }

  let geometry: ConvolutionGeometry
  /// Each output channel sees its own input channel alone.
  let isDepthwise: Bool
  let units: [Unit]
  /// The units that begin at each block.
  private let unitsAtBlock: [Range<Int>]
  /// Taps of one output channel.
  let tapCount: Int
  /// How far a tap's input lies from the first one, in numbers: `[groups][taps]`; for a depthwise convolution in vectors,
  /// `[taps]`.
  let tapOffsets: Storage<Int>
  /// For each output row the first tap whose input row exists, and how many follow: `[rows][2]`.
  let rowTaps: Storage<Int>
  /// The place of each tap in a kernel `[input channels of a group, KH, KW]`.
  private let tapWeights: [Int]
  let source: MapLayout
  let destination: MapLayout
  /// Pixels of the wider tiles of a row, how many of them come first, and how many tiles there are.
  let columnTiles: (widest: Int, widestCount: Int, count: Int)
  /// The vectors that ``pack(_:bias:blocks:to:)`` fills.
  public let packedCount: Int
  /// Blocks of output channels that must be worked on together; every block is in one of them.
  public let parts: [Range<Int>]

  /// The blocks and pixels of a register tile: as many sums as leave registers for the weights.
  private static var largestTile: (blocks: Int, pixels: Int) {
    convscope_vectors_in_registers() >= 32 ? (2, 14) : (1, 6)
  }

  /// - Parameters:
  ///   - geometry: `inputChannels` and `outputChannels` are those of the whole layer.
  ///   - groups: a number that divides both.
  ///   - source: the input's blocks, with at least ``ConvolutionGeometry/inputMargin``.
  ///   - destination: the output's blocks.
  public init(
    _ geometry: ConvolutionGeometry, groups: Int, source: MapLayout, destination: MapLayout
  ) throws(OutOfMemory) {
    let g = geometry
    require(
      groups > 0 && g.inputChannels % groups == 0 && g.outputChannels % groups == 0,
      "the groups do not divide the channels")
    require(
      source.channels == ChannelBlocks.count(ofChannels: g.inputChannels)
        && source.height == g.inputHeight && source.width == g.inputWidth
        && destination.channels == ChannelBlocks.count(ofChannels: g.outputChannels)
        && destination.height == g.outputHeight && destination.width == g.outputWidth,
      "the maps have other sizes than the convolution")
    require(source.columnMargin >= g.inputMargin, "the input lacks its padding")
    self.geometry = g
    self.source = source
    self.destination = destination
    let (inputs, outputs) = (g.inputChannels / groups, g.outputChannels / groups)
    isDepthwise = groups > 1 && inputs == 1 && outputs == 1
    tapCount = inputs * g.kernelHeight * g.kernelWidth
    tapWeights = Self.tapWeights(g, inputs: inputs)
    tapOffsets = try Self.tapOffsets(
      g, inputs: inputs, groups: groups, isDepthwise: isDepthwise, source: source)
    rowTaps = try Self.rowTaps(g, tapsOfRow: inputs * g.kernelWidth)
    units = Self.units(
      channels: g.outputChannels, groups: isDepthwise ? 1 : groups, taps: tapCount,
      largest: isDepthwise ? 1 : Self.largestTile.blocks)
    packedCount = Self.packedCount(units, taps: tapCount)
    (unitsAtBlock, parts) = Self.parts(units, blocks: destination.channels)
    let tiles = (g.outputWidth + Self.largestTile.pixels - 1) / Self.largestTile.pixels
    let rest = g.outputWidth % tiles
    columnTiles =
      rest == 0
      ? (g.outputWidth / tiles, tiles, tiles) : (g.outputWidth / tiles + 1, rest, tiles)
  }

  /// The order of the products: kernel row by kernel row, so that taps whose input rows exist stand together.
  private static func tapWeights(_ g: ConvolutionGeometry, inputs: Int) -> [Int] {
    var places: [Int] = []
    for ky in 0..<g.kernelHeight {
      for channel in 0..<inputs {
        for kx in 0..<g.kernelWidth {
          places.append((channel * g.kernelHeight + ky) * g.kernelWidth + kx)
        }
      }
    }
    return places
  }

  private static func tapOffsets(
    _ g: ConvolutionGeometry, inputs: Int, groups: Int, isDepthwise: Bool, source: MapLayout
  ) throws(OutOfMemory) -> Storage<Int> {
    let lists = isDepthwise ? 1 : groups
    let offsets = try Storage<Int>(
      count: lists * inputs * g.kernelHeight * g.kernelWidth)
    var place = 0
    for group in 0..<lists {
      for ky in 0..<g.kernelHeight {
        for channel in group * inputs..<(group + 1) * inputs {
          for kx in 0..<g.kernelWidth {
            let pixel =
              (ky * g.dilationHeight - g.paddingHeight) * source.rowStride
              + kx * g.dilationWidth - g.paddingWidth
            offsets.pointer[place] =
              isDepthwise
              ? source.origin + pixel
              : ChannelBlocks.origin(ofChannel: channel, in: source) + pixel * laneCount
            place += 1
          }
        }
      }
    }
    return offsets
  }

  private static func rowTaps(
    _ g: ConvolutionGeometry, tapsOfRow: Int
  ) throws(OutOfMemory) -> Storage<Int> {
    let taps = try Storage<Int>(count: 2 * g.outputHeight)
    for row in 0..<g.outputHeight {
      let top = row * g.strideHeight - g.paddingHeight
      let exist = (0..<g.kernelHeight).filter {
        (0..<g.inputHeight).contains(top + $0 * g.dilationHeight)
      }
      taps.pointer[2 * row] = (exist.first ?? 0) * tapsOfRow
      taps.pointer[2 * row + 1] = exist.count * tapsOfRow
    }
    return taps
  }

  /// Cuts every group's output channels into units that end at the edges of blocks.
  private static func units(channels: Int, groups: Int, taps: Int, largest: Int) -> [Unit] {
    var units: [Unit] = []
    var packed = 0
    let ofGroup = channels / groups
    for group in 0..<groups {
      var channel = group * ofGroup
      let end = channel + ofGroup
      while channel < end {
        let lane = channel % laneCount
        let block = channel / laneCount
        // Where groups share a block, each takes its lanes of it; the lanes behind the last channel are anybody's.
        let isWhole = lane == 0 && (end - channel >= laneCount || end == channels)
        let blocks =
          isWhole
          ? min(
            largest, max(1, (end - channel + (end == channels ? laneCount - 1 : 0)) / laneCount))
          : 1
        let next = isWhole ? channel + blocks * laneCount : min(end, channel + laneCount - lane)
        units.append(
          Unit(
            firstBlock: block, blocks: blocks, firstTap: group * taps, packedOffset: packed,
            lanes: isWhole ? 0..<laneCount : lane..<lane + next - channel, firstChannel: channel))
        packed += blocks * (1 + taps)
        channel = next
      }
    }
    return units
  }

  private static func packedCount(_ units: [Unit], taps: Int) -> Int {
    units.reduce(0) { $0 + $1.blocks * (1 + taps) }
  }

  private static func parts(
    _ units: [Unit], blocks: Int
  ) -> (unitsAtBlock: [Range<Int>], parts: [Range<Int>]) {
    var atBlock = Array(repeating: 0..<0, count: blocks)
    var parts: [Range<Int>] = []
    var unit = 0
    while unit < units.count {
      let block = units[unit].firstBlock
      var end = unit + 1
      while end < units.count, units[end].firstBlock == block { end += 1 }
      atBlock[block] = unit..<end
      parts.append(block..<block + units[unit].blocks)
      unit = end
    }
    return (atBlock, parts)
  }

  /// Lays the weights of some output channels out in the order in which they are read.
  ///
  /// - Parameters:
  ///   - weights: `[output channels, input channels of a group, KH, KW]`
  ///   - bias: one an output channel; zeros where there is none.
  ///   - blocks: one of ``parts``.
  ///   - packed: ``packedCount`` vectors, shared by all parts.
  public func pack(
    _ weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?, blocks: Range<Int>,
    to packed: UnsafeMutablePointer<Lanes>
  ) {
    let numbers = UnsafeMutableRawPointer(packed).assumingMemoryBound(to: Float.self)
    for block in blocks where unitsAtBlock.indices.contains(block) {
      for unit in units[unitsAtBlock[block]] {
        let target = numbers + unit.packedOffset * laneCount
        let width = unit.blocks * laneCount
        // Channels of a unit that is one group's part of a block begin at its first lane.
        let lanes =
          unit.blocks == 1 ? unit.lanes : 0..<width
        target.update(repeating: 0, count: width * (1 + tapCount))
        for lane in lanes {
          let channel = unit.firstChannel + lane - lanes.lowerBound
          guard channel < geometry.outputChannels else { break }
          target[lane] = bias?[channel] ?? 0
          let kernel = weights + channel * tapCount
          var place = target + width + lane
          for tap in tapWeights {
            place.pointee = kernel[tap]
            place += width
          }
        }
      }
    }
  }

  /// Computes some rows of some output channels.
  ///
  /// - Parameters:
  ///   - blocks: one of ``parts``.
  ///   - source: the input, its margins zero.
  ///   - packed: what ``pack(_:bias:blocks:to:)`` has laid out.
  public func run(
    blocks: Range<Int>, rows: Range<Int>, source: UnsafePointer<Lanes>,
    packed: UnsafePointer<Lanes>, destination: UnsafeMutablePointer<Lanes>
  ) {
    require(
      blocks.lowerBound >= 0 && blocks.upperBound <= self.destination.channels
        && rows.lowerBound >= 0 && rows.upperBound <= geometry.outputHeight, "no such part")
    for block in blocks {
      for index in unitsAtBlock[block] {
        let unit = units[index]
        for row in rows {
          if isDepthwise {
            multiplyLanes(unit, row, source, packed, destination)
          } else {
            multiply(unit, row, source, packed, destination)
          }
        }
      }
    }
  }
}
