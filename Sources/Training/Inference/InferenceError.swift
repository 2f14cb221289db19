import Ground
import Tensors

/// Why a network cannot be asked about pictures.
public enum InferenceError: ExplainedError, Hashable {
  case tooMuchMemory(network: String, picture: Shape, MemoryExcess)

  public var explanation: Bilingual {
    switch self {
    case .tooMuchMemory(let network, let picture, let excess):
      Bilingual(
        "network \(network) on a picture of \(picture): \(excess.explanation.english)",
        "mạng \(network) với ảnh \(picture): \(excess.explanation.vietnamese)")
    }
  }
}
