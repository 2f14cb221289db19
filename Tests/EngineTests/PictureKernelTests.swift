import Engine
import Operations
import Tensors
import TestSupport
import Testing

/// The kernels for one picture, channels in the lanes, against the plain operations in Double.
@Suite struct PictureKernelTests {
  struct Case: CustomStringConvertible {
    var input: Shape
    var outputs: Int
    var groups = 1
    var window: Window

    var description: String {
      "\(input) to \(outputs) in \(groups) groups, kernel \(window.kernel), "
        + "stride \(window.stride), padding \(window.padding), dilation \(window.dilation)"
    }
  }

  /// Every width of a register tile and of what is left over, and every way in which groups lie in blocks of 16.
  static var channelsAndWidths: [Case] {
    let window = Window(kernel: Pair(3), padding: Pair(1))
    let widths = ((1...15).map { $0 } + [27, 28, 32]).map {
      Case(input: [5, 3, $0], outputs: 33, window: window)
    }
    let channels = [(1, 1), (3, 16), (16, 17), (17, 32), (40, 48), (64, 15), (33, 64)].map {
      Case(input: [$0.0, 4, 5], outputs: $0.1, window: window)
    }
    // 1 or 3 outputs a group, groups that share blocks, that cross their edges, and that fill several.
    let groups = [
      (5, 5, 5), (20, 20, 20), (6, 18, 6), (4, 6, 2), (20, 20, 5), (40, 30, 2), (64, 64, 4),
      (6, 96, 2), (32, 64, 2), (8, 100, 2), (4, 144, 2),
    ].map { Case(input: [$0.0, 5, 7], outputs: $0.1, groups: $0.2, window: window) }
    return widths + channels + groups
  }

  static var everyGeometry: [Case] {
    ConvolutionKernelTests.everyGeometry.flatMap {
      [
        Case(input: [18, 7, 9], outputs: 5, window: $0.window),
        Case(input: [18, 7, 9], outputs: 18, groups: 18, window: $0.window),
      ]
    }
  }

  @Test(arguments: channelsAndWidths)
  func `a convolution agrees with the plain one`(example: Case) throws { try check(example) }

  @Test func `a convolution agrees for every small geometry`() throws {
    try withEvery("case", in: Self.everyGeometry) { try check($0) }
  }

  @Test func `a dense layer is a convolution of one pixel`() throws {
    for (inputs, outputs) in [(1, 1), (10, 3), (17, 16), (84, 33), (50, 100)] {
      try check(Case(input: [inputs, 1, 1], outputs: outputs, window: Window(kernel: Pair(1))))
    }
  }

