import Ground

extension OperationGuide {
  static let batchNorm = OperationGuide(
    help: Bilingual(
      "Batch normalisation brings each channel to mean 0 and variance 1, then stretches it by γ "
        + "and moves it by β.",
      "Chuẩn hóa theo batch đưa mỗi kênh về trung bình 0 và phương sai 1, rồi nhân với γ và cộng "
        + "thêm β."))
}
