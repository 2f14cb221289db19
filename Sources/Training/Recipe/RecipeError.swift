import Ground

/// Why options of `train` are no recipe.
public enum RecipeError: FieldError, Hashable {
  case networkMissing
  case notPositive(field: String, found: Int)
  case rateOutOfRange(field: String, found: Double)
  case tooManyThreads(found: Int)
  case seedTooLarge(found: UInt64)
  case momentumWithAdam(Double)
  /// An option that differs from that of the run which goes on.
  case differsFromRun(field: String, found: String, run: String)
  case networkDiffersFromRun(found: String, run: String)
  /// Fewer epochs than the run has behind it.
  case epochsAlreadyTrained(found: Int, trained: Int)

  public var field: String? {
    switch self {
    case .networkMissing, .networkDiffersFromRun: nil
    case .notPositive(let field, _), .rateOutOfRange(let field, _),
      .differsFromRun(let field, _, _):
      field
    case .tooManyThreads: "threads"
    case .seedTooLarge: "seed"
    case .momentumWithAdam: "momentum"
    case .epochsAlreadyTrained: "epochs"
    }
  }

  public var finding: Bilingual {
    switch self {
    case .networkMissing:
      Bilingual(
        "train: no network named, expected one of the zoo such as lenet, or a run to resume",
        "train: chưa nêu tên mạng, cần một mạng có sẵn như lenet, hoặc một lượt để huấn luyện tiếp")
    case .notPositive(_, let found):
      Bilingual("found \(found), expected 1 or more", "nhận được \(found), cần từ 1 trở lên")
    case .rateOutOfRange(_, let found):
      Bilingual(
        "found \(found), expected a finite number of 0 or more",
        "nhận được \(found), cần một số hữu hạn từ 0 trở lên")
    case .tooManyThreads(let found):
      Bilingual(
        "found \(found), expected at most \(Recipe.maximumThreads)",
        "nhận được \(found), cần nhiều nhất \(Recipe.maximumThreads)")
    case .seedTooLarge(let found):
      Bilingual(
        "found \(found), expected at most \(Int.max)",
        "nhận được \(found), cần nhiều nhất \(Int.max)")
    case .momentumWithAdam(let found):
      Bilingual(
        "found \(found) with the optimiser adam, expected it with sgd alone",
        "nhận được \(found) cùng thuật toán adam, chỉ dùng được với sgd")
    case .differsFromRun(_, let found, let run):
      Bilingual(
        "found \(found), expected \(run) as in the run that goes on",
        "nhận được \(found), cần \(run) như lượt huấn luyện đang được tiếp tục")
    case .networkDiffersFromRun(let found, let run):
      Bilingual(
        "train \(found): found the network \(found), expected \(run) as in the run that goes on",
        "train \(found): nhận được mạng \(found), cần \(run) như lượt huấn luyện đang được tiếp tục"
      )
    case .epochsAlreadyTrained(let found, let trained):
      Bilingual(
        "found \(found), expected at least the \(trained) that the run has begun",
        "nhận được \(found), cần ít nhất \(trained) epoch mà lượt huấn luyện đã bắt đầu")
    }
  }
}
