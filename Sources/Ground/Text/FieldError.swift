/// An error of one field: of a setting on a screen, of an option on the command line.
///
/// What is at fault and what was found there are values, so that nobody reads a sentence to learn what it
/// is about. A screen writes the finding beside the field; only the command line puts `--` before its name.
public protocol FieldError: ExplainedError {
  /// The name that the field has everywhere: `padding`; `nil` where none is at fault.
  var field: String? { get }
  /// What is said of the field before the finding: an axis, `(height)`, or the value, `digits`.
  var detail: Bilingual? { get }
  /// What was found and what was expected.
  var finding: Bilingual { get }
  /// The finding where the value that was found stands before it.
  var findingBesideValue: Bilingual { get }
}

extension FieldError {
  public var detail: Bilingual? { nil }
  public var findingBesideValue: Bilingual { finding }

  /// The field's name and the finding.
  public var explanation: Bilingual { sentence(prefix: "") }

  /// - Parameter prefix: what stands before the name of a field.
  public func sentence(prefix: String) -> Bilingual {
    guard let field else { return finding }
    func sentence(in language: Language) -> String {
      "\(prefix)\(field)\(detail.map { " " + $0[language] } ?? ""): \(finding[language])"
    }
    return Bilingual(sentence(in: .english), sentence(in: .vietnamese))
  }
}
