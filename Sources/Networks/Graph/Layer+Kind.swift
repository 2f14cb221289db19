import Ground

extension Layer {
  /// The kind of an operation by the name that JSON, files and steps use.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case convolution = "conv"
    case linear
    case batchNorm = "batch_norm"
    case relu
    case sigmoid
    case maxPooling = "max_pool"
    case averagePooling = "avg_pool"
    case globalAveragePooling = "global_avg_pool"
    case flatten
    case add
  }

  public var kind: Kind {
    switch self {
    case .convolution: .convolution
    case .linear: .linear
    case .batchNorm: .batchNorm
    case .activation(.relu): .relu
    case .activation(.sigmoid): .sigmoid
    case .pooling(let pooling):
      switch pooling.kind {
      case .maximum: .maxPooling
      case .average: .averagePooling
      }
    case .globalAveragePooling: .globalAveragePooling
    case .flatten: .flatten
    case .add: .add
    }
  }
}
