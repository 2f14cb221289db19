import Ground

extension OperationGuide {
  static let averagePooling = OperationGuide(
    help: Bilingual(
      "Average pooling: the window moves over the input, each channel by itself, and the mean of "
        + "the numbers under it is one cell of the output.",
      "Gộp trung bình: cửa sổ di chuyển trên đầu vào, từng kênh riêng, và trung bình của các số "
        + "dưới cửa sổ là một ô của đầu ra."))
}
