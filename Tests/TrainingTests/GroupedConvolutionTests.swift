import Networks
import Operations
import Tensors
import TestSupport
import Testing

@testable import Training

/// Convolutions whose groups have channels of their own learn as any other.
@Suite struct GroupedConvolutionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var groups: Int
    /// Channels in and out, of each group.
    var inputs: Int
    var outputs: Int
    var window: Window
    var hasBias = true

    var testDescription: String {
      "\(groups) groups of \(inputs) to \(outputs), kernel \(window.kernel)"
    }
  }

  /// Depthwise, with and without a multiplier, and groups that fill register tiles or not.
  static let cases: [Case] = [
    Case(groups: 4, inputs: 1, outputs: 1, window: Window(kernel: Pair(3), padding: Pair(1))),
    Case(
      groups: 3, inputs: 1, outputs: 2,
      window: Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)), hasBias: false),
    Case(groups: 2, inputs: 3, outputs: 5, window: Window(kernel: Pair(1))),
    Case(
      groups: 2, inputs: 2, outputs: 13,
      window: Window(kernel: Pair(3, 2), stride: Pair(1, 2), padding: Pair(2, 1), dilation: Pair(2))
    ),
    Case(groups: 5, inputs: 2, outputs: 4, window: Window(kernel: Pair(5), padding: Pair(2))),
    Case(groups: 1, inputs: 4, outputs: 6, window: Window(kernel: Pair(3))),
    Case(groups: 17, inputs: 1, outputs: 1, window: Window(kernel: Pair(2), stride: Pair(3))),
  ]

  @Test(arguments: cases) func `every gradient is the plain network's`(example: Case) throws {
    let channels = example.groups * example.inputs
    var builder = try GraphBuilder(name: "grouped", input: [2, 9, 8], initialization: .standard)
    let maps = try builder.convolution("conv1", channels: channels, kernel: 3, padding: 1)
    let layer = Convolution(
      inputChannels: channels, outputChannels: example.groups * example.outputs,
      window: example.window, groups: example.groups, hasBias: example.hasBias)
    let grouped = try builder.add(.convolution(layer), named: "conv2", to: [maps])
    // The map before it is read twice, so that its gradient is added once and written once.
    let again = try builder.add(.convolution(layer), named: "conv3", to: [maps])
    try builder.join("add", .add, [grouped, again])
    try builder.layer("sigmoid", .sigmoid)
    try builder.layer("flatten", .flatten)
    try builder.linear("fc", features: 5)
    try expectPlainGradients(try builder.graph(), batch: 19)
  }

  @Test func `a depthwise block learns, evaluates and keeps its numbers`() throws {
    var builder = try GraphBuilder(name: "depthwise", input: [1, 8, 8], initialization: .standard)
    try builder.convolution("conv1", channels: 6, kernel: 3, padding: 1)
    try builder.add(
      .convolution(
        Convolution(
          inputChannels: 6, outputChannels: 6,
          window: Window(kernel: Pair(3), padding: Pair(1)), groups: 6, hasBias: false)),
      named: "depthwise", to: [builder.latest])
    try builder.batchNorm("bn")
    try builder.layer("relu", .relu)
    try builder.layer("pool", .globalAveragePooling)
    try builder.layer("flatten", .flatten)
    try builder.linear("fc", features: 4)
    let graph = try builder.graph()
    let pictures = PatternPictures(count: 64, shape: graph.inputShape, classes: 4, seed: 5)
    let data = pictures.dataset(classes: 4)
    let plan = try Plan(
      graph: graph, weights: graph.initialWeights(seed: 1),
      optimizer: .sgd(learningRate: 0.05, momentum: 0.9), batchSize: 32, threads: 2)
    let before = plan.evaluate(data, 0..<64).loss
    for _ in 0..<40 {
      _ = plan.step(data, Array(0..<32)[...])
      _ = plan.step(data, Array(32..<64)[...])
    }
    #expect(plan.evaluate(data, 0..<64).loss < before / 2)
    let plain = try PlainNetwork(graph: graph, weights: plan.weights())
    let (batch, labels) = pictures.batch(0, size: 32)
    let logits = plain.forward(batch, mode: .inference).logits
    #expect(
      abs(
        plan.evaluate(data, 0..<32).loss - Loss.crossEntropy(logits, labels: labels)) < 1e-4)
  }
}
