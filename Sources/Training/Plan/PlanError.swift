import Ground
import Networks
import Tensors

/// Why a network cannot be trained or restored as asked.
public enum PlanError: ExplainedError, Hashable {
  case batchNotPositive(Int)
  case threadsNotPositive(Int)
  /// A normalisation over one value: it would always be 0.
  case oneValueToNormalise(layer: String, pictures: Int)
  /// The network must end in one vector of logits.
  case outputIsNotVector(network: String, Shape)
  case tooMuchMemory(network: String, batch: Int, MemoryExcess)
  /// The network holds an operation that can only be stepped through.
  case noKernels(layer: String, Bilingual)
  case missingState(name: String)
  case unknownState(name: String)
  case stateShape(name: String, found: Shape, expected: Shape)
  case stepsNegative(Int)

  public var explanation: Bilingual {
    switch self {
    case .batchNotPositive(let found):
      Bilingual(
        "batch: found \(found), expected 1 or more pictures",
        "batch: nhận được \(found), cần từ 1 ảnh trở lên")
    case .threadsNotPositive(let found):
      Bilingual(
        "threads: found \(found), expected 1 or more",
        "số luồng: nhận được \(found), cần từ 1 trở lên")
    case .noKernels(let layer, let operation):
      OperationsWithKernels.explanation(layer: layer, operation)
    case .oneValueToNormalise(let layer, let pictures):
      Bilingual(
        "batch: \(layer) would normalise one value a channel (a map of 1x1, and a batch of \(pictures) picture), "
          + "expected two or more pictures in every batch, the last one too",
        "batch: \(layer) sẽ chuẩn hóa trên một giá trị mỗi kênh (ánh xạ 1x1, batch \(pictures) ảnh), "
          + "cần từ hai ảnh trở lên trong mọi batch, kể cả batch cuối")
    case .outputIsNotVector(let network, let shape):
      Bilingual(
        "network \(network): found an output of \(shape), expected one row of logits",
        "mạng \(network): đầu ra có kích thước \(shape), cần một hàng logit")
    case .tooMuchMemory(let network, let batch, let excess):
      Bilingual(
        "batch of \(batch) for network \(network): \(excess.explanation.english)",
        "batch \(batch) ảnh cho mạng \(network): \(excess.explanation.vietnamese)")
    case .missingState(let name):
      Bilingual(
        "optimiser state: tensor \"\(name)\" is missing, expected one for every parameter",
        "trạng thái của thuật toán tối ưu: thiếu tensor \"\(name)\", mỗi tham số cần một tensor")
    case .unknownState(let name):
      Bilingual(
        "optimiser state: found tensor \"\(name)\", expected only those of this optimiser",
        "trạng thái của thuật toán tối ưu: nhận được tensor \"\(name)\", "
          + "chỉ được có các tensor của thuật toán tối ưu này")
    case .stateShape(let name, let found, let expected):
      Bilingual(
        "optimiser state: tensor \"\(name)\" has the shape \(found), expected \(expected)",
        "trạng thái của thuật toán tối ưu: tensor \"\(name)\" có kích thước \(found), cần \(expected)"
      )
    case .stepsNegative(let found):
      Bilingual(
        "optimiser state: found \(found) steps, expected 0 or more",
        "trạng thái của thuật toán tối ưu: nhận được \(found) bước, cần từ 0 trở lên")
    }
  }
}
