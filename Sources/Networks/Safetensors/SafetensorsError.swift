import Ground
import Tensors

/// Why a safetensors file cannot be read, or is not the one of this network.
public struct SafetensorsError: ExplainedError, Hashable {
  public enum Member: Hashable, Sendable { case typeName, sizes, offsets }

  public enum Reason: Error, Hashable, Sendable {
    case unreadable(FileError)
    case tooShort(found: Int)
    case headerTooLarge(found: UInt64, limit: Int)
    case headerCutShort(found: Int, expected: Int)
    case headerStart(found: UInt8?)
    case header(JSONError)
    /// What the file is instead.
    case otherKind(FileKind)
    /// `key` is `nil` where the whole of it is no object.
    case metadata(key: String?, found: JSON)
    /// `found` is `nil` where it is missing.
    case member(String, String, found: JSON?, Member)
    case unknownType(String, found: String)
    case shapeOverflow(String, [Int])
    case byteCount(String, found: Int, expected: Int, type: String, shape: Shape)
    case partialByte(String, bits: Int, type: String, shape: Shape)
    /// A hole or an overlap: the tensor begins elsewhere than where the one before it ends.
    case place(String, found: Int, expected: Int)
    /// The bytes after the header are more or fewer than the tensors need.
    case data(found: Int, expected: Int)
    case notFloat(String, found: String)
    case tooMuchMemory(MemoryExcess)
    case weights(WeightsError)
  }

  public let file: String
  public let reason: Reason

  public init(_ file: String, _ reason: Reason) {
    self.file = file
    self.reason = reason
  }

  public var explanation: Bilingual {
    if case .unreadable(let error) = reason { return error.explanation }
    let text = reason.text
    return Bilingual("\(file): \(text.english)", "\(file): \(text.vietnamese)")
  }
}

extension SafetensorsError.Reason {
  fileprivate var text: Bilingual {
    switch self {
    case .unreadable(let error): return error.explanation
    case .tooShort(let found):
      return Bilingual(
        "found \(found) bytes, expected 8 or more with the length of the header",
        "chỉ có \(found) byte, cần từ 8 byte trở lên chứa độ dài phần đầu")
    case .headerTooLarge(let found, let limit):
      return Bilingual(
        "byte 0: found a header of \(found) bytes, expected at most \(limit)",
        "byte 0: phần đầu dài \(found) byte, chỉ được tối đa \(limit)")
    case .headerCutShort(let found, let expected):
      return Bilingual(
        "byte 8: found \(found) bytes, expected a header of \(expected); the file is cut short",
        "byte 8: chỉ còn \(found) byte, cần phần đầu dài \(expected); tệp bị cụt")
    case .headerStart(let found):
      return Bilingual(
        "byte 8: found \(found.map { "the byte \($0)" } ?? "no JSON object"), expected `{`",
        "byte 8: \(found.map { "gặp byte \($0)" } ?? "không có đối tượng JSON"), cần `{`")
    case .header(let error):
      return Bilingual(
        "header: \(error.explanation.english)", "phần đầu: \(error.explanation.vietnamese)")
    case .otherKind(let kind):
      return Bilingual(
        "found \(kind.name.english), expected a safetensors file",
        "đây là \(kind.name.vietnamese), cần một tệp safetensors")
    case .metadata(let key, let found):
      let place = "`__metadata__`" + (key.map { " `\($0)`" } ?? "")
      return Bilingual(
        "header: \(place): found \(found.excerpt), expected "
          + (key == nil ? "an object of strings" : "a string"),
        "phần đầu: \(place): nhận được \(found.excerpt), cần "
          + (key == nil ? "một đối tượng gồm các chuỗi" : "một chuỗi"))
    case .member(let name, let member, let found?, let expected):
      return Bilingual(
        "tensor \"\(name)\": `\(member)`: found \(found.excerpt), "
          + "expected \(expected.name.english)",
        "tensor \"\(name)\": `\(member)`: nhận được \(found.excerpt), "
          + "cần \(expected.name.vietnamese)")
    case .member(let name, let member, nil, let expected):
      return Bilingual(
        "tensor \"\(name)\": `\(member)` is missing, expected \(expected.name.english)",
        "tensor \"\(name)\": thiếu `\(member)`, cần \(expected.name.vietnamese)")
    case .unknownType(let name, let found):
      return Bilingual(
        "tensor \"\(name)\": found the type \"\(found)\", expected one of safetensors, as F32",
        "tensor \"\(name)\": kiểu \"\(found)\" không hợp lệ, cần một kiểu của safetensors, như F32")
    case .shapeOverflow(let name, let sizes):
      return Bilingual(
        "tensor \"\(name)\": found the shape \(sizes), expected one whose product does not overflow",
        "tensor \"\(name)\": kích thước \(sizes) có tích bị tràn số, cần một tích nhỏ hơn")
    case .byteCount(let name, let found, let expected, let type, let shape):
      return Bilingual(
        "tensor \"\(name)\": found \(found) bytes, "
          + "expected \(expected) for \(type) of shape \(shape.sizes)",
        "tensor \"\(name)\": có \(found) byte, cần \(expected) cho \(type) kích thước \(shape.sizes)"
      )
    case .partialByte(let name, let bits, let type, let shape):
      return Bilingual(
        "tensor \"\(name)\": found \(bits) bits for \(type) of shape \(shape.sizes), "
          + "expected whole bytes",
        "tensor \"\(name)\": \(type) kích thước \(shape.sizes) chiếm \(bits) bit, cần số byte nguyên"
      )
    case .place(let name, let found, let expected):
      return Bilingual(
        "tensor \"\(name)\": found its data at byte \(found), "
          + "expected \(expected), where the data before it ends",
        "tensor \"\(name)\": dữ liệu bắt đầu ở byte \(found), "
          + "cần \(expected), nơi dữ liệu đứng trước kết thúc")
    case .data(let found, let expected):
      return Bilingual(
        "found \(found) bytes of data after the header, expected \(expected)",
        "có \(found) byte dữ liệu sau phần đầu, cần \(expected)")
    case .notFloat(let name, let found):
      return Bilingual(
        "tensor \"\(name)\": found the type \(found), expected F32, F16, BF16 or F64",
        "tensor \"\(name)\": kiểu là \(found), cần F32, F16, BF16 hoặc F64")
    case .tooMuchMemory(let excess):
      return Bilingual(
        "reading its tensors \(excess.explanation.english)",
        "đọc các tensor trong đó \(excess.explanation.vietnamese)")
    case .weights(let error): return error.explanation
    }
  }
}

extension SafetensorsError.Member {
  fileprivate var name: Bilingual {
    switch self {
    case .typeName: Bilingual("the name of a type, as \"F32\"", "tên một kiểu, như \"F32\"")
    case .sizes:
      Bilingual("a list of whole numbers from 0", "một danh sách số nguyên từ 0 trở lên")
    case .offsets:
      Bilingual(
        "two whole numbers, the first byte and the one after the last",
        "hai số nguyên: byte đầu tiên và byte ngay sau byte cuối cùng")
    }
  }
}
