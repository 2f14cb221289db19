import Ground
import Operations
import Tensors

/// `step OP …`: which operation, on what, as it was asked for, before any file is read.
///
/// ``steps(on:memoryLimit:)`` turns it into steps once its tensors are loaded; reports are made of it too.
public struct StepRequest: Hashable, Sendable {
  public var operation: Operation
  /// `--input`
  public var input: TensorSpec?
  /// `--gray` and `--resize`, of every picture that is named; ``lookAtPictures()`` gives it to them.
  public var pictureLook = PictureLook()
  /// `--kernel`: convolution.
  public var kernel: KernelSpec?
  /// `--pointwise`: the second convolution of a separable one, OxCx1x1.
  public var pointwise: TensorSpec?
  /// `--weight`: linear, OxF.
  public var weight: TensorSpec?
  /// `--other`: what is added.
  public var others: [TensorSpec] = []
  /// `--bias`: one number per output channel.
  public var bias: [Double]?
  /// `--size`: poolings.
  public var size: Pair?
  /// `--stride`: 1, for poolings the size, unless given; a block takes the same on both axes.
  public var stride: Pair?
  /// `--padding`, per side: convolution and poolings.
  public var padding: Pair?
  /// `--padding same`: convolution, as much as keeps the size.
  public var isPaddedToSame = false
  /// `--total-padding`: convolution, the rows and columns of both sides together.
  public var totalPadding: Pair?
  /// `--padding-mode`: convolution.
  public var paddingMode: PaddingMode?
  /// `--flip`: convolution, the kernel turned by half a turn.
  public var isFlipped = false
  /// `--ceil`: poolings, sizes round up.
  public var roundsUp = false
  /// `--exclude-padding`: average pooling, over the cells of the input alone.
  public var excludesPadding = false
  /// `--dilation`: convolution and max pooling.
  public var dilation: Pair?
  /// `--groups`: convolution.
  public var groups: Int?
  /// `--output-padding`: transposed convolution, at the bottom and right.
  public var outputPadding: Pair?
  /// `--output`: adaptive average pooling, the size of the output.
  public var outputSize: Pair?
  /// `--target`: cross-entropy, the example's class.
  public var targetClass: Int?
  /// `--target`: learning, what the kernel should make of the input, or the filter that does.
  public var targetOutput: KernelSpec?
  /// `--iterations`: learning.
  public var iterations: Int?
  /// `--rate`: dropout.
  public var rate: Double?
  /// `--inference`: dropout lets everything through.
  public var isInference = false
  /// `--gamma` and `--beta`: batch normalisation, one number for all channels or one for each.
  public var gamma: [Double]?
  public var beta: [Double]?
  /// `--eps`
  public var epsilon: Double?
  /// `--mean` and `--variance`: both or none, then the input's own.
  public var mean: [Double]?
  public var variance: [Double]?
  /// `--at`, a cell of the output or of the gradient, a number for each size; those left out are 0.
  public var place: [Int]?
  /// `--channels`: the output channels of a fresh block; those of the input unless given.
  public var channels: Int?
  /// `--seed`: of a fresh block's weights, of a kernel that is learned, of a network's without `--weights`, or of what dropout drops; 0 unless given.
  public var seed: UInt64?
  /// `--network`: the network whose block or layer it is.
  public var network: String?
  /// That network where it is no file's, but a run's that is under way.
  public var held: HeldNetwork?
  /// `--block`: `layer2.0`.
  public var block: String?
  /// `--layer`: `layer1.0.conv1`, of the network.
  public var layer: String?
  /// `--weights`: a safetensors file for the network.
  public var weights: String?
  /// `--classes`: of the network; as many as the weights tell apart unless given.
  public var classes: Int?
  /// `--backward`: steps are those of a gradient.
  public var isBackward = false
  /// `--gradient`: what arrives at the output; ones unless given.
  public var gradient: TensorSpec?
  /// `--of`: what the gradient goes back to, by its name (`kernel`); the input unless given.
  public var target: String?
  /// `--lr`: of learning; backward the parameter after one step of gradient descent is told.
  public var learningRate: Double?
  /// False with `--no-output`.
  public var includesOutput = true

  public init(_ operation: Operation) { self.operation = operation }

  /// Every picture that is named by it is looked at as ``pictureLook`` says.
  public mutating func lookAtPictures() {
    let look = pictureLook
    input = input?.looked(at: look)
    pointwise = pointwise?.looked(at: look)
    weight = weight?.looked(at: look)
    others = others.map { $0.looked(at: look) }
    gradient = gradient?.looked(at: look)
    kernel = kernel?.looked(at: look)
    targetOutput = targetOutput?.looked(at: look)
  }

  /// Whether a picture is among what it names.
  var namesPicture: Bool {
    var specs = [input, pointwise, weight, gradient].compactMap(\.self) + others
    for case .tensor(let spec) in [kernel, targetOutput] { specs.append(spec) }
    return specs.contains(where: \.isPicture)
  }

  /// What `--target` says.
  public enum TargetChoice: Hashable, Sendable {
    /// From 0.
    case classNumber(Int)
    case output(KernelSpec)
  }

  public var targetChoice: TargetChoice? {
    get { targetClass.map { .classNumber($0) } ?? targetOutput.map { .output($0) } }
    set {
      targetClass = if case .classNumber(let number) = newValue { number } else { nil }
      targetOutput = if case .output(let spec) = newValue { spec } else { nil }
    }
  }

  /// What `--padding` says.
  public enum PaddingChoice: Hashable, Sendable {
    /// Rows and columns on each side.
    case perSide(Pair)
    /// As much as keeps the size.
    case same
  }

  public var paddingChoice: PaddingChoice? {
    get { isPaddedToSame ? .same : padding.map { .perSide($0) } }
    set {
      isPaddedToSame = newValue == .same
      padding = if case .perSide(let pair) = newValue { pair } else { nil }
    }
  }
}

extension KernelSpec {
  fileprivate func looked(at look: PictureLook) -> KernelSpec {
    if case .tensor(let spec) = self { .tensor(spec.looked(at: look)) } else { self }
  }
}
