import Engine
import Ground
import Networks
import Operations
import Tensors

/// How one operation runs for one picture: on some rows of some blocks of 16 channels at a time.
protocol PicturePass: AnyObject {
  /// Columns of zeros that it wants at both ends of the rows of its inputs.
  var inputMargin: Int { get }
  /// Whether each number depends on the same place of its inputs alone, so that it may be written over one of them.
  var isPointwise: Bool { get }
  /// Vector operations that an output vector takes, about.
  var work: Int { get }
  /// What it needs beside its maps.
  var price: MemoryPrice { get }

  /// Takes what memory it needs, once its maps are decided.
  func prepare(inputs: [PictureMap], output: PictureMap) throws(OutOfMemory)
  /// Blocks of the output that must be worked on together; every block is in one of them. After
  /// ``prepare(inputs:output:)``.
  var parts: [Range<Int>] { get }
  /// Takes over the parameters of its node, in their order.
  func load(_ parameters: ArraySlice<NamedTensor>, on pool: ThreadPool)
  /// - Parameters:
  ///   - blocks: one of ``parts``, or for a pointwise pass any.
  ///   - rows: of the output.
  func run(blocks: Range<Int>, rows: Range<Int>)
}

extension PicturePass {
  var inputMargin: Int { 0 }
  var isPointwise: Bool { false }
  var work: Int { 2 }
  var price: MemoryPrice { MemoryPrice() }
  func load(_ parameters: ArraySlice<NamedTensor>, on pool: ThreadPool) {}
}

/// Some rows of one block of a map, as a map of its own.
struct PictureMapPart {
  let pointer: UnsafeMutablePointer<Lanes>
  let layout: MapLayout

  init(of map: PictureMap, block: Int, rows: Range<Int>) {
    let part = ChannelBlocks.part(of: map.layout, block: block, rows: rows)
    pointer = map.pointer + part.offset
    layout = part.layout
  }
}

/// Activations and sums: each number depends on the same place of the inputs.
final class PointwisePicturePass: PicturePass {
  typealias Body = (_ from: [PictureMapPart], _ to: PictureMapPart) -> Void
  private let body: Body
  private var inputs: [PictureMap] = []
  private var output: PictureMap?

  init(_ body: @escaping Body) { self.body = body }

  static var copy: PointwisePicturePass {
    PointwisePicturePass { from, to in
      MapSums.copy(from[0].pointer, from[0].layout, to: to.pointer, to.layout)
    }
  }

  static var sum: PointwisePicturePass {
    PointwisePicturePass { from, to in
      MapSums.add(
        from[0].pointer, from[0].layout, from[1].pointer, from[1].layout, to: to.pointer, to.layout)
    }
  }

  var isPointwise: Bool { true }
  var parts: [Range<Int>] { output?.singleBlocks ?? [] }

  func prepare(inputs: [PictureMap], output: PictureMap) {
    self.inputs = inputs
    self.output = output
  }

  func run(blocks: Range<Int>, rows: Range<Int>) {
    guard let output else { return }
    for block in blocks {
      body(
        inputs.map { PictureMapPart(of: $0, block: block, rows: rows) },
        PictureMapPart(of: output, block: block, rows: rows))
    }
  }
}

final class PoolingPicturePass: PicturePass {
  enum Kind { case average, maximum }

  private let kind: Kind
  private let geometry: ConvolutionGeometry
  private var maps: (input: PictureMap, output: PictureMap, pass: PoolingPass)?

  init(_ kind: Kind, _ window: Window, at site: PassSite) {
    self.kind = kind
    geometry = ConvolutionGeometry(window, input: site.inputShapes[0], output: site.outputShape)
  }

  var work: Int { 2 * geometry.kernelHeight * geometry.kernelWidth }
  var parts: [Range<Int>] { maps?.output.singleBlocks ?? [] }

  func prepare(inputs: [PictureMap], output: PictureMap) {
    let pass = PoolingPass(geometry, input: inputs[0].layout, output: output.layout)
    maps = (inputs[0], output, pass)
  }

  func run(blocks: Range<Int>, rows: Range<Int>) {
    guard let (input, output, pass) = maps else { return }
    switch kind {
    case .average: pass.average(input.pointer, to: output.pointer, channels: blocks, rows: rows)
    case .maximum: pass.maximum(input.pointer, to: output.pointer, channels: blocks, rows: rows)
    }
  }
}

final class GlobalAveragePicturePass: PicturePass {
  private var maps: (input: PictureMap, output: PictureMap)?

  var work: Int { maps?.input.layout.area ?? 1 }
  var parts: [Range<Int>] { maps?.output.singleBlocks ?? [] }

  func prepare(inputs: [PictureMap], output: PictureMap) { maps = (inputs[0], output) }

  func run(blocks: Range<Int>, rows: Range<Int>) {
    guard let (input, output) = maps else { return }
    for block in blocks {
      let from = PictureMapPart(of: input, block: block, rows: 0..<input.layout.height)
      let to = PictureMapPart(of: output, block: block, rows: rows)
      PoolingPass.globalAverage(from.pointer, from.layout, to: to.pointer, to.layout)
    }
  }
}

final class FlatteningPicturePass: PicturePass {
  private var maps: (input: PictureMap, output: PictureMap)?

  /// All at once: 16 neighbouring numbers come from one channel.
  var parts: [Range<Int>] { maps.map { [0..<$0.output.layout.channels] } ?? [] }

  func prepare(inputs: [PictureMap], output: PictureMap) {
    precondition(output.columnMargin == 0, "a vector has no rows")
    maps = (inputs[0], output)
  }

  func run(blocks: Range<Int>, rows: Range<Int>) {
    guard let (input, output) = maps else { return }
    let numbers = UnsafeMutableRawPointer(output.pointer).assumingMemoryBound(to: Float.self)
    ChannelBlocks.read(input.pointer, input.layout, channels: input.channels, to: numbers)
  }
}

extension PictureMap {
  fileprivate var singleBlocks: [Range<Int>] { (0..<layout.channels).map { $0..<$0 + 1 } }
}
