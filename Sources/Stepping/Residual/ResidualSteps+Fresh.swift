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
      throw .window(.strideNotPositive(.height, stride), kernelOption: "--stride")
    }
    let graph: Graph
    do {
      graph = try self.graph(
        input: input.shape, channels: channels ?? input.shape[0], stride: stride)
    } catch {
      throw .network(option: "--channels", error.explanation)
    }
    // Each weight is drawn as a `Float` and stepped as a `Double`.
    let bytesPerWeight = MemoryLayout<Float>.size + MemoryLayout<Double>.size
    guard graph.cost.parameters <= memoryLimit / bytesPerWeight else {
      throw .memory(option: "--channels", [graph.cost.parameters], limit: memoryLimit)
    }
    let weights: Weights
    do {
      weights = try graph.initialWeights(seed: seed)
    } catch {
      throw .network(option: "--channels", error.explanation)
    }
    return try ResidualSteps(
      block: graph.blocks[0], of: graph, weights: weights, input: input, statistics: .input,
      hasShortcut: hasShortcut, memoryLimit: memoryLimit)
  }

  /// The graph of a fresh block, named as in PyTorch: `conv1`, `bn1`, `relu`, `conv2`, `bn2`,
  /// `downsample.0` and `downsample.1` where the shape changes, `add`, `relu`.
  public static func graph(
    input: Shape, channels: Int, stride: Int
  ) throws(NetworkError) -> Graph {
    var network = try GraphBuilder(name: "block", input: input, initialization: .standard)
    try network.block("block", .residual) { (network) throws(NetworkError) in
      try network.convolution(
        "conv1", channels: channels, kernel: 3, stride: stride, padding: 1, hasBias: false)
      try network.batchNorm("bn1")
      try network.activation("relu", .relu)
      try network.convolution("conv2", channels: channels, kernel: 3, padding: 1, hasBias: false)
      let branch = try network.batchNorm("bn2")
      let main = Graph.Branch(name: "main", nodes: Array(0..<network.nodeCount))
      var shortcut = Graph.Source.input
      if stride != 1 || channels != input[0] {
        try network.convolution(
          "downsample.0", channels: channels, kernel: 1, stride: stride, hasBias: false,
          after: .input)
        shortcut = try network.batchNorm("downsample.1")
      }
      let nodes = Array(main.nodes.count..<network.nodeCount)
      try network.sum("add", of: branch, and: shortcut)
      try network.activation("relu", .relu)
      return [main, Graph.Branch(name: "shortcut", nodes: nodes)]
    }
    return try network.graph()
  }
}
