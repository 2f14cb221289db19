import Ground
import Tensors

/// Why a network cannot be asked about pictures.
public enum InferenceError: ExplainedError, Hashable {
  case tooMuchMemory(network: String, picture: Shape, MemoryExcess)
  /// The network holds an operation that can only be stepped through.
  case noKernels(layer: String, Bilingual)

  public var explanation: Bilingual {
    switch self {
    case .tooMuchMemory(let network, let picture, let excess):
      Bilingual(
        "network \(network) on a picture of \(picture): \(excess.explanation.english)",
        "mạng \(network) với ảnh \(picture): \(excess.explanation.vietnamese)")
    case .noKernels(let layer, let operation):
      OperationsWithKernels.explanation(layer: layer, operation)
    }
  }
}

/// What is said of an operation that a network cannot run, in training as on one picture.
enum OperationsWithKernels {
  static func explanation(layer: String, _ operation: Bilingual) -> Bilingual {
    Bilingual(
      "layer \(layer): found \(operation.english), expected an operation that networks run with",
      "tầng \(layer): đây là \(operation.vietnamese), cần một phép toán mà mạng chạy được")
  }
}
