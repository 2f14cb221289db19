import Ground
import Interface

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
    case repeatWithoutEnd
    case endWithoutRepeat
    /// A `Repeat` that would write out too much.
    case tooManyCommands(times: Int, commands: Int)
    /// A place of the mouse that the window does not have.
    case outside(command: String, Point, Size)
  }

  /// What an argument should have been.
  public enum Expectation: Hashable, Sendable {
    case size, point, duration, count, key, text, direction, name, shot
  }

  /// Counted from 1.
  public let line: Int
  public let reason: Reason

  /// One sentence: file, line, what was found, what was expected.
  public func sentence(file: String) -> Bilingual {
    let what = reason.sentence
    return Bilingual(
      "\(file), line \(line): \(what.english)", "\(file), dòng \(line): \(what.vietnamese)")
  }
}

extension TapeError.Reason {
  fileprivate var sentence: Bilingual {
    switch self {
    case .unknownCommand(let word):
      Bilingual(
        "unknown command \"\(word)\", expected one of \(TapeCommandName.list)",
        "không có lệnh \"\(word)\", cần một trong các lệnh \(TapeCommandName.list)")
    case .unclosedQuote:
      Bilingual(
        "a quotation mark is not closed, expected \" at the end of the text",
        "dấu nháy chưa được đóng, cần \" ở cuối đoạn văn bản")
    case .argument(let command, let found, let expected):
      Bilingual(
        "\(command): found \(found.isEmpty ? "nothing" : "\"\(found)\""), "
          + "expected \(expected.words.english)",
        "\(command): nhận được \(found.isEmpty ? "không có gì" : "\"\(found)\""), "
          + "cần \(expected.words.vietnamese)")
    case .tooManyArguments(let command, let first):
      Bilingual(
        "\(command): found \"\(first)\", expected nothing more",
        "\(command): nhận được \"\(first)\", lẽ ra phải hết dòng")
    case .sizeAfterRun:
      Bilingual(
        "Size stands after Run, expected before it (after it: Resize)",
        "Size đứng sau Run, cần đứng trước (sau Run thì dùng Resize)")
    case .secondRun:
      Bilingual(
        "Run stands here a second time, expected once",
        "Run xuất hiện lần thứ hai, chỉ được một lần")
    case .beforeRun(let command):
      Bilingual(
        "\(command) stands before Run, expected after it",
        "\(command) đứng trước Run, cần đứng sau Run")
    case .runMissing:
      Bilingual(
        "the tape ends without Run, expected a command line to run",
        "băng kết thúc mà không có Run, cần một dòng lệnh để chạy")
    case .repeatWithoutEnd:
      Bilingual(
        "Repeat: found no End, expected one after the commands to repeat",
        "Repeat: không thấy End, cần End sau các lệnh được lặp lại")
    case .endWithoutRepeat:
      Bilingual(
        "End stands without a Repeat, expected Repeat N before it",
        "End đứng một mình, cần Repeat N ở phía trước")
    case .tooManyCommands(let times, let commands):
      Bilingual(
        "Repeat: found \(times) times \(commands) commands, "
          + "expected at most \(Tape.largestCommandCount) commands in all",
        "Repeat: \(commands) lệnh lặp lại \(times) lần là quá nhiều, "
          + "cả băng chỉ được tối đa \(Tape.largestCommandCount) lệnh")
    case .outside(let command, let point, let size):
      Bilingual(
        "\(command): found the place \(point.column),\(point.row), expected one inside "
          + "\(size.columns)x\(size.rows) (from 0,0 to \(size.columns - 1),\(size.rows - 1))",
        "\(command): vị trí \(point.column),\(point.row) nằm ngoài màn hình "
          + "\(size.columns)x\(size.rows), cần từ 0,0 đến \(size.columns - 1),\(size.rows - 1)")
    }
  }
}

extension TapeError.Expectation {
  fileprivate var words: Bilingual {
    switch self {
    case .size:
      Bilingual("COLUMNSxROWS, each 1 to 1000", "CỘTxHÀNG, mỗi số từ 1 đến 1000")
    case .point: Bilingual("COLUMN,ROW, each from 0", "CỘT,HÀNG, mỗi số từ 0")
    case .duration:
      Bilingual(
        "a time such as 500ms or 2s, 86400s at most",
        "một khoảng thời gian như 500ms hoặc 2s, tối đa 86400s")
    case .count:
      Bilingual("a whole number from 1 to 1000000", "một số nguyên từ 1 đến 1000000")
    case .key:
      Bilingual(
        "a key such as Up, Enter, F1, Ctrl+C or one character",
        "một phím như Up, Enter, F1, Ctrl+C hoặc một ký tự")
    case .text: Bilingual("a text in quotation marks", "một đoạn văn bản trong dấu nháy")
    case .direction: Bilingual("up or down", "up hoặc down")
    case .name:
      Bilingual(
        "a name of letters, digits, - and _", "một tên gồm chữ cái, chữ số, - và _")
    case .shot:
      Bilingual(
        "a name of letters, digits, - and _ that ends in \(Shot.Form.list)",
        "một tên gồm chữ cái, chữ số, - và _, kết thúc bằng \(Shot.Form.list)")
    }
  }
}
