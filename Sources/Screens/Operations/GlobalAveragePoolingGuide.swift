import Ground

extension OperationGuide {
  static let globalAveragePooling = OperationGuide(
    help: Bilingual(
      "Global average pooling: of each channel's map one number remains, the mean of all its cells.",
      "Gộp trung bình toàn cục: mỗi ánh xạ đặc trưng (một kênh) chỉ còn một số, trung bình của mọi ô trong đó."
    ))
}
