import Ground
import Pictures

/// Why a SPEC is no tensor.
public struct SpecError: FieldError, Hashable {
  public enum Reason: Error, Hashable, Sendable {
    case unknown(String)
    case unknownKernel(String)
    /// No photograph of the program's own.
    case photo(String)
    case pictureFile(path: String, PictureError)
    /// `place` counts from 1.
    case size(place: Int, found: String)
    case sizeCount(found: Int)
    case sizesTooLarge(String)
    case seed(String)
    case literal(LiteralError)
    /// The numbers need more bytes than may be taken.
    case memory(Shape, MemoryExcess)
    case npy(path: String, NPYError)
    case file(FileError)
    /// What is wrong with the tensor that a file holds.
    indirect case inFile(path: String, Reason)
    /// Another number of sizes than what it is for has, none of them 0.
    case rank(Shape, TensorUse)
    case empty(Shape)
  }

  /// `input`
  public let field: String?
  public let reason: Reason

  public init(field: String, reason: Reason) {
    self.field = field
    self.reason = reason
  }

  public var finding: Bilingual { reason.explanation }

  public var findingBesideValue: Bilingual {
    switch reason {
    case .unknown: Bilingual("expected \(Reason.forms.english)", "cần \(Reason.forms.vietnamese)")
    case .unknownKernel(let text): Reason.expectedKernel(instead: text)
    default: finding
    }
  }
}

extension SpecError.Reason {
  fileprivate var explanation: Bilingual {
    switch self {
    case .unknown(let text):
      return Bilingual(
        "found `\(text)`, expected \(Self.forms.english)",
        "nhận được `\(text)`, cần \(Self.forms.vietnamese)")
    case .unknownKernel(let text):
      let expected = Self.expectedKernel(instead: text)
      return Bilingual(
        "found `\(text)`, \(expected.english)", "nhận được `\(text)`, \(expected.vietnamese)")
    case .photo(let name):
      let names = Photo.allCases.map { "photo:\($0.rawValue)" }.joined(separator: ", ")
      return Bilingual(
        "found the photograph `photo:\(name)`, expected one of \(names)",
        "nhận được ảnh `photo:\(name)`, cần một trong \(names)")
    case .pictureFile(let path, let error):
      let sentence = error.explanation
      return Bilingual("\(path): \(sentence.english)", "\(path): \(sentence.vietnamese)")
    case .size(let place, let found):
      return Bilingual(
        "size \(place): found `\(found)`, expected a whole number, 1 or more",
        "kích thước thứ \(place): nhận được `\(found)`, cần một số nguyên từ 1 trở lên")
    case .sizeCount(let found):
      return Bilingual(
        "found \(found) size\(found == 1 ? "" : "s"), expected one to four, such as 3x32x32",
        "nhận được \(found) kích thước, cần từ một đến bốn, như 3x32x32")
    case .sizesTooLarge(let text):
      return Bilingual(
        "found the sizes \(text), whose product is too large",
        "nhận được các kích thước \(text), tích của chúng quá lớn")
    case .seed(let text):
      return Bilingual(
        "the seed: found `\(text)`, expected a whole number, 0 or more",
        "hạt giống: nhận được `\(text)`, cần một số nguyên từ 0 trở lên")
    case .literal(let error): return error.explanation
    case .memory(let shape, let excess):
      return Bilingual(
        "found \(shape), which \(excess.explanation.english)",
        "nhận được \(shape), \(excess.explanation.vietnamese)")
    case .npy(let path, let error):
      return Bilingual(
        "\(path): \(error.explanation.english)", "\(path): \(error.explanation.vietnamese)")
    case .file(let error): return error.explanation
    case .inFile(let path, let reason):
      let sentence = reason.explanation
      return Bilingual("\(path): \(sentence.english)", "\(path): \(sentence.vietnamese)")
    case .rank(let shape, let use):
      let sizes = shape.rank == 0 ? "" : " (\(shape))"
      let found = "\(shape.rank) size\(shape.rank == 1 ? "" : "s")\(sizes)"
      let foundInVietnamese = "\(shape.rank) kích thước\(sizes)"
      let hint = use == .input ? shape.layoutHint : nil
      return Bilingual(
        "found \(found), expected \(use.sizes.english)" + (hint.map { "; \($0.english)" } ?? ""),
        "nhận được \(foundInVietnamese), cần \(use.sizes.vietnamese)"
          + (hint.map { "; \($0.vietnamese)" } ?? ""))
    case .empty(let shape):
      return Bilingual(
        "found \(shape), expected sizes of 1 or more",
        "nhận được \(shape), cần các kích thước từ 1 trở lên")
    }
  }

  fileprivate static func expectedKernel(instead text: String) -> Bilingual {
    let names = KernelName.allCases.map(\.rawValue)
    let list = names.joined(separator: ", ")
    guard let near = closestSpelling(to: text, among: names) else {
      return Bilingual(
        "expected a list such as [[0,1],[2,3]], a .npy file or one of \(list)",
        "cần một danh sách như [[0,1],[2,3]], một tệp .npy hoặc một trong các tên \(list)")
    }
    return Bilingual(
      "expected one of \(list); did you mean \(near)?",
      "cần một trong các tên \(list); có phải ý bạn là \(near)?")
  }

  fileprivate static var forms: Bilingual {
    Bilingual(
      "arange:3x3, ones:…, zeros:…, random:3x32x32@SEED, a list such as [[1,2],[3,4]], a .npy file,"
        + " a picture (.png, .jpg, photo:cat) or a sample such as fashion-mnist/test/17",
      "arange:3x3, ones:…, zeros:…, random:3x32x32@SEED, một danh sách như [[1,2],[3,4]],"
        + " một tệp .npy, một ảnh (.png, .jpg, photo:cat) hoặc một mẫu như fashion-mnist/test/17")
  }
}
