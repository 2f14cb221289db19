import Ground
import Networks
import Tensors

extension BlockSteps {
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
    memoryLimit: Int = ProcessMemory.limit
  ) throws -> BlockSteps {
    var request = StepRequest(.residual)
    request.channels = channels
    request.stride = Pair(stride)
    request.seed = seed
    return try request.blockSteps(input: input, memoryLimit: memoryLimit)
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