  @Test func `poolings, sums and activations work on some rows and channels at a time`() throws {
    let input = Tensor.noise([1, 20, 7, 9], seed: 1)
    let window = Window(kernel: Pair(3, 2), stride: Pair(2), padding: Pair(1))
    let average = try Reference.averagePooling(input, window: window)
    let maximum = try Reference.maxPooling(input, window: window).output
    let source = try PictureMaps(input, margin: 1)
    for (expected, isMaximum) in [(average, false), (maximum, true)] {
      let result = try PictureMaps(20, expected.shape[2], expected.shape[3], margin: 2)
      let pass = PoolingPass(
        geometry(window, input.shape, expected.shape), input: source.layout, output: result.layout)
      for block in 0..<2 {
        for rows in [0..<1, 1..<expected.shape[2]] {
          let channels = block..<block + 1
          if isMaximum {
            pass.maximum(source.pointer, to: result.pointer, channels: channels, rows: rows)
          } else {
            pass.average(source.pointer, to: result.pointer, channels: channels, rows: rows)
          }
        }
      }
      #expect(result.tensor.difference(from: expected) < 1e-6)
    }
    let result = try PictureMaps(20, 7, 9)
    for block in 0..<2 {
      for rows in [0..<3, 3..<7] {
        let from = ChannelBlocks.part(of: source.layout, block: block, rows: rows)
        let to = ChannelBlocks.part(of: result.layout, block: block, rows: rows)
        Activations.sigmoid(
          source.pointer + from.offset, from.layout, to: result.pointer + to.offset, to.layout)
        MapSums.add(
          result.pointer + to.offset, to.layout, source.pointer + from.offset, from.layout,
          to: result.pointer + to.offset, to.layout)
        ChannelBlocks.scale(
          result.pointer + to.offset, to.layout, by: Lanes(repeating: 2),
          shift: Lanes(repeating: -1), to: result.pointer + to.offset, to.layout)
      }
    }
    let expected = Tensor.sum(of: Reference.sigmoid(input), and: input)
    #expect(
      result.tensor.difference(
        from: Tensor(shape: input.shape, elements: expected.elements.map { 2 * $0 - 1 })) < 1e-6)
  }

  private func geometry(_ window: Window, _ input: Shape, _ output: Shape) -> ConvolutionGeometry {
    ConvolutionGeometry(
      input: (input[1], input[2], input[3]), output: (output[1], output[2], output[3]),
      kernel: (window.kernel.height, window.kernel.width),
      stride: (window.stride.height, window.stride.width),
      padding: (window.padding.height, window.padding.width),
      dilation: (window.dilation.height, window.dilation.width))
  }

  private func check(_ example: Case) throws {
    let window = example.window
    let input = Tensor.noise(Shape([1] + example.input.sizes), seed: 1)
    let weight = Tensor.noise(
      [
        example.outputs, example.input[0] / example.groups, window.kernel.height,
        window.kernel.width,
      ], seed: 2)
    let bias = (0..<example.outputs).map { Double($0) / 4 - 0.5 }
    let expected = try Reference.convolution(
      input, weight: weight, bias: bias, window: window, groups: example.groups)
    let geometry = geometry(window, input.shape, expected.shape)
    let source = try PictureMaps(input, margin: geometry.inputMargin + 1)
    let result = try PictureMaps(
      example.outputs, expected.shape[2], expected.shape[3], margin: 2)
    let convolution = try PictureConvolution(
      geometry, groups: example.groups, source: source.layout, destination: result.layout)
    #expect(convolution.parts.flatMap { Array($0) } == Array(0..<result.layout.channels))
    let packed = try Storage<Lanes>(count: convolution.packedCount)
    let weights = weight.elements.map(Float.init)
    let biases = bias.map(Float.init)
    for part in convolution.parts.reversed() {
      convolution.pack(weights, bias: biases, blocks: part, to: packed.pointer)
      for rows in [0..<1, 1..<expected.shape[2]] {
        convolution.run(
          blocks: part, rows: rows, source: source.pointer, packed: packed.pointer,
          destination: result.pointer)
      }
    }
    #expect(result.tensor.difference(from: expected) < 1e-5, "\(example)")
    #expect(result.marginIsZero, "\(example) wrote into the margin")
  }
}

/// The maps of one picture in memory, margins and all, made from `[1, C, H, W]` or read back as that.
private final class PictureMaps {
  let layout: MapLayout
  let channels: Int
  let storage: Storage<Lanes>
  var pointer: UnsafeMutablePointer<Lanes> { storage.pointer }

  init(_ channels: Int, _ height: Int, _ width: Int, margin: Int = 0) throws {
    self.channels = channels
    layout = ChannelBlocks.layout(
      channels: channels, height: height, width: width, columnMargin: margin)
    storage = try Storage(count: layout.count)
  }

  convenience init(_ tensor: Tensor, margin: Int) throws {
    try self.init(tensor.shape[1], tensor.shape[2], tensor.shape[3], margin: margin)
    ChannelBlocks.fill(pointer, layout, channels: channels, from: tensor.elements)
  }

  var tensor: Tensor {
    var numbers = [Float](repeating: 0, count: channels * layout.area)
    ChannelBlocks.read(pointer, layout, channels: channels, to: &numbers)
    return Tensor(
      shape: [1, channels, layout.height, layout.width], elements: numbers.map(Double.init))
  }

  /// Whether nothing has been written beside the pixels.
  var marginIsZero: Bool {
    var rest = Array(UnsafeBufferPointer(start: pointer, count: layout.count))
    for pixel in 0..<layout.channels * layout.area {
      rest[MapSums.place(of: pixel, in: layout)] = .zero
    }
    return rest.allSatisfy { $0 == .zero }
  }
}
