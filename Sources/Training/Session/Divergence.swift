import Ground

/// Training went wrong for good: a quantity is infinite or no number any more.
struct Divergence: ExplainedError, Hashable {
  enum Quantity: Hashable {
    case loss(Double)
    case testLoss(Double)
    case parameters
  }

  /// The step at which it showed, from 1.
  let step: Int
  let quantity: Quantity
  let learningRate: Double

  var explanation: Bilingual {
    let what =
      switch quantity {
      case .loss(let value):
        Bilingual("the loss is \(Self.english(value))", "mất mát \(Self.vietnamese(value))")
      case .testLoss(let value):
        Bilingual(
          "the test loss is \(Self.english(value))",
          "mất mát trên tập kiểm tra \(Self.vietnamese(value))")
      case .parameters:
        Bilingual("a parameter is no longer a number", "có tham số không còn là số hữu hạn")
      }
    return Bilingual(
      "step \(Language.english.numbers.integer(step)): training has diverged, \(what.english); "
        + "expected a learning rate below \(learningRate)",
      "bước \(Language.vietnamese.numbers.integer(step)): huấn luyện đã phân kỳ, \(what.vietnamese); "
        + "cần tốc độ học nhỏ hơn \(learningRate)")
  }

  private static func english(_ value: Double) -> String {
    value.isNaN ? "no longer a number" : "infinite"
  }

  private static func vietnamese(_ value: Double) -> String {
    value.isNaN ? "không còn là một số" : "đã thành vô hạn"
  }
}
