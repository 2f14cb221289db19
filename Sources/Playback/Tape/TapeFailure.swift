import Ground

/// An expectation of a tape that was not met: the answer is no.
public struct TapeFailure: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// - Parameter isTraining: whether only training could still have brought it.
    case neverShown(text: String, limit: Duration, isTraining: Bool)
    case notShown(text: String)
    case shown(text: String)
    case frameMissing(name: String)
    case frameDamaged(name: String, GoldenFrameError)
    case frameDiffers(name: String)
    /// The program has ended before this command.
    case programEnded
  }

  /// The line of the tape, counted from 1.
  public let line: Int
  public let reason: Reason
  /// The screen, or how the frames differ.
  public let detail: Bilingual

  /// One sentence: file, line, what was found, what was expected.
  public func sentence(file: String) -> Bilingual {
    let what = reason.sentence
    return Bilingual(
      "\(file), line \(line): \(what.english)", "\(file), dòng \(line): \(what.vietnamese)")
  }
}

extension TapeFailure.Reason {
  fileprivate var sentence: Bilingual {
    switch self {
    case .neverShown(let text, let limit, let isTraining):
      Bilingual(
        "waited \(Self.seconds(limit)) s for \"\(text)\", the screen does not show it"
          + (isTraining ? "; in a tape training goes on only with Train N" : ""),
        "đã đợi \(Self.seconds(limit)) giây nhưng màn hình không hiện \"\(text)\""
          + (isTraining ? "; trong băng, việc huấn luyện chỉ tiến khi có lệnh Train N" : ""))
    case .notShown(let text):
      Bilingual(
        "expected \"\(text)\", the screen does not show it",
        "cần \"\(text)\" nhưng màn hình không hiện")
    case .shown(let text):
      Bilingual(
        "expected no \"\(text)\", the screen shows it",
        "không được có \"\(text)\" nhưng màn hình lại hiện")
    case .frameMissing(let name):
      Bilingual(
        "the golden frame \(name).frame is missing (--update writes it)",
        "thiếu khung hình chuẩn \(name).frame (--update sẽ ghi nó)")
    case .frameDamaged(let name, let error):
      Bilingual(
        "\(name).frame, line \(error.line): found \"\(error.found)\", "
          + "expected \(error.expected.english)",
        "\(name).frame, dòng \(error.line): nhận được \"\(error.found)\", "
          + "cần \(error.expected.vietnamese)")
    case .frameDiffers(let name):
      Bilingual(
        "the screen differs from \(name).frame", "màn hình khác với \(name).frame")
    case .programEnded:
      Bilingual(
        "the program has ended before this command", "chương trình đã kết thúc trước lệnh này")
    }
  }

  private static func seconds(_ duration: Duration) -> String {
    var text = "\(duration / .seconds(1))"
    if text.hasSuffix(".0") { text.removeLast(2) }
    return text
  }
}
