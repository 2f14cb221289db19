import Tensors

/// The steps of any operation that can be stepped.
public enum OperationSteps: Steps, Hashable {
  case convolution(ConvolutionSteps)
  case pooling(PoolingSteps)
  case batchNorm(BatchNormSteps)
  case relu(ReLUSteps)
  case sum(SumSteps)
  case identity(IdentitySteps)

  /// The name of the operation on the command line and in reports.
  public var name: String {
    switch self {
    case .convolution: "conv"
    case .pooling(let steps):
      switch steps.kind {
      case .maximum: "maxpool"
      case .average: "avgpool"
      }
    case .batchNorm: "batch_norm"
    case .relu: "relu"
    case .sum: "add"
    case .identity: "identity"
    }
  }

  private var base: any Steps {
    switch self {
    case .convolution(let steps): steps
    case .pooling(let steps): steps
    case .batchNorm(let steps): steps
    case .relu(let steps): steps
    case .sum(let steps): steps
    case .identity(let steps): steps
    }
  }

  public var inputShape: Shape { base.inputShape }
  public var outputShape: Shape { base.outputShape }
  public var multiplyAdds: Int? { base.multiplyAdds }

  public subscript(index: Int) -> Step { base[index] }

  public func value(at index: Int) -> Double { base.value(at: index) }
  public func inputWindow(at index: Int) -> InputWindow { base.inputWindow(at: index) }
  public func makeOutput() -> Tensor { base.makeOutput() }
}
