import Ground
import Networks
import Operations

/// A run that after an epoch knows no more than one who guesses: why that may be, and what to try.
struct ChanceLevel: Hashable {
  private let epoch: Int
  private let loss: Double
  private let classes: Int
  private let network: String
  private let optimizer: Optimizer
  /// Sigmoids and tanhs, whose derivatives are small far from 0.
  private let squashes: Bool

  /// Whoever has taken so few steps has not had the time to learn.
  private static let leastSteps = 50

  /// `nil` where the network does better than chance: its loss is below that of equal probabilities, `ln classes`, or
  /// it is right clearly more often than one in `classes`.
  init?(_ result: TrainingSnapshot.EpochResult, of facts: TrainingFacts) {
    classes = facts.graph.classes
    guard classes > 1, result.step >= Self.leastSteps,
      result.trainLoss >= 0.98 * log(Double(classes)),
      result.trainAccuracy <= 1.5 / Double(classes)
    else { return nil }
    epoch = result.epoch
    loss = result.trainLoss
    network = facts.recipe.network
    optimizer = facts.recipe.optimizer
    squashes = facts.graph.nodes.contains { [.sigmoid, .tanh].contains($0.layer.kind) }
  }

  var explanation: Bilingual {
    let (reason, advice) = (reason, advice)
    func found(_ language: Language) -> String { language.numbers.fixed(loss, decimals: 3) }
    return Bilingual(
      "epoch \(epoch): a loss of \(found(.english)) is that of guessing among \(classes) classes: "
        + "\(reason.english); \(advice.english)",
      "epoch \(epoch): mất mát \(found(.vietnamese)) bằng với đoán mò giữa \(classes) lớp: "
        + "\(reason.vietnamese); \(advice.vietnamese)")
  }

  private var isSGD: Bool { if case .sgd = optimizer.rule { true } else { false } }

  private var reason: Bilingual {
    let rates = (
      Language.english.numbers.significant(optimizer.learningRate),
      Language.vietnamese.numbers.significant(optimizer.learningRate)
    )
    guard squashes, isSGD else {
      return Bilingual(
        "a learning rate of \(rates.0) may be too small, or so large that it jumps past every minimum",
        "tốc độ học \(rates.1) có thể quá nhỏ, hoặc lớn đến mức nhảy qua mọi cực tiểu")
    }
    return Bilingual(
      "behind several sigmoids hardly anything is left of a gradient, and SGD with a learning rate of \(rates.0) "
        + "hardly moves the first layers",
      "qua nhiều hàm sigmoid, gradient gần như không còn gì, và SGD với tốc độ học \(rates.1) hầu như không làm "
        + "các tầng đầu thay đổi")
  }

  private var advice: Bilingual {
    guard squashes, isSGD else {
      return Bilingual(
        "try --lr ten times smaller or larger", "hãy thử --lr nhỏ hơn hoặc lớn hơn mười lần")
    }
    // The book's own rate for LeNet (Dive into Deep Learning, 7.6).
    let rate = optimizer.learningRate < 0.5
    let other = Zoo.names.contains("\(network)-relu") ? "\(network)-relu" : nil
    let english =
      (rate ? ["--lr 0.9"] : ["more epochs"]) + ["--optimizer adam"] + (other.map { [$0] } ?? [])
    let vietnamese =
      (rate ? ["--lr 0.9"] : ["thêm epoch"]) + ["--optimizer adam"] + (other.map { [$0] } ?? [])
    return Bilingual(
      "try " + english.joined(separator: ", "), "hãy thử " + vietnamese.joined(separator: ", "))
  }
}
