import Tensors
import Testing

/// Every gradient against centred differences of a random linear loss.
@Suite struct ReferenceGradientTests {
  private func random(_ shape: Shape, seed: UInt64) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    return Tensor(
      shape: shape, elements: (0..<shape.count).map { _ in 2 * generator.uniform() - 1 })
  }

  /// `loss(parameters)` has the gradient `gradient`, to 1e-7 of the larger of it and 1.
  private func expectGradient(
    _ gradient: [Double], at point: [Double], _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation, of loss: ([Double]) throws -> Double
  ) rethrows {
    let step = 1e-5
    for index in point.indices {
      var (above, below) = (point, point)
      above[index] += step
      below[index] -= step
      let difference = (try loss(above) - loss(below)) / (2 * step)
      let error = abs(difference - gradient[index])
      #expect(
        error <= 1e-7 * max(1, abs(gradient[index])),
        "\(name)[\(index)]: \(gradient[index]), centred difference \(difference)",
        sourceLocation: sourceLocation)
    }
  }

  private func dot(_ left: Tensor, _ right: Tensor) -> Double {
    zip(left.elements, right.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test(arguments: [
    (Window(kernel: Pair(3)), 1), (Window(kernel: Pair(2, 3), padding: Pair(1, 2)), 1),
    (Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)), 2),
    (Window(kernel: Pair(2), stride: Pair(2, 1), padding: Pair(2), dilation: Pair(2, 3)), 2),
    (Window(kernel: Pair(1), stride: Pair(2)), 4),
  ])
  func `convolution: input, weight and bias`(window: Window, groups: Int) throws {
    let input = random([2, 4, 5, 6], seed: 1)
    let weight = random([4, 4 / groups, window.kernel.height, window.kernel.width], seed: 2)
    let bias = random([4], seed: 3).elements
    let output = try Reference.convolution(
      input, weight: weight, bias: bias, window: window, groups: groups)
    let upstream = random(output.shape, seed: 4)
    let gradients = try Reference.convolutionBackward(
      upstream, input: input, weight: weight, window: window, groups: groups)
    func loss(_ input: Tensor, _ weight: Tensor, _ bias: [Double]) throws -> Double {
      dot(
        upstream,
        try Reference.convolution(
          input, weight: weight, bias: bias, window: window, groups: groups))
    }
    try expectGradient(gradients.input.elements, at: input.elements, "input") {
      try loss(Tensor(shape: input.shape, elements: $0), weight, bias)
    }
    try expectGradient(gradients.weight.elements, at: weight.elements, "weight") {
      try loss(input, Tensor(shape: weight.shape, elements: $0), bias)
    }
    try expectGradient(gradients.bias, at: bias, "bias") { try loss(input, weight, $0) }
  }

  @Test(arguments: [
    Window(kernel: Pair(2), stride: Pair(2)),
    Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)),
    Window(kernel: Pair(2, 3), stride: Pair(1, 2), padding: Pair(1)),
  ])
  func `max and average pooling`(window: Window) throws {
    let input = random([2, 2, 5, 6], seed: 5)
    let (output, argmax) = try Reference.maxPooling(input, window: window)
    let upstream = random(output.shape, seed: 6)
    let maximum = Reference.maxPoolingBackward(upstream, argmax: argmax, inputShape: input.shape)
    try expectGradient(maximum.elements, at: input.elements, "max pooling") {
      dot(
        upstream,
        try Reference.maxPooling(Tensor(shape: input.shape, elements: $0), window: window).output)
    }
    let average = try Reference.averagePoolingBackward(
      upstream, inputShape: input.shape, window: window)
    try expectGradient(average.elements, at: input.elements, "average pooling") {
      dot(
        upstream,
        try Reference.averagePooling(Tensor(shape: input.shape, elements: $0), window: window))
    }
  }

  @Test func `global average pooling`() {
    let input = random([2, 3, 2, 4], seed: 7)
    let upstream = random([2, 3, 1, 1], seed: 8)
    let gradient = Reference.globalAveragePoolingBackward(upstream, inputShape: input.shape)
    expectGradient(gradient.elements, at: input.elements, "input") {
      dot(upstream, Reference.globalAveragePooling(Tensor(shape: input.shape, elements: $0)))
    }
  }

  @Test func `linear: input, weight and bias`() {
    let input = random([3, 4], seed: 9)
    let weight = random([2, 4], seed: 10)
    let bias = random([2], seed: 11).elements
    let upstream = random([3, 2], seed: 12)
    let gradients = Reference.linearBackward(upstream, input: input, weight: weight)
    expectGradient(gradients.input.elements, at: input.elements, "input") {
      dot(
        upstream,
        Reference.linear(Tensor(shape: input.shape, elements: $0), weight: weight, bias: bias))
    }
    expectGradient(gradients.weight.elements, at: weight.elements, "weight") {
      dot(
        upstream,
        Reference.linear(input, weight: Tensor(shape: weight.shape, elements: $0), bias: bias))
    }
    expectGradient(gradients.bias, at: bias, "bias") {
      dot(upstream, Reference.linear(input, weight: weight, bias: $0))
    }
  }

  @Test func `batch normalisation in training and in inference`() {
    let input = random([3, 2, 2, 3], seed: 13)
    let gamma = random([2], seed: 14).elements
    let beta = random([2], seed: 15).elements
    let upstream = random(input.shape, seed: 16)
    func training(_ input: Tensor, _ gamma: [Double], _ beta: [Double]) -> Double {
      dot(
        upstream,
        Reference.batchNorm(
          input, statistics: Reference.channelStatistics(input), gamma: gamma, beta: beta))
    }
    let batch = Reference.channelStatistics(input)
    let inTraining = Reference.batchNormTrainingBackward(
      upstream, input: input, statistics: batch, gamma: gamma)
    expectGradient(inTraining.input.elements, at: input.elements, "training input") {
      training(Tensor(shape: input.shape, elements: $0), gamma, beta)
    }
    expectGradient(inTraining.gamma, at: gamma, "gamma") { training(input, $0, beta) }
    expectGradient(inTraining.beta, at: beta, "beta") { training(input, gamma, $0) }

    let running = Reference.ChannelStatistics(mean: [0.1, -0.2], variance: [0.5, 2])
    let inInference = Reference.batchNormInferenceBackward(
      upstream, input: input, statistics: running, gamma: gamma)
    expectGradient(inInference.input.elements, at: input.elements, "inference input") {
      dot(
        upstream,
        Reference.batchNorm(
          Tensor(shape: input.shape, elements: $0), statistics: running, gamma: gamma, beta: beta))
    }
  }

  @Test func `ReLU and sigmoid`() {
    let input = random([1, 2, 2, 3], seed: 17)
    let upstream = random(input.shape, seed: 18)
    let relu = Reference.reluBackward(upstream, input: input)
    expectGradient(relu.elements, at: input.elements, "ReLU") {
      dot(upstream, Reference.relu(Tensor(shape: input.shape, elements: $0)))
    }
    let sigmoid = Reference.sigmoidBackward(upstream, output: Reference.sigmoid(input))
    expectGradient(sigmoid.elements, at: input.elements, "sigmoid") {
      dot(upstream, Reference.sigmoid(Tensor(shape: input.shape, elements: $0)))
    }
  }

  @Test func `cross-entropy`() {
    let logits = random([3, 4], seed: 19)
    let labels = [1, 3, 0]
    let gradient = Reference.crossEntropyBackward(logits: logits, labels: labels)
    expectGradient(gradient.elements, at: logits.elements, "logits") {
      Reference.crossEntropy(Tensor(shape: logits.shape, elements: $0), labels: labels)
    }
    let even = Tensor(shape: [1, 10], repeating: 1_000)
    #expect(abs(Reference.crossEntropy(even, labels: [3]) - 2.302585092994046) < 1e-12)
    #expect(Reference.softmax(even).elements.allSatisfy { abs($0 - 0.1) < 1e-15 })
  }

  @Test func `running statistics take the unbiased variance, the biased one normalises`() {
    let input = Tensor(shape: [1, 1, 2, 2], elements: [1, 2, 3, 6])
    let batch = Reference.channelStatistics(input)
    #expect(batch.mean == [3] && batch.variance == [3.5])
    let next = Reference.ChannelStatistics.initial(channels: 1)
      .updated(with: batch, count: 4, momentum: 0.1)
    #expect(abs(next.mean[0] - 0.3) < 1e-15)
    #expect(abs(next.variance[0] - (0.9 + 0.1 * 14 / 3)) < 1e-15)
    let output = Reference.batchNorm(
      input, statistics: batch, gamma: [2], beta: [1], epsilon: 0)
    #expect(abs(output.elements[3] - (2 * 3 / 3.5.squareRoot() + 1)) < 1e-15)
  }
}
