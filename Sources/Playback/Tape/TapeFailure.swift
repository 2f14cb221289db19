import Ground

/// An expectation of a tape that was not met: the answer is no.
public struct TapeFailure: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case neverShown(text: String, limit: Duration)
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
  public let detail: String

  /// One sentence: file, line, what was found, what was expected.
  public func sentence(file: String) -> TapeSentence {
    let what = reason.sentence
    return TapeSentence(
      "\(file), line \(line): \(what.english)", "\(file), dòng \(line): \(what.vietnamese)")
  }
}

extension TapeFailure.Reason {
  fileprivate var sentence: TapeSentence {
    switch self {
    case .neverShown(let text, let limit):
      TapeSentence(
        "waited \(Self.seconds(limit)) s for \"\(text)\", the screen does not show it",
        "đã đợi \(Self.seconds(limit)) giây nhưng màn hình không hiện \"\(text)\"")
    case .notShown(let text):
      TapeSentence(
        "expected \"\(text)\", the screen does not show it",
        "cần \"\(text)\" nhưng màn hình không hiện")
    case .shown(let text):
      TapeSentence(
        "expected no \"\(text)\", the screen shows it",
        "không được có \"\(text)\" nhưng màn hình lại hiện")
    case .frameMissing(let name):
      TapeSentence(
        "the golden frame \(name).frame is missing (--update writes it)",
        "thiếu khung hình chuẩn \(name).frame (--update sẽ ghi nó)")
    case .frameDamaged(let name, let error):
      TapeSentence(
        "\(name).frame, line \(error.line): found \"\(error.found)\", expected \(error.expected)",
        "\(name).frame, dòng \(error.line): nhận được \"\(error.found)\", cần \(error.expected)")
    case .frameDiffers(let name):
      TapeSentence(
        "the screen differs from \(name).frame", "màn hình khác với \(name).frame")
    case .programEnded:
      TapeSentence(
        "the program has ended before this command", "chương trình đã kết thúc trước lệnh này")
    }
  }

  private static func seconds(_ duration: Duration) -> String {
    var text = "\(duration / .seconds(1))"
    if text.hasSuffix(".0") { text.removeLast(2) }
    return text
  }
}
