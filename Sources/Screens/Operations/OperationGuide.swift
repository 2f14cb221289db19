import Ground
import Stepping

/// What a screen says of one operation in words; one file an operation holds it.
struct OperationGuide: Sendable {
  /// What happens in one step, for the help.
  let help: Bilingual
}

extension StepRequest.Operation {
  var guide: OperationGuide {
    switch self {
    case .convolution, .residual: .convolution
    case .maxPooling: .maxPooling
    case .averagePooling: .averagePooling
    case .globalAveragePooling: .globalAveragePooling
    case .linear: .linear
    case .relu: .relu
    case .sigmoid: .sigmoid
    case .batchNorm: .batchNorm
    case .add: .add
    }
  }
}
