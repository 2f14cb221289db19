import Ground

/// Why bytes are not a `.npy` file of real numbers. Whoever read the file puts its name before it.
public enum NPYError: ExplainedError, Hashable {
  /// What the header has at one place.
  public enum Part: Hashable, Sendable {
    case openingBrace
    /// One of the keys that are still missing.
    case key([String])
    case colon
    case closingBrace(after: String)
    case typeString
    case boolean
    case openingParenthesis
    case size
    case closingParenthesis
    case end
  }

  case unreadable(FileError)
  /// What the file is instead, where that can be told.
  case notNPY(FileKind?)
  case version(UInt8, UInt8)
  case headerCutShort
  case headerTooLong(found: Int, limit: Int)
  /// `place` is a byte of the header, from 0; `found` is empty at its end.
  case header(place: Int, found: String, expected: Part)
  case headerLacks([String])
  case format(String)
  case tooLarge([Int], MemoryExcess)
  /// `found` is `nil` where more follows than can be counted beforehand.
  case dataLength(found: Int?, expected: Int)

  public var explanation: Bilingual {
    switch self {
    case .unreadable(let error): return error.explanation
    case .notNPY(let kind):
      guard let kind else {
        return Bilingual(
          "byte 0: found no \\x93NUMPY, expected a .npy file",
          "byte 0: không thấy \\x93NUMPY, cần một tệp .npy")
      }
      return Bilingual(
        "found \(kind.name.english), expected a .npy file",
        "đây là \(kind.name.vietnamese), cần một tệp .npy")
    case .version(let major, let minor):
      return Bilingual(
        "byte 6: found version \(major).\(minor) of the format, expected 1.0, 2.0 or 3.0",
        "byte 6: nhận được phiên bản \(major).\(minor), cần 1.0, 2.0 hoặc 3.0")
    case .headerCutShort:
      return Bilingual(
        "the header: the file ends before it does, expected a whole .npy file",
        "phần đầu tệp: tệp kết thúc giữa chừng, cần một tệp .npy nguyên vẹn")
    case .headerTooLong(let found, let limit):
      return Bilingual(
        "byte 8: found a header of \(found) bytes, expected at most \(limit)",
        "byte 8: phần đầu tệp dài \(found) byte, chỉ được tối đa \(limit)")
    case .header(let place, let found, let expected):
      let part = expected.name
      return Bilingual(
        "byte \(place) of the header: found \(found.isEmpty ? "its end" : "`\(found)`"), "
          + "expected \(part.english)",
        "byte \(place) của phần đầu tệp: "
          + (found.isEmpty ? "đã hết" : "nhận được `\(found)`") + ", cần \(part.vietnamese)")
    case .headerLacks(let keys):
      let list = keys.joined(separator: ", ")
      return Bilingual(
        "the header: found no \(list), expected descr, fortran_order and shape",
        "phần đầu tệp: không có \(list), cần đủ descr, fortran_order và shape")
    case .format(let found):
      return Bilingual(
        "descr: found \(found), expected real numbers: f2, f4, f8, i1 to i8 or u1 to u8",
        "descr: nhận được \(found), cần số thực: f2, f4, f8, i1 đến i8 hoặc u1 đến u8")
    case .tooLarge(let sizes, let excess):
      let text = sizes.map(String.init).joined(separator: "x")
      return Bilingual(
        "shape: found \(text), which \(excess.explanation.english)",
        "shape: nhận được \(text), \(excess.explanation.vietnamese)")
    case .dataLength(let found?, let expected):
      return Bilingual(
        "the numbers: found \(found) bytes, expected \(expected)",
        "phần số liệu: nhận được \(found) byte, cần \(expected)")
    case .dataLength(nil, let expected):
      return Bilingual(
        "the numbers: found more than \(expected) bytes, expected \(expected)",
        "phần số liệu: nhận được hơn \(expected) byte, cần \(expected)")
    }
  }
}

extension NPYError.Part {
  fileprivate var name: Bilingual {
    switch self {
    case .openingBrace:
      Bilingual("`{` and a dictionary of Python", "`{` và một từ điển của Python")
    case .key(let keys):
      Bilingual(
        keys.map { "'\($0)'" }.joined(separator: " or "),
        keys.map { "'\($0)'" }.joined(separator: " hoặc "))
    case .colon: Bilingual("`:`", "`:`")
    case .closingBrace(let key):
      Bilingual("`,` or `}` after \(key)", "`,` hoặc `}` sau \(key)")
    case .typeString:
      Bilingual("a type such as '<f4'", "một kiểu như '<f4'")
    case .boolean: Bilingual("True or False", "True hoặc False")
    case .openingParenthesis:
      Bilingual("`(` and the sizes, such as (28, 28)", "`(` và các kích thước, như (28, 28)")
    case .size:
      Bilingual(
        "a size, a whole number from 0, or `)`", "một kích thước, số nguyên từ 0 trở lên, hoặc `)`")
    case .closingParenthesis: Bilingual("`,` or `)`", "`,` hoặc `)`")
    case .end: Bilingual("nothing more", "không còn gì nữa")
    }
  }
}
