import Ground
import Networks
import Operations
import Stepping
import Synchronization
import Tensors
import Testing

/// A layer of a network is stepped with that network's numbers, on what enters it.
@Suite struct LayerStepsTests {
  private let loader = TensorLoader(sample: { _ in PendingTensor(.zeros([1, 1, 1])) })

  private func request(
    _ operation: StepRequest.Operation, _ network: String, _ layer: String,
    _ change: (inout StepRequest) -> Void = { _ in }
  ) -> StepRequest {
    var request = StepRequest(operation)
    (request.network, request.layer) = (network, layer)
    change(&request)
    return request
  }

  private func open(_ request: StepRequest) throws -> LayerSteps {
    try request.layerSteps(loading: loader, from: .zoo, for: .screen)
  }

  @Test(arguments: ["lenet", "resnet8"])
  func `every layer that can be stepped makes what the network makes there`(name: String) throws {
    let graph = try Zoo.graph(name)
    let network = PlainNetwork(matching: try graph.initialWeights(seed: 3), graph: graph)
    let input = TensorSpec.filled(.random(seed: 5), graph.inputShape)
    let picture = try loader.input(input)
    var activations = Activations(
      of: graph, on: picture.reshaped(to: Shape([1] + picture.shape.sizes)), mode: .inference)
    for node in graph.nodes.indices {
      network.evaluate(node, into: &activations)
      guard var request = StepRequest(layer: node, of: graph) else { continue }
      (request.seed, request.input) = (3, input)
      let layer = try open(request)
      #expect(
        layer.steps.makeOutput().elements == activations.picture(0, of: .node(node)).elements)
      #expect(layer.origin == .initial(seed: 3))
      #expect(layer.layer == graph.layerNames[node])
    }
  }

  @Test func `a report says network and layer, and where the weights are from`() throws {
    let report = try StepReport(
      request(.convolution, "lenet", "3") { $0.includesOutput = false }, loading: loader)
    #expect(
      report.json.description == """
        {"op":"conv","input_shape":[6,14,14],"output_shape":[16,10,10],"steps":1600,"macs":240000,\
        "network":"lenet","layer":"3"}
        """)
    #expect(report.text(in: .english).contains("lenet, 3: weights as initialised, seed 0"))
    #expect(report.text(in: .vietnamese).contains("lenet, 3: trọng số lúc khởi tạo, hạt giống 0"))
    // What has no weights does not speak of any.
    let sigmoid = try StepReport(request(.sigmoid, "lenet", "1"), loading: loader)
    #expect(sigmoid.text(in: .english).contains("lenet, 1\n"))
  }

  @Test func `a layer goes backward to its own weights`() throws {
    let layer = try open(
      request(.linear, "lenet", "9") {
        ($0.isBackward, $0.target) = (true, "weight")
      })
    #expect(layer.steps.isBackward)
    #expect(layer.steps.shape == [84, 120])
  }

  @Test func `a wrong layer, an option too many and one too few are each told`() throws {
    let wrong: [(StepRequest, String)] = [
      (
        request(.convolution, "lenet", "1"),
        "--layer: found 1, which is sigmoid: step sigmoid shows it, step conv does not"
      ),
      (
        request(.convolution, "resnet8", "layer1.0.conv3"),
        """
        --layer: found `layer1.0.conv3`, expected a layer of resnet8 that is convolution: conv1, \
        layer1.0.conv1, layer1.0.conv2, layer2.0.conv1, layer2.0.conv2, layer2.0.downsample.0, \
        layer3.0.conv1, layer3.0.conv2, layer3.0.downsample.0; did you mean layer1.0.conv1?
        """
      ),
      (
        request(.maxPooling, "lenet", "pool"),
        "--layer: found `pool`, but network lenet has no max pooling"
      ),
      (
        request(.convolution, "lenet", "0") { $0.stride = Pair(2) },
        "--stride: given together with a network, whose block or layer has its own"
      ),
      (
        request(.convolution, "lenet", "0") { $0.layer = nil },
        "--layer: not given, but step conv needs it"
      ),
      (
        request(.convolution, "lenet", "0") { $0.network = nil },
        "--network: not given, but step conv needs it"
      ),
    ]
    for (request, sentence) in wrong {
      let error = #expect(throws: StepError.self) { _ = try StepReport(request, loading: loader) }
      #expect(error?.sentence(prefix: "--").english == sentence)
    }
  }

  @Test func `a picture too large for the network's maps is refused before it is made`() throws {
    let read = Mutex(0)
    let loader = TensorLoader(
      memoryLimit: 1 << 28,
      sample: { _ in
        PendingTensor(shape: [1, 1000, 1000]) {
          read.withLock { $0 += 1 }
          return .zeros([1, 1000, 1000])
        }
      })
    let request = request(.convolution, "resnet8", "layer3.0.conv2") {
      $0.input = .sample(SampleSpec(dataset: "d", split: .test, index: 0))
    }
    #expect(throws: StepError.self) {
      _ = try request.layerSteps(loading: loader, from: .zoo, for: .screen)
    }
    #expect(read.withLock { $0 } == 0)
  }

  @Test func `the computation tells how far it is and ends when nobody waits`() throws {
    let request = request(.convolution, "resnet8", "layer1.0.conv2")
    let told = Mutex<[ForwardProgress]>([])
    _ = try request.layerSteps(loading: loader, from: .zoo, for: .screen) { progress in
      told.withLock { $0.append(progress) }
      return true
    }
    let names = told.withLock { $0 }.map(\.name)
    #expect(
      names == [
        "conv1", "bn1", "relu", "layer1.0.conv1", "layer1.0.bn1", "layer1.0.relu", "layer1.0.conv2",
      ])
    #expect(throws: StepError.abandoned) {
      _ = try request.layerSteps(loading: loader, from: .zoo, for: .screen) { $0.number < 3 }
    }
  }
}
