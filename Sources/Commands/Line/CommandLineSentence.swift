import Ground

extension Error {
  /// What the command line says of an error: one sentence that begins with the option at fault.
  public var commandLineSentence: Bilingual {
    switch self {
    case let error as any FieldError: error.sentence(prefix: "--")
    case let error as any ExplainedError: error.explanation
    default: Bilingual("\(self)", "\(self)")
    }
  }
}
