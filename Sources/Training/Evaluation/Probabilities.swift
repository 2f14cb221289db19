import Operations
import Tensors

/// The softmax of one picture's logits, in `Double`.
func probabilities(of logits: [Float]) -> [Double] {
  Loss.softmax(Tensor(shape: [1, logits.count], elements: logits.map(Double.init))).elements
}
