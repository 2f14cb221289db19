import Ground

extension OperationGuide {
  static let linear = OperationGuide(
    help: Bilingual(
      "A linear layer reads every number of the input: each has its own weight for each output, "
        + "and the sum of the products, with the bias, is one output.",
      "Tầng kết nối đầy đủ đọc mọi số của đầu vào: với mỗi đầu ra, từng số có một trọng số riêng; "
        + "tổng các tích, cộng thêm hệ số điều chỉnh, là một đầu ra."))
}
