import CEmbedded
import Ground

/// The course as it was when the program was built: the files of `lessons/`, which `CEmbedded` makes part of
/// the binary.
enum BuiltInLessons {
  static let files: [LessonFile] = {
    var count = 0
    guard let first = ce_lessons(&count) else { return [] }
    return UnsafeBufferPointer(start: first, count: count).compactMap { file in
      let path = String(cString: file.path)
      guard let language = Language(rawValue: String(path.prefix { $0 != "/" })) else { return nil }
      let bytes = UnsafeBufferPointer(start: file.bytes, count: file.count)
      return LessonFile(
        path: path, name: String(path.dropFirst(3).dropLast(3)), language: language,
        text: String(decoding: bytes, as: UTF8.self))
    }
  }()
}
