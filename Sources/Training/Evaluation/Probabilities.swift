import Tensors

/// The softmax of one picture's logits, in `Double`.
func probabilities(of logits: [Float]) -> [Double] {
  Reference.softmax(Tensor(shape: [1, logits.count], elements: logits.map(Double.init))).elements
}
