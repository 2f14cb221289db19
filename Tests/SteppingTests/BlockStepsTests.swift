import Operations
import Networks
import Stepping
import Tensors
import TestSupport
import Testing

@Suite struct BlockStepsTests {
  private let input = Tensor(shape: [2, 4, 4], elements: (0..<32).map { Double($0 * 7 % 11) })

  @Test func `a block of one shape has the identity as its shortcut`() throws {
    let block = try BlockSteps.fresh(input: input)
    #expect(
      block.stages.map(\.name) == [
        "conv1", "bn1", "relu1", "conv2", "bn2", "shortcut", "add", "relu2",
      ])
    #expect(block.stages.allSatisfy { $0.output.shape == block.outputShape })
    #expect(block.stages[5].output == input)
    #expect(block.statistics == .input)
  }

  @Test func `a block that changes the shape has a 1x1 convolution and batch normalisation`() throws
  {
    let block = try BlockSteps.fresh(input: input, channels: 3, stride: 2)
    #expect(
      block.stages.map(\.name) == [
        "conv1", "bn1", "relu1", "conv2", "bn2", "downsample.0", "downsample.1", "add", "relu2",
      ])
    #expect(block.outputShape == [3, 2, 2])
    let shortcut = try #require(block.stages[5].steps.convolution)
    #expect(shortcut.input == input && shortcut.kernel.shape == [3, 2, 1, 1])
  }

  @Test func `each stage reads what the one before it made, and steps give its output`() throws {
    let block = try BlockSteps.fresh(input: input, channels: 3, stride: 2, seed: 5)
    for stage in block.stages {
      #expect(stage.steps.map(\.value) == stage.output.elements, "\(stage.name)")
      #expect(stage.steps.indices.map { stage.steps[$0] } == Array(stage.steps))
    }
    let outputs = Dictionary(uniqueKeysWithValues: block.stages.map { ($0.name, $0.output) })
    for (name, source) in [("bn1", "conv1"), ("relu1", "bn1"), ("bn2", "conv2")] {
      let stage = block.stages.first { $0.name == name }
      #expect(stage?.steps[3].terms.first?.input == outputs[source]?.elements[3])
    }
    let terms = block.stages[7].steps[3].terms
    #expect(terms.count == 2)
    #expect(terms.first?.input == outputs["bn2"]?.elements[3])
    #expect(terms.last?.input == outputs["downsample.1"]?.elements[3])
  }

  @Test func `batch normalisation uses the statistics of this input`() throws {
    let block = try BlockSteps.fresh(input: input, seed: 1)
    let normalised = block.stages[1].output
    let statistics = ChannelStatistics(
      of: normalised.reshaped(to: Shape([1] + normalised.shape.sizes)))
    #expect(statistics.mean.allSatisfy { abs($0) < 1e-12 })
    #expect(statistics.variance.allSatisfy { abs($0 - 1) < 1e-3 })
  }

  @Test func `without its shortcut the block ends in the branch alone`() throws {
    let residual = try BlockSteps.fresh(input: input, channels: 3, stride: 2)
    let block = residual.withoutShortcut()
    #expect(block.stages.map(\.name) == ["conv1", "bn1", "relu1", "conv2", "bn2", "relu2"])
    #expect(!block.hasShortcut)
    #expect(block.stages[4] == residual.stages[4])
    #expect(block.output == Layer.relu.forward([block.stages[4].output]))
  }

  @Test func `a block of a network is entered by what the network makes of the picture`() throws {
    var request = StepRequest(.residual)
    request.network = "resnet8"
    request.block = "layer2.0"
    let picture = Tensor(
      shape: [3, 8, 8], elements: (0..<192).map { Double($0 % 13) / 13 })
    let block = try request.blockSteps(input: picture)
    #expect(block.input.shape == [16, 8, 8] && block.outputShape == [32, 4, 4])
    #expect(block.statistics == .running)
    // Fresh running statistics are mean 0 and variance 1.
    let norm = block.stages[1].steps
    #expect(norm.parameters[2].elements == Array(repeating: 0, count: 32))
    #expect(norm.parameters[3].elements == Array(repeating: 1, count: 32))
  }

  @Test func `blocks and networks that are not there are refused`() throws {
    var request = StepRequest(.residual)
    request.network = "resnet8"
    request.block = "layer2.1"
    #expect(
      throws: StepError.unknownBlock(
        "layer2.1", network: "resnet8", known: ["layer1.0", "layer2.0", "layer3.0"],
        suggestion: "layer2.0")
    ) { try request.blockSteps(input: .zeros([3, 8, 8])) }
    request.network = "resnet9"
    #expect(throws: StepError.self) { try request.blockSteps(input: .zeros([3, 8, 8])) }
    request.network = "resnet8"
    request.block = "layer1.0"
    let error = #expect(throws: StepError.self) {
      try request.blockSteps(input: .zeros([3, 8, 8]), memoryLimit: 4_096)
    }
    guard case .memory(_, .weights, let excess) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(excess.limit == 4_096)
  }
}
