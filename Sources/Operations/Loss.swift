import Ground
import Tensors

/// Softmax with cross-entropy: the loss that networks are trained with, in `Double`.
public enum Loss {
  /// The probabilities of each row of logits `[N, K]`.
  public static func softmax(_ logits: Tensor) -> Tensor {
    let classes = logits.shape[1]
    var output = logits
    for picture in 0..<logits.shape[0] {
      let row = (picture * classes)..<((picture + 1) * classes)
      // The largest logit is taken off first, so that `exp` cannot overflow.
      let largest = logits.elements[row].max() ?? 0
      for index in row { output.elements[index] = exp(logits.elements[index] - largest) }
      let sum = output.elements[row].reduce(0, +)
      for index in row { output.elements[index] /= sum }
    }
    return output
  }

  /// The mean over the batch of `-log softmax(logits)[label]`, in nats.
  ///
  /// - Parameters:
  ///   - logits: `[N, K]`
  ///   - labels: `N` classes in `0..<K`
  public static func crossEntropy(_ logits: Tensor, labels: [Int]) -> Double {
    precondition(labels.count == logits.shape[0], "a label for every picture")
    let classes = logits.shape[1]
    var total = 0.0
    for (picture, label) in labels.enumerated() {
      let row = logits.elements[(picture * classes)..<((picture + 1) * classes)]
      let largest = row.max() ?? 0
      let sum = row.reduce(0) { $0 + exp($1 - largest) }
      total += log(sum) + largest - logits[picture, label]
    }
    return total / Double(labels.count)
  }

  /// The gradient of ``crossEntropy(_:labels:)``: `(softmax - one-hot) / N`, `[N, K]`.
  public static func crossEntropyBackward(logits: Tensor, labels: [Int]) -> Tensor {
    var gradient = softmax(logits)
    for (picture, label) in labels.enumerated() { gradient[picture, label] -= 1 }
    for index in gradient.elements.indices { gradient.elements[index] /= Double(labels.count) }
    return gradient
  }
}
