import Operations
import Engine
import Tensors
import TestSupport
import Testing

/// Every pass of a convolution against the plain one in Double.
@Suite struct ConvolutionKernelTests {
  struct Case: CustomStringConvertible {
    var input: Shape
    var outputs: Int
    var window: Window

    var description: String {
      "\(input) to \(outputs), kernel \(window.kernel), stride \(window.stride), "
        + "padding \(window.padding), dilation \(window.dilation)"
    }
  }

  /// The shapes of the six networks in small, and every register tile: 4x4, 4x5, 2x7, and columns left over.
  static let typical: [Case] = [
    Case(input: [1, 28, 28], outputs: 6, window: Window(kernel: Pair(5), padding: Pair(2))),
    Case(input: [6, 14, 14], outputs: 16, window: Window(kernel: Pair(5))),
    Case(input: [3, 8, 21], outputs: 3, window: Window(kernel: Pair(5))),
    Case(input: [5, 8, 8], outputs: 7, window: Window(kernel: Pair(3), padding: Pair(1))),
    Case(
      input: [4, 9, 9], outputs: 8,
      window: Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1))),
    Case(input: [4, 8, 8], outputs: 8, window: Window(kernel: Pair(1), stride: Pair(2))),
    Case(input: [3, 7, 6], outputs: 9, window: Window(kernel: Pair(1))),
    Case(input: [2, 1, 1], outputs: 3, window: Window(kernel: Pair(3), padding: Pair(1))),
    Case(input: [1, 20, 21], outputs: 2, window: Window(kernel: Pair(11, 7), stride: Pair(4, 3))),
  ]

  static var everyGeometry: [Case] {
    var cases: [Case] = []
    for kernel in [Pair(1), Pair(2), Pair(3, 5), Pair(4, 2)] {
      for stride in [Pair.one, Pair(2), Pair(1, 3)] {
        for padding in [Pair.zero, Pair(1), Pair(3, 2)] {
          for dilation in [Pair.one, Pair(2, 3)] {
            let window = Window(
              kernel: kernel, stride: stride, padding: padding, dilation: dilation)
            guard (try? window.outputSize(for: Pair(7, 9))) != nil else { continue }
            cases.append(Case(input: [3, 7, 9], outputs: 5, window: window))
          }
        }
      }
    }
    return cases
  }

  @Test(arguments: typical)
  func `all passes agree with the plain convolution`(example: Case) throws {
    try check(example)
  }

  @Test func `all passes agree for every small geometry`() throws {
    #expect(Self.everyGeometry.count > 60)
    try withEvery("case", in: Self.everyGeometry) { try check($0) }
  }

  private func check(_ example: Case) throws {
    let size = try example.window.outputSize(for: Pair(example.input[1], example.input[2]))
    let output: Shape = [example.outputs, size.height, size.width]
    let window = example.window
    let geometry = ConvolutionGeometry(
      input: (example.input[0], example.input[1], example.input[2]),
      output: (output[0], output[1], output[2]),
      kernel: (window.kernel.height, window.kernel.width),
      stride: (window.stride.height, window.stride.width),
      padding: (window.padding.height, window.padding.width),
      dilation: (window.dilation.height, window.dilation.width))
    let input = Tensor.noise(Shape([laneCount] + example.input.sizes), seed: 1)
    let weight = Tensor.noise(
      [example.outputs, example.input[0], window.kernel.height, window.kernel.width], seed: 2)
    let bias = (0..<example.outputs).map { Double($0) / 4 - 0.5 }
    let gradient = Tensor.noise(Shape([laneCount] + output.sizes), seed: 3)
    let expected = try Reference.convolution(input, weight: weight, bias: bias, window: window)
    let backward = try Reference.convolutionBackward(
      gradient, input: input, weight: weight, window: window)

    // One column more than asked for: the passes must not count on the least margin.
    let source = try LaneMaps(input, margin: geometry.inputMargin + 1)
    let result = try LaneMaps(output[0], output[1], output[2], margin: 2)
    let forward = try Correlation.forward(
      geometry, source: source.layout, destination: result.layout)
    let padded = bias.map(Float.init) + Array(repeating: 0, count: forward.paddedChannels)
    forward.run(
      source: source.pointer, weights: packed(weight, forward), bias: padded,
      destination: result.pointer)
    #expect(result.tensor.difference(from: expected) < 1e-5, "forward of \(example)")
    #expect(result.marginIsZero, "forward of \(example) wrote into the margin")

    let gradients = try LaneMaps(gradient, margin: geometry.outputGradientMargin)
    let inputGradient = try LaneMaps(Tensor.noise(input.shape, seed: 4), margin: 1)
    let before = inputGradient.tensor
    let passes = try Correlation.inputGradient(
      geometry, source: gradients.layout, destination: inputGradient.layout)
    for accumulate in [false, true] {
      for pass in passes {
        pass.run(
          source: gradients.pointer, weights: packed(weight, pass), bias: nil,
          destination: inputGradient.pointer, accumulate: accumulate)
      }
      let factor = accumulate ? 2.0 : 1.0
      let once = Tensor(
        shape: before.shape, elements: backward.input.elements.map { factor * $0 })
      #expect(
        inputGradient.tensor.difference(from: once) < 1e-5, "input gradient of \(example)")
    }
    #expect(inputGradient.marginIsZero, "the input gradient of \(example) wrote into the margin")

    var weightGradient = [Float](repeating: 0.5, count: weight.elements.count)
    WeightGradient(geometry, input: source.layout, outputGradient: gradients.layout)
      .run(
        input: source.pointer, outputGradient: gradients.pointer, gradient: &weightGradient)
    let found = Tensor(shape: weight.shape, elements: weightGradient.map { Double($0) - 0.5 })
    #expect(found.difference(from: backward.weight) < 1e-5, "weight gradient of \(example)")

    var biasGradient = [Float](repeating: 0, count: example.outputs)
    MapSums.addChannelSums(of: gradients.pointer, gradients.layout, to: &biasGradient)
    for (value, expected) in zip(biasGradient, backward.bias) {
      #expect(abs(Double(value) - expected) < 1e-4 * max(1, abs(expected)))
    }
  }

  private func packed(_ weight: Tensor, _ pass: Correlation) -> [Float] {
    pass.weightIndex.map { $0 < 0 ? 0 : Float(weight.elements[Int($0)]) }
  }
}
