import Ground
import Operations
import Stepping
import Tensors

/// Why a command line is not understood: one sentence that names the option, what was found and
/// what was expected.
public enum CommandLineError: ExplainedError, Hashable {
  case unknownCommand(String, suggestion: String?)
  case unknownOption(String, command: String, suggestion: String?)
  /// The option exists, but not for this operation.
  case optionOfOther(String, command: String, owners: [String])
  case missingValue(String, expected: Bilingual)
  case unexpectedValue(String, found: String)
  case badValue(ValueError)
  /// A SPEC that is none; the error names the option.
  case badSpec(SpecError)
  case missingOperand(String, command: String)
  case unexpectedOperand(String, command: String)
  /// Two options that do not go together.
  case excluding(String, String)
  /// An option that takes one operand of a command that takes several.
  case onlyOne(String, String, found: Int)
  case unknownOperation(String, suggestion: String?)
  /// Options of a step that do not go together; the error names them.
  case badRequest(StepError)

  public var explanation: Bilingual {
    switch self {
    case .unknownCommand(let found, let suggestion):
      Self.unknown(
        Bilingual("command", "lệnh"), found, suggestion, expected: HelpTopic.commandNames)
    case .unknownOperation(let found, let suggestion):
      Self.unknown(
        Bilingual("operation of step", "phép toán của step"), found, suggestion,
        expected: StepRequest.Operation.allCases.map(\.rawValue))
    case .unknownOption(let found, let command, let suggestion):
      Bilingual(
        "\(found): \(command) has no such option"
          + (suggestion.map { "; did you mean \($0)?" } ?? " (see \(command) --help)"),
        "\(found): \(command) không có tùy chọn này"
          + (suggestion.map { "; có phải ý bạn là \($0)?" } ?? " (xem \(command) --help)"))
    case .optionOfOther(let option, let command, let owners):
      Bilingual(
        "\(option): not an option of \(command), only of \(owners.joined(separator: ", "))",
        "\(option): không phải tùy chọn của \(command), chỉ của \(owners.joined(separator: ", "))")
    case .missingValue(let option, let expected):
      Bilingual(
        "\(option): no value found, expected \(expected.english)",
        "\(option): thiếu giá trị, cần \(expected.vietnamese)")
    case .unexpectedValue(let option, let found):
      Bilingual(
        "\(option): found the value \(quoted(found)), expected none",
        "\(option): nhận được giá trị \(quoted(found)), tùy chọn này không có giá trị")
    case .badValue(let error): error.commandLineSentence
    case .badSpec(let error): error.commandLineSentence
    case .badRequest(let error): error.commandLineSentence
    case .missingOperand(let name, let command):
      Bilingual(
        "\(name): not given, but \(command) needs it (see \(command) --help)",
        "\(name): chưa có, \(command) cần có (xem \(command) --help)")
    case .unexpectedOperand(let found, let command):
      Bilingual(
        "\(quoted(found)): \(command) expects nothing more (see \(command) --help)",
        "\(quoted(found)): \(command) không cần thêm gì nữa (xem \(command) --help)")
    case .excluding(let option, let other):
      Bilingual(
        "\(option): found \(other) beside it, expected only one of the two",
        "\(option): có thêm \(other), chỉ được dùng một trong hai")
    case .onlyOne(let option, let operand, let count):
      Bilingual(
        "\(option): found \(count) times \(operand), expected one",
        "\(option): có \(count) \(operand), chỉ được một")
    }
  }

  private static func unknown(
    _ kind: Bilingual, _ found: String, _ suggestion: String?, expected: [String]
  ) -> Bilingual {
    let names = expected.joined(separator: ", ")
    return Bilingual(
      "\(kind.english): found \(quoted(found)), "
        + (suggestion.map { "did you mean \($0)?" } ?? "expected one of \(names)"),
      "\(kind.vietnamese): nhận được \(quoted(found)), "
        + (suggestion.map { "có phải ý bạn là \($0)?" } ?? "cần một trong \(names)"))
  }
}

/// A value that its field cannot have.
public struct ValueError: FieldError, Hashable {
  public let field: String?
  public let found: String
  public let expected: Bilingual

  public init(field: String, found: String, expected: Bilingual) {
    self.field = field
    self.found = found
    self.expected = expected
  }

  public var finding: Bilingual {
    Bilingual(
      "found \(quoted(found)), expected \(expected.english)",
      "nhận được \(quoted(found)), cần \(expected.vietnamese)")
  }

  public var findingBesideValue: Bilingual {
    Bilingual("expected \(expected.english)", "cần \(expected.vietnamese)")
  }
}

/// The text in quotation marks, on one line and not longer than a line can bear.
private func quoted(_ text: String) -> String {
  let visible = text.printable
  return "\"" + String(visible.prefix(60)) + (visible.count > 60 ? "…" : "") + "\""
}

extension HelpTopic {
  /// The commands by the names that are typed.
  static var commandNames: [String] { allCases.filter { $0 != .program }.map(\.rawValue) }
}
