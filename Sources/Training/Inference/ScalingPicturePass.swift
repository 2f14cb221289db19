import Engine
import Ground
import Networks
import Operations

/// Batch normalisation with its running statistics: a scale and a shift for each channel.
final class ScalingPicturePass: PicturePass {
  private let norm: BatchNorm
  private var maps: (input: PictureMap, output: PictureMap)?
  /// `[blocks][scale, shift]`
  private var coefficients: Storage<Lanes>?

  init(_ norm: BatchNorm) { self.norm = norm }

  private var blocks: Int { ChannelBlocks.count(ofChannels: norm.channels) }
  var isPointwise: Bool { true }
  var price: MemoryPrice { MemoryPrice([blocks, 2], bytesEach: MemoryLayout<Lanes>.stride) }
  var parts: [Range<Int>] { (0..<blocks).map { $0..<$0 + 1 } }

  func prepare(inputs: [PictureMap], output: PictureMap) throws(OutOfMemory) {
    maps = (inputs[0], output)
    coefficients = try Storage(count: 2 * blocks)
  }

  func load(_ parameters: ArraySlice<NamedTensor>, on pool: ThreadPool) {
    guard let coefficients = coefficients?.pointer else { return }
    let values = parameters.map(\.values)
    for channel in 0..<norm.channels {
      let (scale, shift) = norm.coefficients(
        scale: values[0][channel], shift: values[1][channel], mean: Double(values[2][channel]),
        variance: Double(values[3][channel]))
      coefficients[2 * (channel / laneCount)][channel % laneCount] = scale
      coefficients[2 * (channel / laneCount) + 1][channel % laneCount] = shift
    }
  }

  func run(blocks: Range<Int>, rows: Range<Int>) {
    guard let maps, let coefficients = coefficients?.pointer else { return }
    for block in blocks {
      let from = PictureMapPart(of: maps.input, block: block, rows: rows)
      let to = PictureMapPart(of: maps.output, block: block, rows: rows)
      ChannelBlocks.scale(
        from.pointer, from.layout, by: coefficients[2 * block],
        shift: coefficients[2 * block + 1], to: to.pointer, to.layout)
    }
  }
}

extension BatchNorm {
  /// What a channel is multiplied by and what is added, for the same numbers in every plan.
  func coefficients(
    scale: Float, shift: Float, mean: Double, variance: Double
  ) -> (scale: Float, shift: Float) {
    let factor = Double(scale) * (1 / (variance + epsilon).squareRoot())
    return (Float(factor), Float(Double(shift) - mean * factor))
  }
}
