import Ground

extension OperationGuide {
  static let linear = OperationGuide(
    help: Bilingual(
      "A linear layer reads every number of the input: each has its own weight for each output, "
        + "and the sum of the products, with the bias, is one output.",
      "Lớp tuyến tính đọc mọi số của đầu vào: với mỗi đầu ra, từng số có trọng số riêng, và tổng "
        + "các tích cộng với độ lệch là một đầu ra."))
}
