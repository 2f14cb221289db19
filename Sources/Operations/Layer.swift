import Ground
import Tensors

/// Any operation, as a value that can be compared and switched over.
///
/// The one list of operations: a new one is a file beside this one and a line where the compiler asks
/// for it, here and where its passes (Training) and its words (Screens) are chosen.
public enum Layer: Hashable, Sendable {
  case convolution(Convolution)
  case linear(Linear)
  case batchNorm(BatchNorm)
  case relu
  case sigmoid
  case tanh
  case softmax
  case crossEntropy(CrossEntropy)
  case dropout(Dropout)
  case transposedConvolution(TransposedConvolution)
  case shift(ChannelShift)
  case maxPooling(MaxPooling)
  case averagePooling(AveragePooling)
  case globalAveragePooling
  case adaptiveAveragePooling(AdaptiveAveragePooling)
  case flatten
  /// The sum of two feature maps of one shape: the end of a residual block.
  case add
  case concatenation
  case identity

  /// The mathematics.
  public var operation: any Operation {
    switch self {
    case .convolution(let convolution): convolution
    case .linear(let linear): linear
    case .batchNorm(let norm): norm
    case .relu: ReLU()
    case .sigmoid: Sigmoid()
    case .tanh: Tanh()
    case .softmax: Softmax()
    case .crossEntropy(let loss): loss
    case .dropout(let dropout): dropout
    case .transposedConvolution(let convolution): convolution
    case .shift(let shift): shift
    case .maxPooling(let pooling): pooling
    case .averagePooling(let pooling): pooling
    case .globalAveragePooling: GlobalAveragePooling()
    case .adaptiveAveragePooling(let pooling): pooling
    case .flatten: Flatten()
    case .add: Add()
    case .concatenation: Concatenation()
    case .identity: Identity()
    }
  }

  public var kind: Kind { operation.kind }

  /// The operation with its settings: `convolution 3x3, stride 2, padding 1`.
  public var title: Bilingual { operation.title }

  public var parameters: [Parameter] { operation.parameters }

  /// The shape of the output for inputs of the given shapes, `[C, H, W]` or `[F]`.
  ///
  /// - Throws: ``OperationError`` with what was found and what was expected.
  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    let operation = operation
    guard operation.inputCount.contains(inputs.count) else {
      throw .inputCount(found: inputs.count, expected: operation.inputCount)
    }
    return try operation.outputShape(of: inputs)
  }

  /// What the operation is carried out on.
  ///
  /// - Parameters:
  ///   - inputs: batches, `[N, C, H, W]` or `[N, F]`.
  ///   - parameters: in the order of ``parameters``.
  public func operands(
    _ inputs: [Tensor], parameters: [Tensor], mode: Operands.Mode
  ) -> Operands {
    var statistics: ChannelStatistics?
    if case .batchNorm(let norm) = self {
      statistics = norm.statistics(of: inputs[0], parameters: parameters, mode: mode)
    }
    return Operands(inputs: inputs, parameters: parameters, mode: mode, statistics: statistics)
  }
}

extension Layer {
  /// The kind of an operation by the name that JSON and files use.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case convolution = "conv"
    case linear
    case batchNorm = "batch_norm"
    case relu
    case sigmoid
    case tanh
    case softmax
    case crossEntropy = "cross_entropy"
    case dropout
    case transposedConvolution = "conv_transpose"
    case shift
    case maxPooling = "max_pool"
    case averagePooling = "avg_pool"
    case globalAveragePooling = "global_avg_pool"
    case adaptiveAveragePooling = "adaptive_avg_pool"
    case flatten
    case add
    case concatenation = "concat"
    case identity
  }
}

extension Layer.Kind {
  /// The operation in words, as a sentence or a table names it.
  public var title: Bilingual {
    switch self {
    case .convolution: Bilingual("convolution", "tích chập")
    case .linear: Bilingual("fully connected", "kết nối đầy đủ")
    case .batchNorm: Bilingual("batch normalisation", "chuẩn hóa theo batch")
    case .relu: Bilingual("ReLU", "ReLU")
    case .sigmoid: Bilingual("sigmoid", "sigmoid")
    case .tanh: Bilingual("tanh", "tanh")
    case .softmax: Bilingual("softmax", "softmax")
    case .crossEntropy: Bilingual("cross-entropy", "entropy chéo")
    case .dropout: Bilingual("dropout", "dropout")
    case .transposedConvolution: Bilingual("transposed convolution", "tích chập chuyển vị")
    case .shift: Bilingual("shift", "dịch kênh")
    case .maxPooling: Bilingual("max pooling", "gộp cực đại")
    case .averagePooling: Bilingual("average pooling", "gộp trung bình")
    case .globalAveragePooling: Bilingual("global average pooling", "gộp trung bình toàn cục")
    case .adaptiveAveragePooling:
      Bilingual("adaptive average pooling", "gộp trung bình thích ứng")
    case .flatten: Bilingual("flatten", "trải phẳng")
    case .add: Bilingual("sum", "tổng")
    case .concatenation: Bilingual("concatenation", "ghép nối")
    case .identity: Bilingual("identity", "ánh xạ đồng nhất")
    }
  }

  /// The shortest name that people use, for a chain of operations on one line: `conv › BN › ReLU`.
  public var shortTitle: Bilingual {
    switch self {
    case .convolution: Bilingual("conv", "tích chập")
    case .linear: Bilingual("dense", "đầy đủ")
    case .batchNorm: Bilingual("BN", "BN")
    case .maxPooling: Bilingual("max pool", "gộp cực đại")
    case .averagePooling: Bilingual("avg pool", "gộp trung bình")
    case .globalAveragePooling: Bilingual("global avg", "gộp toàn cục")
    case .adaptiveAveragePooling: Bilingual("adaptive avg", "gộp thích ứng")
    case .transposedConvolution: Bilingual("conv transpose", "chuyển vị")
    default: title
    }
  }
}
