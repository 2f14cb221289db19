import Ground
import Tensors

/// Why an operation cannot be stepped: one sentence that names the option at fault.
public enum StepError: ExplainedError, Hashable {
  case inputRank(Shape)
  case kernelRank(Shape)
  case groupsNotPositive(Int)
  case groupsDoNotDivideInput(groups: Int, channels: Int)
  case groupsDoNotDivideOutput(groups: Int, filters: Int)
  case kernelChannels(found: Int, inputChannels: Int, groups: Int)
  case biasCount(found: Int, expected: Int)
  case averageDilation(Pair)
  case paddingOverHalf(Pair, size: Pair)
  /// `kernelOption` is `--kernel` or `--size`.
  case window(WindowError, kernelOption: String)
  /// The output holds more numbers than can be counted.
  case outputTooLarge
  /// What the option makes, an output or a kernel, needs more bytes than may be taken.
  case memory(option: String, Shape, limit: Int)
  /// ``StepRequest`` lacks an option.
  case missing(option: String, operation: StepRequest.Operation)
  /// ``StepRequest`` has an option that the operation does not know.
  case misplaced(option: String, operation: StepRequest.Operation)
  /// A block of a network has its own.
  case misplacedWithNetwork(option: String)
  case groupsOfSharedKernel(found: Int, channels: Int)
  case outsideOutput(Position, Shape)
  case channelsNotPositive(Int)
  /// A block slides by the same stride on both axes.
  case unequalStride(Pair)
  case unknownBlock(String, network: String, known: [String], suggestion: String?)
  /// A layer of a block, or before it, that cannot be stepped.
  case notSteppable(String)
  /// What ``Networks`` says of the network of a block.
  case network(option: String, Bilingual)

  /// The output's shape, or the error of the option at fault.
  static func outputShape(
    channels: Int, input: Shape, window: Window, kernelOption: String
  ) throws(StepError) -> Shape {
    let size: Pair
    do {
      size = try window.outputSize(for: Pair(input[1], input[2]))
    } catch {
      throw .window(error, kernelOption: kernelOption)
    }
    guard let shape = Shape(checking: [channels, size.height, size.width]) else {
      throw .outputTooLarge
    }
    return shape
  }
}
