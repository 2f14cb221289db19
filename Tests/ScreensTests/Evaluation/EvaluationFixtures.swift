import Operations
import Networks
import Tensors

@testable import Training

/// What an evaluation would answer, made from formulas so that a frame has known numbers.
enum EvaluationFixtures {
  /// Every picture of ten in a row has a class of its own; some are taken for the next class but one.
  static func findings(pictures: Int = 1_000, hasInput: Bool = false) -> ExaminationFindings {
    let classes = TrainingFixtures.clothes
    let labels = (0..<pictures).map { Int32($0 % classes.count) }
    let predictions = labels.enumerated().map { index, label in
      let isWrong = index / 10 % (Int(label) + 2) == 1
      return isWrong ? (Int(label) + 2) % classes.count : Int(label)
    }
    var confusion = Array(
      repeating: Array(repeating: 0, count: classes.count), count: classes.count)
    for (label, said) in zip(labels, predictions) { confusion[Int(label)][said] += 1 }
    let correct = classes.indices.reduce(0) { $0 + confusion[$1][$1] }
    return ExaminationFindings(
      network: "lenet-relu",
      report: DataReport(
        network: "lenet-relu", data: "fashion-mnist", classes: classes,
        evaluation: Evaluation(
          count: pictures, loss: 0.4123, correct: correct, predictions: predictions, logits: [],
          confusion: confusion)),
      labels: labels, hasInput: hasInput)
  }

  static func view(
    network: String = "lenet-relu", node: Int? = nil, label: Int? = 7
  ) throws -> PictureView {
    let snapshot = try TrainingFixtures.snapshot(network: network, node: node ?? 0)
    return PictureView(
      graph: snapshot.facts.graph, shape: snapshot.picture.shape,
      values: snapshot.picture.pixels.map { Double($0) / 255 }, label: label,
      classes: snapshot.facts.classes, maps: snapshot.maps,
      probabilities: snapshot.probabilities)
  }
}
