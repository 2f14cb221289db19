import Ground

extension OperationGuide {
  static let relu = OperationGuide(
    help: Bilingual(
      "ReLU works cell by cell: what is above 0 passes unchanged, everything else becomes 0.",
      "ReLU làm việc trên từng ô: số lớn hơn 0 đi qua nguyên vẹn, mọi số khác thành 0."))
}
