/// Why a file or a folder could not be read or written.
public struct FileError: ExplainedError, Hashable {
  public enum Action: Hashable, Sendable { case read, readFolder, write, createFolder, rename }

  public enum Reason: Hashable, Sendable {
    /// The system's error number.
    case system(Int32)
    /// A folder, a pipe or a device where a file was expected.
    case notAFile
    /// Standard input is a terminal, where no bytes of a file come from.
    case terminal
    case largerThan(Int)
    /// The file shrank while it was read.
    case cutShort
    /// A text was expected; `line` counts from 1, `byte` is the first that is no UTF-8.
    case notText(line: Int, byte: UInt8)
    /// A text, but in 16 bits a character, as some editors of Windows save it.
    case utf16
  }

  public let action: Action
  public let path: String
  public let reason: Reason

  public init(_ action: Action, _ path: String, _ reason: Reason) {
    self.action = action
    self.path = path
    self.reason = reason
  }

  public var explanation: Bilingual {
    Bilingual("\(path): \(finding.english)", "\(path): \(finding.vietnamese)")
  }

  /// What is wrong, without the path: something more can stand before it.
  public var finding: Bilingual {
    let reason = reason.name
    let verb = action.verb
    return Bilingual(
      "cannot \(verb.english): \(reason.english)",
      "không thể \(verb.vietnamese): \(reason.vietnamese)")
  }
}

extension FileError.Action {
  fileprivate var verb: Bilingual {
    switch self {
    case .read: Bilingual("read the file", "đọc tệp")
    case .readFolder: Bilingual("read the folder", "đọc thư mục")
    case .write: Bilingual("write the file", "ghi tệp")
    case .createFolder: Bilingual("create the folder", "tạo thư mục")
    case .rename: Bilingual("put it in its place", "đặt vào vị trí")
    }
  }
}

extension FileError.Reason {
  fileprivate var name: Bilingual {
    switch self {
    case .system(let code): Self.name(ofError: code)
    case .notAFile:
      Bilingual(
        "found something that is not a file, expected a file",
        "đây không phải là một tệp thông thường, cần một tệp")
    case .terminal:
      Bilingual(
        "standard input is the terminal, expected a pipe or a file",
        "đầu vào chuẩn đang là terminal, cần một đường ống hoặc một tệp")
    case .largerThan(let limit):
      Bilingual(
        "found a larger file, expected at most \(Language.english.numbers.integer(limit)) bytes",
        "tệp quá lớn, chỉ được tối đa \(Language.vietnamese.numbers.integer(limit)) byte")
    case .cutShort:
      Bilingual(
        "it became shorter while it was read", "tệp bị ngắn đi trong khi đang đọc")
    case .notText(let line, let byte):
      Bilingual(
        "line \(line): found the byte 0x\(Self.hexadecimal(byte)), expected UTF-8 text",
        "dòng \(line): gặp byte 0x\(Self.hexadecimal(byte)), cần văn bản UTF-8")
    case .utf16:
      Bilingual("found UTF-16 text, expected UTF-8", "văn bản theo UTF-16, cần UTF-8")
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  private static func name(ofError code: Int32) -> Bilingual {
    switch code {
    case ENOENT: Bilingual("there is no such file or folder", "không có tệp hay thư mục này")
    case EACCES, EPERM: Bilingual("permission denied", "không có quyền")
    case EROFS: Bilingual("the disk is read-only", "ổ đĩa chỉ cho phép đọc")
    case ENOSPC: Bilingual("the disk is full", "ổ đĩa đã đầy")
    case EDQUOT: Bilingual("the disk quota is used up", "đã hết hạn mức đĩa")
    case ENOTDIR:
      Bilingual("a part of the path is not a folder", "một phần đường dẫn không phải thư mục")
    case EISDIR: Bilingual("it is a folder", "đây là một thư mục")
    case EEXIST, ENOTEMPTY: Bilingual("it exists already", "đã tồn tại")
    case ENAMETOOLONG: Bilingual("the name is too long", "tên quá dài")
    case EFBIG: Bilingual("the file is too large for the disk", "tệp quá lớn so với ổ đĩa")
    case EIO: Bilingual("the disk reports an error", "ổ đĩa báo lỗi")
    default: Bilingual("system error \(code)", "lỗi hệ thống \(code)")
    }
  }
}
