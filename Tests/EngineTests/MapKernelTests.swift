import Operations
import Engine
import Foundation
import Tensors
import TestSupport
import Testing

/// Poolings, activations, dense layers and the loss against the plain operations in Double.
@Suite struct MapKernelTests {
  private let windows = [
    Window(kernel: Pair(2), stride: Pair(2)),
    Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)),
    Window(kernel: Pair(2, 3), stride: Pair(1, 2), padding: Pair(1, 0)),
    Window(kernel: Pair(3, 2), padding: Pair(1), dilation: Pair(2)),
  ]

  private func geometry(_ window: Window, _ input: Shape, _ output: Shape) -> ConvolutionGeometry {
    ConvolutionGeometry(
      input: (input[1], input[2], input[3]), output: (output[1], output[2], output[3]),
      kernel: (window.kernel.height, window.kernel.width),
      stride: (window.stride.height, window.stride.width),
      padding: (window.padding.height, window.padding.width),
      dilation: (window.dilation.height, window.dilation.width))
  }

  @Test func `average pooling and its gradient agree`() throws {
    let input = Tensor.noise([16, 3, 7, 8], seed: 1)
    for window in windows {
      let expected = try Reference.averagePooling(input, window: window)
      let source = try LaneMaps(input, margin: 1)
      let result = try LaneMaps(3, expected.shape[2], expected.shape[3], margin: 2)
      let pass = PoolingPass(
        geometry(window, input.shape, expected.shape), input: source.layout, output: result.layout)
      pass.average(source.pointer, to: result.pointer)
      #expect(result.tensor.difference(from: expected) < 1e-6)
      let gradient = Tensor.noise(expected.shape, seed: 2)
      let gradients = try LaneMaps(gradient)
      let target = try LaneMaps(3, 7, 8, margin: 3)
      pass.addAverageGradient(
        gradients.pointer, gradients.layout, to: target.pointer, target.layout)
      let backward = Layer.averagePooling(AveragePooling(window: window)).backward(
        gradient, [input]
      ).inputs[0]
      #expect(target.tensor.difference(from: backward) < 1e-6)
      #expect(result.marginIsZero && target.marginIsZero)
    }
  }

  @Test func `max pooling and its gradient agree, the first of equal pixels winning`() throws {
    var input = Tensor.noise([16, 3, 7, 8], seed: 1)
    // Many equal pixels.
    input.elements = input.elements.map { ($0 * 3).rounded() }
    for window in windows {
      let expected = try Reference.maxPooling(input, window: window)
      let source = try LaneMaps(input, margin: 1)
      let result = try LaneMaps(3, expected.output.shape[2], expected.output.shape[3])
      let pass = PoolingPass(
        geometry(window, input.shape, expected.output.shape), input: source.layout,
        output: result.layout)
      pass.maximum(source.pointer, to: result.pointer)
      #expect(result.tensor == expected.output)
      let gradient = Tensor.noise(expected.output.shape, seed: 2)
      let gradients = try LaneMaps(gradient)
      let target = try LaneMaps(3, 7, 8, margin: 3)
      pass.addMaximumGradient(
        input: source.pointer, output: result.pointer, gradients.pointer, gradients.layout,
        to: target.pointer, target.layout)
      let backward = Layer.maxPooling(MaxPooling(window: window)).backward(
        gradient, [input]
      ).inputs[0]
      #expect(target.tensor.difference(from: backward) < 1e-6)
    }
  }

  @Test func `max pooling lets what is not a number through`() throws {
    for place in 0..<4 {
      var input = Tensor.noise([16, 1, 2, 2], seed: 1)
      input.elements[place] = .nan
      let source = try LaneMaps(input)
      let result = try LaneMaps(1, 1, 1)
      PoolingPass(
        geometry(windows[0], input.shape, [16, 1, 1, 1]), input: source.layout,
        output: result.layout
      ).maximum(source.pointer, to: result.pointer)
      #expect(result.pointer[0][0].isNaN && result.pointer[0][1].isFinite)
    }
  }

  @Test func `exp and log are right to a few units in the last place`() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let x = Float(generator.uniform() * 170 - 85)
      let exponential = Vectors.exponential(of: Lanes(repeating: x))[3]
      #expect(abs(Double(exponential) / exp(Double(x)) - 1) < 2.5e-7, "exp(\(x))")
      let y = exponential
      let logarithm = Vectors.naturalLogarithm(of: Lanes(repeating: y))[5]
      let expected = log(Double(y))
      #expect(abs(Double(logarithm) - expected) <= 1.5e-7 * max(abs(expected), 1), "log(\(y))")
    }
    #expect(Vectors.exponential(of: .zero)[0] == 1)
    #expect(Vectors.naturalLogarithm(of: .one)[0] == 0)
    #expect(Vectors.exponential(of: Lanes(repeating: .nan))[0].isNaN)
    #expect(Vectors.exponential(of: Lanes(repeating: 1000))[0].isFinite)
    #expect(Vectors.exponential(of: Lanes(repeating: -1000))[0] < 1e-36)
  }

  @Test func `activations and their gradients agree`() throws {
    var input = Tensor.noise([16, 2, 3, 5], seed: 1)
    input.elements = input.elements.map { $0 * 8 }
    let gradient = Tensor.noise(input.shape, seed: 2)
    let source = try LaneMaps(input, margin: 1)
    let gradients = try LaneMaps(gradient, margin: 2)
    let result = try LaneMaps(2, 3, 5)
    let target = try LaneMaps(2, 3, 5, margin: 1)
    Activations.sigmoid(source.pointer, source.layout, to: result.pointer, result.layout)
    let sigmoid = Reference.sigmoid(input)
    #expect(result.tensor.difference(from: sigmoid) < 2e-7)
    Activations.sigmoidGradient(
      output: result.pointer, result.layout, outputGradient: gradients.pointer, gradients.layout,
      to: target.pointer, target.layout, accumulate: false)
    #expect(
      target.tensor.difference(from: Layer.sigmoid.backward(gradient, [input]).inputs[0]) < 1e-6)
    Activations.relu(source.pointer, source.layout, to: result.pointer, result.layout)
    #expect(result.tensor == Reference.relu(input))
    Activations.reluGradient(
      output: result.pointer, result.layout, outputGradient: gradients.pointer, gradients.layout,
      to: target.pointer, target.layout, accumulate: false)
    #expect(target.tensor == Layer.relu.backward(gradient, [input]).inputs[0])
  }

  @Test(arguments: [(10, 3), (16, 12), (50, 13), (84, 10), (1, 1)])
  func `a dense layer agrees`(inputs: Int, outputs: Int) throws {
    let dense = Dense(inputs: inputs, outputs: outputs)
    let input = Tensor.noise([16, inputs], seed: 1)
    let gradient = Tensor.noise([16, outputs], seed: 2)
    let weight = Tensor.noise([outputs, inputs], seed: 3)
    let backward = Reference.linearBackward(gradient, input: input, weight: weight)
    let source = try LaneMaps(input.reshaped(to: [16, inputs, 1, 1]))
    let gradients = try LaneMaps(gradient.reshaped(to: [16, outputs, 1, 1]))
    let result = try LaneMaps(outputs, 1, 1)
    let forward = try Correlation.forward(
      dense.geometry, source: source.layout, destination: result.layout)
    forward.run(
      source: source.pointer,
      weights: forward.weightIndex.map { $0 < 0 ? 0 : Float(weight.elements[Int($0)]) }, bias: nil,
      destination: result.pointer)
    let expected = Reference.linear(input, weight: weight)
    #expect(
      result.tensor.reshaped(to: [16, outputs]).difference(from: expected) < 1e-5)
    let rows = try Storage<Lanes>(count: dense.inputStride)
    let outputRows = try Storage<Float>(count: dense.outputStride * laneCount)
    dense.transposeInput(source.pointer, to: rows.pointer)
    dense.transposeGradient(gradients.pointer, to: outputRows.pointer)
    let stride = dense.inputStride
    let found = try Storage<Lanes>(count: outputs * stride / laneCount)
    for accumulate in [false, true] {
      dense.weightGradient(
        inputRows: rows.pointer, gradientRows: outputRows.pointer, to: found.pointer,
        accumulate: accumulate)
    }
    for output in 0..<outputs {
      for index in 0..<stride {
        let value = Double(found.pointer[(output * stride + index) / laneCount][index % laneCount])
        let expected = index < inputs ? 2 * backward.weight[output, index] : 0
        #expect(abs(value - expected) < 1e-5 * max(1, abs(expected)))
      }
    }
  }

  @Test(arguments: [16, 5, 1])
  func `loss and its gradient agree, and lanes without a picture stay zero`(images: Int) throws {
    let classes = 7
    var logits = Tensor.noise([16, classes], seed: 1)
    logits.elements = logits.elements.map { $0 * 20 }
    let labels = (0..<laneCount).map { Int32($0 * 3 % classes) }
    let source = try LaneMaps(logits.reshaped(to: [16, classes, 1, 1]))
    let gradients = try Storage<Lanes>(count: classes)
    var predictions = [Int32](repeating: -1, count: laneCount)
    let losses = SoftmaxCrossEntropy.run(
      logits: source.pointer, classes: classes, labels: labels, images: images,
      scale: 1 / Float(images), gradient: gradients.pointer, predictions: &predictions)
    let real = Tensor(
      shape: [images, classes], elements: Array(logits.elements[..<(images * classes)]))
    let truth = labels.prefix(images).map(Int.init)
    let expected = Loss.crossEntropy(real, labels: truth) * Double(images)
    var sum = 0.0
    for lane in 0..<laneCount {
      sum += Double(losses[lane])
      if lane >= images { #expect(losses[lane] == 0) }
    }
    #expect(abs(sum - expected) < 1e-5 * max(1, expected))
    let backward = Loss.crossEntropyBackward(logits: real, labels: truth)
    for lane in 0..<laneCount {
      for index in 0..<classes {
        let expected = lane < images ? backward[lane, index] : 0
        #expect(abs(Double(gradients.pointer[index][lane]) - expected) < 1e-6)
      }
      guard lane < images else { continue }
      let row = real.elements[lane * classes..<(lane + 1) * classes]
      #expect(row.firstIndex(of: row.max() ?? 0) == lane * classes + Int(predictions[lane]))
    }
  }
}
