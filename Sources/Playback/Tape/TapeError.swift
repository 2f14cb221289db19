import Ground

/// A text in both languages of the program. This room knows no other way to speak to a person; who
/// runs the tape chooses.
public struct TapeSentence: Hashable, Sendable {
  public let english: String
  public let vietnamese: String

  init(_ english: String, _ vietnamese: String) {
    self.english = english
    self.vietnamese = vietnamese
  }
}

/// What is wrong with the text of a tape: bad input, with the line.
public struct TapeError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case unknownCommand(String)
    case unclosedQuote
    case argument(command: String, found: String, expected: Expectation)
    case tooManyArguments(command: String, first: String)
    /// `Size` after `Run`, where `Resize` is meant.
    case sizeAfterRun
    case secondRun
    case beforeRun(command: String)
    case runMissing
  }

  /// What an argument should have been.
  public enum Expectation: Hashable, Sendable {
    case size, point, duration, count, key, text, direction, name
  }

  /// Counted from 1.
  public let line: Int
  public let reason: Reason

  /// One sentence: file, line, what was found, what was expected.
  public func sentence(file: String) -> TapeSentence {
    let what = reason.sentence
    return TapeSentence(
      "\(file), line \(line): \(what.english)", "\(file), dòng \(line): \(what.vietnamese)")
  }
}

extension TapeError.Reason {
  fileprivate var sentence: TapeSentence {
    switch self {
    case .unknownCommand(let word):
      TapeSentence(
        "unknown command \"\(word)\", expected one of \(TapeCommandName.list)",
        "không có lệnh \"\(word)\", cần một trong các lệnh \(TapeCommandName.list)")
    case .unclosedQuote:
      TapeSentence(
        "a quotation mark is not closed, expected \" at the end of the text",
        "dấu nháy chưa được đóng, cần \" ở cuối đoạn văn bản")
    case .argument(let command, let found, let expected):
      TapeSentence(
        "\(command): found \(found.isEmpty ? "nothing" : "\"\(found)\""), "
          + "expected \(expected.words.english)",
        "\(command): nhận được \(found.isEmpty ? "không có gì" : "\"\(found)\""), "
          + "cần \(expected.words.vietnamese)")
    case .tooManyArguments(let command, let first):
      TapeSentence(
        "\(command): found \"\(first)\", expected nothing more",
        "\(command): nhận được \"\(first)\", lẽ ra phải hết dòng")
    case .sizeAfterRun:
      TapeSentence(
        "Size stands after Run, expected before it (after it: Resize)",
        "Size đứng sau Run, cần đứng trước (sau Run thì dùng Resize)")
    case .secondRun:
      TapeSentence(
        "Run stands here a second time, expected once",
        "Run xuất hiện lần thứ hai, chỉ được một lần")
    case .beforeRun(let command):
      TapeSentence(
        "\(command) stands before Run, expected after it",
        "\(command) đứng trước Run, cần đứng sau Run")
    case .runMissing:
      TapeSentence(
        "the tape ends without Run, expected a command line to run",
        "băng kết thúc mà không có Run, cần một dòng lệnh để chạy")
    }
  }
}

extension TapeError.Expectation {
  fileprivate var words: TapeSentence {
    switch self {
    case .size:
      TapeSentence("COLUMNSxROWS, each 1 to 1000", "CỘTxHÀNG, mỗi số từ 1 đến 1000")
    case .point: TapeSentence("COLUMN,ROW, each from 0", "CỘT,HÀNG, mỗi số từ 0")
    case .duration:
      TapeSentence(
        "a time such as 500ms or 2s, 86400s at most",
        "một khoảng thời gian như 500ms hoặc 2s, tối đa 86400s")
    case .count:
      TapeSentence("a whole number from 1 to 1000000", "một số nguyên từ 1 đến 1000000")
    case .key:
      TapeSentence(
        "a key such as Up, Enter, F1, Ctrl+C or one character",
        "một phím như Up, Enter, F1, Ctrl+C hoặc một ký tự")
    case .text: TapeSentence("a text in quotation marks", "một đoạn văn bản trong dấu nháy")
    case .direction: TapeSentence("up or down", "up hoặc down")
    case .name:
      TapeSentence(
        "a name of letters, digits, - and _", "một tên gồm chữ cái, chữ số, - và _")
    }
  }
}
