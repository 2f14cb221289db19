import Ground

extension OperationGuide {
  static let convolution = OperationGuide(
    help: Bilingual(
      "The window moves over the input. Where it stands, each number under it is multiplied "
        + "by the number of the kernel above it, and the sum is one cell of the output.",
      "Cửa sổ di chuyển trên đầu vào. Tại mỗi vị trí, từng số dưới cửa sổ được nhân với số tương "
        + "ứng của hạt nhân, và tổng là một ô của đầu ra."))
}
