import Engine
import Ground
import Networks
import Operations

/// A convolution, or a dense layer, which is one of a single pixel.
final class SlidingPicturePass: PicturePass {
  private let geometry: ConvolutionGeometry
  private let groups: Int
  private let hasBias: Bool
  private var maps: Maps?

  private struct Maps {
    let input: PictureMap
    let output: PictureMap
    let convolution: PictureConvolution
    let packed: Storage<Lanes>
  }

  init(_ convolution: Convolution, at site: PassSite) {
    geometry = ConvolutionGeometry(
      convolution.window, input: site.inputShapes[0], output: site.outputShape)
    groups = convolution.groups
    hasBias = convolution.hasBias
  }

  init(_ linear: Linear) {
    geometry = Dense(inputs: linear.inputFeatures, outputs: linear.outputFeatures).geometry
    groups = 1
    hasBias = linear.hasBias
  }

  var inputMargin: Int { geometry.inputMargin }
  private var tapCount: Int { geometry.tapCount / groups }
  var work: Int { tapCount }
  var parts: [Range<Int>] { maps?.convolution.parts ?? [] }

  var price: MemoryPrice {
    var price = MemoryPrice()
    // Groups that share a block take one of their own each, and one more where they cross an edge.
    let blocks = ChannelBlocks.count(ofChannels: geometry.outputChannels)
    let shared = groups == 1 ? 0 : 2 * groups
    price.add([blocks + shared, tapCount + 1], bytesEach: MemoryLayout<Lanes>.stride)
    price.add([groups + 1, tapCount], bytesEach: MemoryLayout<Int>.stride)
    price.add([geometry.outputHeight, 2], bytesEach: MemoryLayout<Int>.stride)
    return price
  }

  func prepare(inputs: [PictureMap], output: PictureMap) throws(OutOfMemory) {
    let convolution = try PictureConvolution(
      geometry, groups: groups, source: inputs[0].layout, destination: output.layout)
    maps = Maps(
      input: inputs[0], output: output, convolution: convolution,
      packed: try Storage(count: convolution.packedCount))
  }

  func load(_ parameters: ArraySlice<NamedTensor>, on pool: ThreadPool) {
    guard let maps, let weights = parameters.first else { return }
    let bias = hasBias ? parameters.last : nil
    weights.values.withUnsafeBufferPointer { weights in
      (bias?.values ?? []).withUnsafeBufferPointer { biases in
        guard let weights = weights.baseAddress else { return }
        let biases = bias == nil ? nil : biases.baseAddress
        let parts = maps.convolution.parts
        pool.run(pieces: parts.count) { part, _ in
          maps.convolution.pack(weights, bias: biases, blocks: parts[part], to: maps.packed.pointer)
        }
      }
    }
  }

  func run(blocks: Range<Int>, rows: Range<Int>) {
    guard let maps else { return }
    maps.convolution.run(
      blocks: blocks, rows: rows, source: maps.input.pointer, packed: maps.packed.pointer,
      destination: maps.output.pointer)
  }
}
