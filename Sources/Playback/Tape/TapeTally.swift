import Ground

/// What came of some tapes.
public struct TapeTally: Sendable {
  public private(set) var tapeCount = 0
  public private(set) var commandCount = 0
  public private(set) var passedCheckCount = 0
  /// What was not met, with the file of its tape.
  public private(set) var failures: [(file: String, failure: TapeFailure)] = []
  /// Golden frames and shots, in the order in which they were written.
  public private(set) var written: [WrittenFile] = []

  public init() {}

  /// Adds a tape that has been played.
  public mutating func add<Host>(_ session: TapeSession<Host>, file: String) {
    tapeCount += 1
    commandCount += session.commandCount
    passedCheckCount += session.passedCheckCount
    failures += session.failures.map { (file, $0) }
    written += session.written
  }

  /// One line: how much was played, and what failed.
  public var sentence: Bilingual {
    let passed = Bilingual(
      "\(Self.count(tapeCount, "tape")), \(Self.count(commandCount, "command")), "
        + "\(Self.count(passedCheckCount, "check")) passed",
      "\(tapeCount) băng, \(commandCount) lệnh, \(passedCheckCount) lần kiểm tra đạt")
    guard !failures.isEmpty else { return passed }
    return Bilingual(
      "\(passed.english), \(failures.count) failed: "
        + failures.map { "\($0.file), line \($0.failure.line)" }.joined(separator: "; "),
      "\(passed.vietnamese), \(failures.count) không đạt: "
        + failures.map { "\($0.file), dòng \($0.failure.line)" }.joined(separator: "; "))
  }

  private static func count(_ number: Int, _ word: String) -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }
}
