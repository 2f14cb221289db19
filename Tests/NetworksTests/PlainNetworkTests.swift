import Operations
import Tensors
import TestSupport
import Testing

@testable import Networks

@Suite struct PlainNetworkTests {
  @Test func `a small LeNet follows PyTorch's float64 for 200 steps`() throws {
    let graph = try Zoo.graph("lenet", input: [1, 12, 12], classes: 4)
    try follow("lenet", graph, PlainOptimizer(.sgd(momentum: 0.9), learningRate: 0.5), steps: 200)
  }

  @Test func `a small residual network follows PyTorch's float64 for 200 steps`() throws {
    try follow(
      "residual", try smallResidualNetwork(),
      PlainOptimizer(.sgd(momentum: 0.9), learningRate: 0.02, weightDecay: 5e-3), steps: 200)
  }

  @Test func `max pooling, ReLU and Adam follow PyTorch's float64`() throws {
    let graph = try Zoo.graph("lenet-relu", input: [1, 12, 12], classes: 4)
    let adam = PlainOptimizer(
      .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), learningRate: 0.005, weightDecay: 1e-3)
    try follow("lenet-relu", graph, adam, steps: 40)
  }

  @Test(arguments: ["lenet", "resnet8"])
  func `weights saved by PyTorch give PyTorch's logits`(name: String) throws {
    let graph = try Zoo.graph(name)
    let weights = try Safetensors.read(
      Fixture.path("network_\(name).safetensors"), for: graph)
    let pictures = PatternPictures(count: 2, shape: graph.inputShape, classes: 10, seed: 3)
    let network = try PlainNetwork(graph: graph, weights: weights)
    let logits = network.forward(pictures.batch(0, size: 2).pictures, mode: .inference).logits
    let rows = try Fixture.json("network_logits.json")[name]?.arrayValue ?? []
    let expected = rows.flatMap { $0.arrayValue ?? [] }.compactMap(\.doubleValue)
    #expect(expected.count == 20)
    for (value, expected) in zip(logits.elements, expected) {
      #expect(abs(value - expected) < 1e-4)
    }
  }

  @Test func `gradients of parameters and input are the slopes of the loss`() throws {
    let graph = try smallResidualNetwork()
    let pictures = PatternPictures(count: 3, shape: graph.inputShape, classes: 3, seed: 8)
    let (input, labels) = pictures.batch(0, size: 3)
    for mode in [Operands.Mode.training, .inference] {
      var network = try PlainNetwork(graph: graph, weights: graph.initialWeights(seed: 4))
      // Fresh shifts are 0, and so are some sums before a ReLU: exactly where it has no slope.
      var generator = SeededGenerator(seed: 6)
      for (position, spec) in network.specs.enumerated() where spec.role == .bias {
        for element in 0..<spec.shape.count {
          network.parameters[position].elements[element] += generator.uniform() - 0.5
        }
      }
      let activations = network.forward(input, mode: mode)
      let gradients = network.backward(
        Loss.crossEntropyBackward(logits: activations.logits, labels: labels),
        through: activations)
      let exact = network
      func loss(_ network: PlainNetwork, _ input: Tensor) -> Double {
        Loss.crossEntropy(network.forward(input, mode: mode).logits, labels: labels)
      }
      func expect(_ gradient: Double, isSlopeOf loss: (Double) -> Double, _ place: String) {
        let slope = (loss(2e-7) - loss(-2e-7)) / 4e-7
        #expect(abs(slope - gradient) < 1e-6 * max(1, abs(slope)), "\(place), \(mode)")
      }
      for (position, spec) in network.specs.enumerated() {
        guard let gradient = gradients.parameters[position] else {
          #expect(!spec.isTrainable)
          continue
        }
        for element in Set([0, spec.shape.count / 2, spec.shape.count - 1]) {
          expect(
            gradient.elements[element],
            isSlopeOf: { step in
              var moved = exact
              moved.parameters[position].elements[element] += step
              return loss(moved, input)
            }, "\(spec.name)[\(element)]")
        }
      }
      for element in [0, 77, 200, 383] {
        expect(
          gradients.input.elements[element],
          isSlopeOf: { step in
            var moved = input
            moved.elements[element] += step
            return loss(exact, moved)
          }, "input[\(element)]")
      }
    }
  }

  @Test func `every node's output is there for one picture`() throws {
    let graph = try Zoo.graph("resnet8", input: [3, 8, 8])
    let network = try PlainNetwork(graph: graph, weights: graph.initialWeights(seed: 0))
    let pictures = PatternPictures(count: 2, shape: graph.inputShape, classes: 10, seed: 1)
    let (batch, _) = pictures.batch(0, size: 2)
    let both = network.forward(batch, mode: .inference)
    let second = network.forward(
      both.picture(1, of: .input).reshaped(to: [1, 3, 8, 8]), mode: .inference)
    for (index, node) in graph.nodes.enumerated() {
      let picture = both.picture(1, of: .node(index))
      #expect(picture.shape == node.outputShape)
      #expect(picture == second.picture(0, of: .node(index)))
    }
  }

  @Test func `weights come back from the plain network as they went in`() throws {
    let graph = try Zoo.graph("lenet")
    let weights = try graph.initialWeights(seed: 9)
    #expect(try PlainNetwork(graph: graph, weights: weights).weights == weights)
    #expect(throws: WeightsError.self) {
      try PlainNetwork(graph: Zoo.graph("lenet-relu", classes: 3), weights: weights)
    }
  }

  private func smallResidualNetwork() throws -> Graph {
    var network = try GraphBuilder(
      name: "small", input: [2, 8, 8], initialization: .standard)
    try network.convolution("conv1", channels: 4, kernel: 3, padding: 1, hasBias: false)
    try network.batchNorm("bn1")
    try network.layer("relu", .relu)
    try network.basicBlock("layer1.0", prefix: "layer1.0.", .residual, channels: 4, stride: 1)
    try network.basicBlock("layer2.0", prefix: "layer2.0.", .residual, channels: 8, stride: 2)
    try network.layer("avgpool", .globalAveragePooling)
    try network.layer("flatten", .flatten)
    try network.linear("fc", features: 3)
    return try network.graph()
  }

  /// Trains as the fixture's script does and holds every loss and the last parameters against it.
  private func follow(
    _ name: String, _ graph: Graph, _ optimizer: PlainOptimizer, steps: Int
  ) throws {
    let run = try Fixture.json("network_training.json")[name]
    let losses = run?["losses"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    try #require(losses.count == steps)
    let pictures = PatternPictures(
      count: 32, shape: graph.inputShape, classes: graph.classes, seed: 5)
    var network = try PlainNetwork(graph: graph, weights: graph.initialWeights(seed: 1))
    var optimizer = optimizer
    for step in 0..<steps {
      let (batch, labels) = pictures.batch(step, size: 4)
      let loss = network.trainStep(batch, labels: labels, optimizer: &optimizer)
      guard abs(loss - losses[step]) < 1e-6 else {
        Issue.record("loss of step \(step): \(loss), PyTorch's is \(losses[step])")
        return
      }
    }
    for (spec, tensor) in zip(network.specs, network.parameters) {
      let sums = run?["parameters"]?[spec.name]?.arrayValue?.compactMap(\.doubleValue) ?? []
      try #require(sums.count == 2)
      let sum = tensor.elements.reduce(0, +)
      let squares = tensor.elements.reduce(0) { $0 + $1 * $1 }
      #expect(abs(sum - sums[0]) < 1e-6 * max(1, abs(sums[0])), "\(spec.name)")
      #expect(abs(squares - sums[1]) < 1e-6 * max(1, sums[1]), "\(spec.name)")
    }
    let logits = network.forward(pictures.batch(0, size: 4).pictures, mode: .inference).logits
    let expected = run?["inference_logits"]?.arrayValue?.compactMap(\.doubleValue) ?? []
    #expect(expected.count == logits.elements.count)
    for (value, expected) in zip(logits.elements, expected) {
      #expect(abs(value - expected) < 1e-6 * max(1, abs(expected)))
    }
  }
}
