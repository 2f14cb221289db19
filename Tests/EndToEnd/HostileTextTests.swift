import Ground
import Testing

/// Whatever names and files hold, a terminal gets text and line breaks.
@Suite struct HostileTextTests {
  /// All that would move a cursor, begin a sequence, turn the reading direction or break a line.
  private static let hostile =
    "\u{1B}[31m\u{1B}]0;x\u{7}\u{8}\u{B}\u{C}\u{7F}\u{9B}2J\u{85}\u{202E}\u{2066}\u{2028}\u{FEFF}"

  private func expectNoControls(
    _ run: CommandRun, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for text in [run.standardOutput, run.standardError] {
      let raw = text.unicodeScalars.filter {
        $0 != "\n"
          && ($0.properties.generalCategory == .control || $0.properties.generalCategory == .format
            || $0.properties.generalCategory == .lineSeparator)
      }
      #expect(raw.isEmpty, "\(text.debugDescription)", sourceLocation: sourceLocation)
    }
  }

  @Test func `a lesson prints no control character from its text, code or tables`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "en/01-odd.md",
      """
      \u{FEFF}# Odd \(Self.hostile)\r
      \r
      A summary \(Self.hostile)\r
      \r
      ## Page \(Self.hostile)\r
      \r
      Words \(Self.hostile) and `code \(Self.hostile)`\r
      \r
      ```\r
      code\tline \(Self.hostile)\r
      ```\r
      \r
      | a | \(Self.hostile) |\r
      |---|---|\r
      | 飛行機 | x |\r
      | ab | y |\r
      """)
    let lessons = ["CONVSCOPE_LESSONS": folder.path]
    let text = try CommandRun(["lesson", "odd", "--text"], environment: lessons)
    #expect(text.status == 0)
    expectNoControls(text)
    #expect(text.standardOutput.contains(#"\x1b[31m"#))
    #expect(text.standardOutput.hasPrefix(#"Odd \x1b"#))
    #expect(text.standardOutput.contains("code    line"))
    #expect(text.standardOutput.contains("飛行機  x\n"))
    #expect(text.standardOutput.contains("ab      y\n"))
    let list = try CommandRun(["lesson", "--list"], environment: lessons)
    expectNoControls(list)
    expectNoControls(try CommandRun(["lesson", Self.hostile], environment: lessons))
  }

  @Test func `the rows of a golden frame that differs are shown without their controls`() throws {
    let folder = try TemporaryFolder()
    try folder.write("odd.tape", "\u{FEFF}Size 20x5\r\nRun lesson\r\nGolden odd\r\n")
    #expect(
      try CommandRun(["play", folder.path + "/odd.tape", "--headless", "--update"]).status == 0)
    let frame = try TextFile.read(folder.path + "/odd.frame")
    var lines = frame.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[3] = "|" + Array(Self.hostile.prefix(20)).map(String.init).joined() + "|"
    lines[4] = "|\u{1B}" + lines[4].dropFirst(2)
    try folder.write("odd.frame", "\u{FEFF}" + lines.joined(separator: "\n"))
    let run = try CommandRun(["play", folder.path + "/odd.tape", "--headless"])
    #expect(run.status == 1)
    #expect(!run.standardError.isEmpty)
    expectNoControls(run)
  }

  @Test(arguments: [
    "step conv --input", "show", "eval", "train lenet --data", "play", "lesson", "",
  ])
  func `a word of the command line comes back without its controls`(command: String) throws {
    let words = command.split(separator: " ").map(String.init) + ["/" + Self.hostile]
    let run = try CommandRun(words)
    #expect(run.status == 2)
    #expect(run.standardError.split(separator: "\n").count == 1)
    expectNoControls(run)
  }

  @Test func `tensor names with controls are told without them`() throws {
    let folder = try TemporaryFolder()
    let header = #"{"a\u001b[31m\u009b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init)
    try folder.write("w.safetensors", bytes: length + Array(header.utf8) + [0, 0, 0, 0])
    let run = try CommandRun([
      "eval", "lenet", "--weights", folder.path + "/w.safetensors", "--input", "ones:28x28",
    ])
    #expect(run.status == 2)
    expectNoControls(run)
  }
}
