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

  // Each forwards by a switch of its own: a box around the steps, made for every cell that is drawn,
  // costs more than the cell's arithmetic.

  public var inputShape: Shape {
    switch self {
    case .convolution(let steps): steps.inputShape
    case .pooling(let steps): steps.inputShape
    case .batchNorm(let steps): steps.inputShape
    case .relu(let steps): steps.inputShape
    case .sum(let steps): steps.inputShape
    case .identity(let steps): steps.inputShape
    }
  }

  public var outputShape: Shape {
    switch self {
    case .convolution(let steps): steps.outputShape
    case .pooling(let steps): steps.outputShape
    case .batchNorm(let steps): steps.outputShape
    case .relu(let steps): steps.outputShape
    case .sum(let steps): steps.outputShape
    case .identity(let steps): steps.outputShape
    }
  }

  public var multiplyAdds: Int? {
    switch self {
    case .convolution(let steps): steps.multiplyAdds
    case .pooling(let steps): steps.multiplyAdds
    case .batchNorm(let steps): steps.multiplyAdds
    case .relu(let steps): steps.multiplyAdds
    case .sum(let steps): steps.multiplyAdds
    case .identity(let steps): steps.multiplyAdds
    }
  }

  public subscript(index: Int) -> Step {
    switch self {
    case .convolution(let steps): steps[index]
    case .pooling(let steps): steps[index]
    case .batchNorm(let steps): steps[index]
    case .relu(let steps): steps[index]
    case .sum(let steps): steps[index]
    case .identity(let steps): steps[index]
    }
  }

  public func value(at index: Int) -> Double {
    switch self {
    case .convolution(let steps): steps.value(at: index)
    case .pooling(let steps): steps.value(at: index)
    case .batchNorm(let steps): steps.value(at: index)
    case .relu(let steps): steps.value(at: index)
    case .sum(let steps): steps.value(at: index)
    case .identity(let steps): steps.value(at: index)
    }
  }

  public func inputWindow(at index: Int) -> InputWindow {
    switch self {
    case .convolution(let steps): steps.inputWindow(at: index)
    case .pooling(let steps): steps.inputWindow(at: index)
    case .batchNorm(let steps): steps.inputWindow(at: index)
    case .relu(let steps): steps.inputWindow(at: index)
    case .sum(let steps): steps.inputWindow(at: index)
    case .identity(let steps): steps.inputWindow(at: index)
    }
  }

  public func makeOutput() -> Tensor {
    switch self {
    case .convolution(let steps): steps.makeOutput()
    case .pooling(let steps): steps.makeOutput()
    case .batchNorm(let steps): steps.makeOutput()
    case .relu(let steps): steps.makeOutput()
    case .sum(let steps): steps.makeOutput()
    case .identity(let steps): steps.makeOutput()
    }
  }
}
