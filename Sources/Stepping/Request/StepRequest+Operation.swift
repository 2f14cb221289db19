import Ground
import Operations

extension StepRequest {
  /// What can be stepped, by its name on the command line: a case here, and what it takes in ``declaration``.
  public enum Operation: String, CaseIterable, Hashable, Sendable {
    case convolution = "conv"
    case transposedConvolution = "convtranspose"
    case shift
    case maxPooling = "maxpool"
    case averagePooling = "avgpool"
    case globalAveragePooling = "globalavgpool"
    case adaptiveAveragePooling = "adaptiveavgpool"
    case linear
    case relu
    case sigmoid
    case tanh
    case softmax
    case crossEntropy = "crossentropy"
    case dropout
    case batchNorm = "batchnorm"
    case add
    case concatenation = "concat"
    case separable
    case residual
    case block
    case learn
  }
}

extension StepRequest.Operation {
  public var declaration: StepDeclaration {
    switch self {
    case .convolution: .convolution
    case .transposedConvolution: .transposedConvolution
    case .shift: .shift
    case .maxPooling: .maxPooling
    case .averagePooling: .averagePooling
    case .globalAveragePooling: .elementary(.globalAveragePooling)
    case .adaptiveAveragePooling: .adaptiveAveragePooling
    case .linear: .linear
    case .relu: .elementary(.relu)
    case .sigmoid: .elementary(.sigmoid)
    case .tanh: .elementary(.tanh)
    case .softmax: .elementary(.softmax, usualInput: [5])
    case .crossEntropy: .crossEntropy
    case .dropout: .dropout
    case .batchNorm: .batchNorm
    case .add: .join(.add)
    case .concatenation: .join(.concatenation)
    case .separable: .separable
    case .residual: .residual
    case .block: .block
    case .learn: .learn
    }
  }

  /// What it is as a layer of a network; `nil` for a block.
  public var kind: Layer.Kind? { declaration.kind }

  /// Whether it is made of operations, and has stages.
  public var isBlock: Bool { declaration.form == .block }

  /// Whether a kernel is learned.
  public var isLearning: Bool { declaration.form == .learning }

  /// The operation's name for a person.
  public var title: Bilingual {
    switch self {
    case .separable:
      Bilingual("depthwise-separable convolution", "tích chập phân tách theo chiều sâu")
    case .learn: Bilingual("learning a kernel", "học hạt nhân")
    case .residual: Bilingual("residual block", "khối phần dư")
    default: kind?.title ?? Bilingual("network block", "khối của mạng")
    }
  }

  /// The same in a menu.
  public var shortTitle: Bilingual {
    self == .separable ? Bilingual("separable", "phân tách") : kind?.shortTitle ?? title
  }
}
