import Ground
import Networks
import Tensors

extension ResidualSteps {
  /// A fresh block on one input: two 3x3 convolutions without bias, PyTorch's initialisation, batch
  /// normalisation of scale 1 and shift 0 with the statistics of this input.
  ///
  /// Where the shape changes the shortcut is a 1x1 convolution and batch normalisation.
  ///
  /// - Parameters:
  ///   - input: `[C, H, W]`
  ///   - channels: output channels; those of the input unless given.
  /// - Throws: ``StepError`` that names the option at fault.
  public static func fresh(
    input: Tensor, channels: Int? = nil, stride: Int = 1, seed: UInt64 = 0,
    hasShortcut: Bool = true, memoryLimit: Int = ProcessMemory.limit
  ) throws(StepError) -> ResidualSteps {
    guard input.shape.rank == 3 else { throw .inputRank(input.shape) }
    if let channels, channels < 1 { throw .channelsNotPositive(channels) }
    guard stride >= 1 else {
      throw .operation(.window(.strideNotPositive(.height, stride)), .residual)
    }
    let graph: Graph
    do {
      graph = try self.graph(
        input: input.shape, channels: channels ?? input.shape[0], stride: stride)
    } catch {
      throw .network(option: .channels, error.explanation)
    }
    // Each weight is drawn as a `Float` and stepped as a `Double`.
    let bytesPerWeight = MemoryLayout<Float>.size + MemoryLayout<Double>.size
    guard graph.cost.parameters <= memoryLimit / bytesPerWeight else {
      throw .memory(option: .channels, [graph.cost.parameters], limit: memoryLimit)
    }
    let weights: Weights
    do {
      weights = try graph.initialWeights(seed: seed)
    } catch {
      throw .network(option: .channels, error.explanation)
    }
    return try ResidualSteps(
      block: graph.blocks[0], of: PlainNetwork(matching: weights, graph: graph), input: input,
      statistics: .input, hasShortcut: hasShortcut, memoryLimit: memoryLimit)
  }

  /// The graph of a fresh block, named as in PyTorch: `conv1`, `bn1`, `relu`, `conv2`, `bn2`,
  /// `downsample.0` and `downsample.1` where the shape changes, `add`, `relu`.
  public static func graph(
    input: Shape, channels: Int, stride: Int
  ) throws(NetworkError) -> Graph {
    var network = try GraphBuilder(name: "block", input: input, initialization: .standard)
    try network.basicBlock("block", prefix: "", .residual, channels: channels, stride: stride)
    return try network.graph()
  }
}
