import Ground
import Networks
import Tensors

/// Where the pictures come from that a network is asked about.
public enum PictureSource: Hashable, Sendable {
  case input
  /// A data set, as it was named.
  case data(String)
}

/// Why a trained network cannot be asked about some pictures.
public enum EvaluationError: FieldError, Hashable {
  case classCount(data: String, found: Int, network: String, expected: Int)
  /// The number of classes is not what the weights have.
  case classes(found: Int, network: String, expected: Int)
  /// A picture has three sizes.
  case inputShape(Shape)
  /// Pictures for which the weights are not made; `expected` are such as they are made for.
  case pictures(PictureSource, found: Shape, network: String, expected: Shape)
  /// The name of a network, which knows nothing without weights.
  case weightsMissing(network: String)
  /// Nothing has that name; `suggestion` is the network whose name is meant perhaps.
  case noSubject(String, suggestion: String?)
  /// A file where a checkpoint's folder or a network's name was expected.
  case subjectIsFile(String, FileKind?)
  /// Weights alone know no data set.
  case nothingToAskAbout

  public var field: String? {
    switch self {
    case .classCount, .pictures(.data, _, _, _): "data"
    case .classes: "classes"
    case .inputShape, .pictures(.input, _, _, _): "input"
    case .weightsMissing: "weights"
    case .noSubject, .subjectIsFile, .nothingToAskAbout: nil
    }
  }

  /// The data set's name.
  public var detail: Bilingual? {
    switch self {
    case .classCount(let data, _, _, _), .pictures(.data(let data), _, _, _): Bilingual(data, data)
    default: nil
    }
  }

  public var finding: Bilingual {
    switch self {
    case .classCount(_, let found, let network, let expected):
      return Bilingual(
        "found \(found) classes, expected \(expected) as in the weights of \(network)",
        "có \(found) lớp, cần \(expected) lớp như trong trọng số của \(network)")
    case .classes(let found, let network, let expected):
      return Bilingual(
        "found \(found), expected \(expected) as in the weights of \(network)",
        "nhận được \(found), cần \(expected) như trong trọng số của \(network)")
    case .inputShape(let found):
      return Bilingual(
        "found the shape \(found), expected channels x rows x columns",
        "kích thước là \(found), cần số kênh x số hàng x số cột")
    case .pictures(_, let found, let network, let expected):
      let hint = found.layoutHint
      return Bilingual(
        "found pictures of \(found), expected \(expected), as the weights of \(network) need it"
          + (hint.map { "; \($0.english)" } ?? ""),
        "ảnh có kích thước \(found), cần \(expected) đúng với trọng số của \(network)"
          + (hint.map { "; \($0.vietnamese)" } ?? ""))
    case .weightsMissing(let network):
      return Bilingual(
        "not given, but the network \(network) needs it; or name a checkpoint in its place",
        "chưa cho, nhưng mạng \(network) cần trọng số; hoặc nêu một checkpoint thay cho tên mạng")
    case .subjectIsFile(let path, let kind):
      let kind = kind?.name ?? Bilingual("a file", "một tệp")
      return Bilingual(
        "\(path): found \(kind.english), expected a checkpoint's folder, or a network's name and "
          + "the file with its weights",
        "\(path): đây là \(kind.vietnamese), cần thư mục của một checkpoint, hoặc tên một mạng "
          + "và kèm theo tệp trọng số của nó")
    case .noSubject(let path, let suggestion):
      return Bilingual(
        "\(path): found nothing of that name, expected a checkpoint, the folder of a run, or a network"
          + (suggestion.map { "; did you mean \($0)?" } ?? ""),
        "\(path): không có gì mang tên này, cần một checkpoint, thư mục của một lượt huấn luyện, hoặc một mạng"
          + (suggestion.map { "; có phải ý bạn là \($0)?" } ?? ""))
    case .nothingToAskAbout:
      return Bilingual(
        "eval: found neither a data set nor a picture, expected --data or --input",
        "eval: chưa có tập dữ liệu hay ảnh nào, cần --data hoặc --input")
    }
  }
}
