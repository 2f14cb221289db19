import Ground

/// Why options of `train` are no recipe.
public enum RecipeError: ExplainedError, Hashable {
  case networkMissing
  case notPositive(option: String, found: Int)
  case rateOutOfRange(option: String, found: Double)
  case tooManyThreads(found: Int)
  case seedTooLarge(found: UInt64)
  case momentumWithAdam(Double)
  /// An option of `--resume` that differs from the run's.
  case differsFromRun(option: String, found: String, run: String)
  /// `--epochs` below what the run has behind it.
  case epochsAlreadyTrained(found: Int, trained: Int)

  public var explanation: Bilingual {
    switch self {
    case .networkMissing:
      Bilingual(
        "train: no network named, expected one of the zoo such as lenet, or --resume",
        "train: chưa nêu tên mạng, cần một mạng có sẵn như lenet, hoặc --resume")
    case .notPositive(let option, let found):
      Bilingual(
        "\(option): found \(found), expected 1 or more",
        "\(option): nhận được \(found), cần từ 1 trở lên")
    case .rateOutOfRange(let option, let found):
      Bilingual(
        "\(option): found \(found), expected a finite number of 0 or more",
        "\(option): nhận được \(found), cần một số hữu hạn từ 0 trở lên")
    case .tooManyThreads(let found):
      Bilingual(
        "--threads: found \(found), expected at most \(Recipe.maximumThreads)",
        "--threads: nhận được \(found), cần nhiều nhất \(Recipe.maximumThreads)")
    case .seedTooLarge(let found):
      Bilingual(
        "--seed: found \(found), expected at most \(Int.max)",
        "--seed: nhận được \(found), cần nhiều nhất \(Int.max)")
    case .momentumWithAdam(let found):
      Bilingual(
        "--momentum: found \(found) with --optimizer adam, expected it with sgd alone",
        "--momentum: nhận được \(found) cùng --optimizer adam, chỉ dùng được với sgd")
    case .differsFromRun(let option, let found, let run):
      Bilingual(
        "\(option): found \(found), expected \(run) as in the run that --resume continues",
        "\(option): nhận được \(found), cần \(run) như lượt huấn luyện mà --resume tiếp tục")
    case .epochsAlreadyTrained(let found, let trained):
      Bilingual(
        "--epochs: found \(found), expected at least the \(trained) that the run has begun",
        "--epochs: nhận được \(found), cần ít nhất \(trained) epoch mà lượt huấn luyện đã bắt đầu")
    }
  }
}
