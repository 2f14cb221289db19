import Ground
import Operations
import Tensors

/// Why an operation cannot be stepped, and the option at fault.
public enum StepError: FieldError, Hashable {
  case inputRank(Shape)
  case kernelRank(Shape)
  case groupsNotPositive(Int)
  case groupsDoNotDivideInput(groups: Int, channels: Int)
  case groupsDoNotDivideOutput(groups: Int, filters: Int)
  case kernelChannels(found: Int, inputChannels: Int, groups: Int)
  /// One filter a channel is Cx1xKHxKW.
  case depthwiseKernel(Shape, channels: Int)
  /// A pointwise convolution is OxCx1x1.
  case pointwiseKernel(Shape, channels: Int)
  case biasCount(found: Int, expected: Int)
  /// The weight of a dense layer is OxF, F being the input's numbers.
  case weightShape(Shape, features: Int)
  /// One number for all channels, or one for each.
  case numbersPerChannel(option: StepOption, found: Int, channels: Int)
  case varianceNegative(Double)
  /// Only windows that move one cell at a time can keep the size.
  case sameWithStride(Pair)
  /// Two options that say the same thing.
  case together(StepOption, StepOption)
  /// A rate of dropout.
  case rateOutside(Double)
  /// A shift reaches as far on both axes.
  case unequalSize(Pair)
  /// What the operation itself says of its inputs.
  case operation(OperationError, StepRequest.Operation)
  /// The output holds more numbers than can be counted.
  case outputTooLarge
  /// The request needs more bytes than may be taken; the option makes the largest part of it.
  case memory(option: StepOption, MemorySubject, MemoryExcess)
  /// ``StepRequest`` lacks an option.
  case missing(option: StepOption, operation: StepRequest.Operation)
  /// ``StepRequest`` has an option that the operation does not know.
  case misplaced(option: StepOption, operation: StepRequest.Operation)
  /// A block of a network has its own.
  case misplacedWithNetwork(option: StepOption)
  case groupsOfSharedKernel(found: Int, channels: Int)
  /// A cell that is not there, of the output or of the gradient.
  case outside([Int], Shape)
  /// An option that only a step backward has.
  case withoutBackward(StepOption)
  /// An option that says how a picture is looked at, where none is named.
  case withoutPicture(StepOption)
  case gradientShape(Shape, output: Shape)
  /// A class for a loss, an output for a kernel that is learned.
  case targetKind(StepRequest.Operation)
  /// What a kernel should learn to make.
  case targetShape(Shape, output: Shape)
  case unknownTarget(String, known: [String])
  /// Gradient descent moves parameters, not inputs.
  case learningRateOfInput(known: [String])
  case channelsNotPositive(Int)
  /// A block slides by the same stride on both axes.
  case unequalStride(Pair)
  /// The known ones are those of the operation.
  case unknownLayer(
    String, network: String, StepRequest.Operation, known: [String], suggestion: String?)
  /// A layer of another kind than what is asked; `nil` where that kind cannot be stepped.
  case layerKind(
    String, Layer.Kind, steppedAs: StepRequest.Operation?, asked: StepRequest.Operation)
  case unknownBlock(String, network: String, known: [String], suggestion: String?)
  /// A block has stages, not steps of its own.
  case notOneOperation(StepRequest.Operation)
  /// Nobody waited for it any more.
  case abandoned
  /// What ``Networks`` says of the network of a block.
  case network(option: StepOption, Bilingual)

  /// What takes the most memory.
  public enum MemorySubject: Hashable, Sendable {
    case tensor(Shape)
    case output(Shape)
    /// All maps of a block, or of a network up to it.
    case maps(Int)
    case weights(Int)
    /// The terms of one step.
    case terms(Int)

    /// How many numbers it has, as factors: their product may not fit.
    var sizes: [Int] {
      switch self {
      case .tensor(let shape), .output(let shape): shape.sizes
      case .maps(let count), .weights(let count), .terms(let count): [count]
      }
    }
  }
}
