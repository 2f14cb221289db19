import Ground

/// Why a file is no picture. Whoever read it puts its name before it.
public enum PictureError: ExplainedError, Hashable {
  case unreadable(FileError)
  /// What the file is instead, where that can be told, and the format that its name tells.
  case notPicture(FileKind?, expected: PictureFile.Format?)
  /// What the decoder says of it.
  case damaged(PictureFile.Format, String)
  /// A picture without pixels.
  case empty(height: Int, width: Int)

  public var explanation: Bilingual {
    switch self {
    case .unreadable(let error): return error.explanation
    case .notPicture(let kind, let expected):
      let wanted =
        expected.map(\.kind.name) ?? Bilingual("a PNG or JPEG picture", "một ảnh PNG hoặc JPEG")
      guard let kind else {
        return Bilingual(
          "byte 0: found no beginning of a picture, expected \(wanted.english)",
          "byte 0: đầu tệp không phải của một ảnh, cần \(wanted.vietnamese)")
      }
      return Bilingual(
        "found \(kind.name.english), expected \(wanted.english)",
        "đây là \(kind.name.vietnamese), cần \(wanted.vietnamese)")
    case .damaged(let format, let reason):
      let name = format.kind.name
      return Bilingual(
        "found \(name.english) that is damaged (\(reason)), expected a whole one",
        "\(name.vietnamese) bị hỏng (\(reason)), cần một ảnh nguyên vẹn")
    case .empty(let height, let width):
      return Bilingual(
        "found a picture of \(height)x\(width) pixels, expected sizes of 1 or more",
        "ảnh có \(height)x\(width) điểm ảnh, cần kích thước từ 1 trở lên")
    }
  }
}
