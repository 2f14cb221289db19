/// Why a text is not the JSON that was expected, and where.
///
/// The sentence names the place in the text; whoever read the file puts its name before it.
public struct JSONError: ExplainedError, Hashable {
  public enum Reason: Hashable, Sendable {
    /// `found` is `nil` at the end of the text.
    case unexpected(found: UInt8?, expected: Expected)
    case duplicateKey(String)
    case tooDeep(Int)
    case numberOutOfRange
    case controlCharacter(UInt8)
    case invalidUTF8
    case loneSurrogate
  }

  public enum Expected: Hashable, Sendable {
    case value, key, digit, escape, endOfText
    case character(String)
    case separator(close: String)
  }

  public let reason: Reason
  /// The byte, from 0.
  public let offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  public var explanation: Bilingual {
    let reason = reason.explanation
    return Bilingual(
      "byte \(offset) of the JSON: \(reason.english)",
      "byte \(offset) của JSON: \(reason.vietnamese)")
  }
}

extension JSONError.Reason {
  fileprivate var explanation: Bilingual {
    switch self {
    case .unexpected(let found, let expected):
      let (found, expected) = (Self.name(of: found), expected.name)
      return Bilingual(
        "found \(found.english), expected \(expected.english)",
        "nhận được \(found.vietnamese), cần \(expected.vietnamese)")
    case .duplicateKey(let key):
      return Bilingual(
        "found the key \"\(key)\" a second time, expected each key once",
        "khóa \"\(key)\" xuất hiện lần thứ hai, mỗi khóa chỉ được có một lần")
    case .tooDeep(let limit):
      return Bilingual(
        "found deeper nesting than \(limit) levels, expected at most \(limit)",
        "lồng sâu hơn \(limit) mức, chỉ cho phép tối đa \(limit)")
    case .numberOutOfRange:
      return Bilingual(
        "found a number too large for a double, expected a finite one",
        "số quá lớn so với kiểu double, cần một số hữu hạn")
    case .controlCharacter(let byte):
      return Bilingual(
        "found the control character \(byte) in a string, expected it escaped",
        "gặp ký tự điều khiển \(byte) trong chuỗi, cần viết nó dưới dạng thoát")
    case .invalidUTF8:
      return Bilingual(
        "found a string that is not UTF-8, expected UTF-8",
        "chuỗi không phải UTF-8, cần UTF-8")
    case .loneSurrogate:
      return Bilingual(
        "found half of a surrogate pair, expected both halves",
        "gặp một nửa của cặp surrogate, cần đủ cả hai nửa")
    }
  }

  private static func name(of byte: UInt8?) -> Bilingual {
    guard let byte else { return Bilingual("the end of the text", "cuối văn bản") }
    guard (0x21..<0x7F).contains(byte) else {
      return Bilingual("the byte \(byte)", "byte có giá trị \(byte)")
    }
    let character = Character(Unicode.Scalar(byte))
    return Bilingual("`\(character)`", "`\(character)`")
  }
}

extension JSONError.Expected {
  fileprivate var name: Bilingual {
    switch self {
    case .value: Bilingual("a value", "một giá trị")
    case .key: Bilingual("a key in quotation marks", "một khóa trong dấu ngoặc kép")
    case .digit: Bilingual("a digit", "một chữ số")
    case .escape: Bilingual("an escape of JSON", "một dãy thoát của JSON")
    case .endOfText: Bilingual("the end of the text", "cuối văn bản")
    case .character(let character): Bilingual("`\(character)`", "`\(character)`")
    case .separator(let close): Bilingual("`,` or `\(close)`", "`,` hoặc `\(close)`")
    }
  }
}
