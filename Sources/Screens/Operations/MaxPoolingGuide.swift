import Ground

extension OperationGuide {
  static let maxPooling = OperationGuide(
    help: Bilingual(
      "Max pooling: the window moves over the input, each channel by itself, and the largest "
        + "number under it is one cell of the output.",
      "Gộp cực đại: cửa sổ di chuyển trên đầu vào, từng kênh riêng, và số lớn nhất dưới cửa sổ là "
        + "một ô của đầu ra."))
}
