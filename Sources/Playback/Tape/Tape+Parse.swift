import Interface

extension Tape {
  /// Reads the text of a tape.
  ///
  /// - Throws: ``TapeError`` with the first line that is wrong.
  public init(parsing text: String) throws(TapeError) {
    var reader = TapeReader()
    // Swift takes CR LF for one character, which is a newline too.
    let source = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, content) in source.enumerated() {
      guard let words = tapeWords(content) else {
        throw TapeError(line: index + 1, reason: .unclosedQuote)
      }
      try reader.take(words, line: index + 1)
    }
    self = try reader.tape(lineCount: source.count)
  }
}

/// Gathers the lines of a tape, with those between `Repeat` and `End` written out.
private struct TapeReader {
  private var size: Size?
  private var run: (line: Int, arguments: [String])?
  private var lines: [Tape.Line] = []
  /// The `Repeat`s that are open, the innermost last: where each stands, how often, and where its lines begin.
  private var repeats: [(line: Int, count: Int, start: Int)] = []

  mutating func take(_ words: [String], line: Int) throws(TapeError) {
    guard let first = words.first else { return }
    guard let name = TapeCommandName(rawValue: first) else {
      throw TapeError(line: line, reason: .unknownCommand(first))
    }
    var arguments = TapeArguments(line: line, command: first, words: words.dropFirst())
    switch name {
    case .run:
      guard run == nil else { throw TapeError(line: line, reason: .secondRun) }
      run = (line, Array(words.dropFirst()))
      return
    case .size:
      guard run == nil else { throw TapeError(line: line, reason: .sizeAfterRun) }
      size = try arguments.size()
      try arguments.end()
      return
    default:
      guard run != nil else { throw TapeError(line: line, reason: .beforeRun(command: first)) }
    }
    switch name {
    case .repeat:
      repeats.append((line, try arguments.count(), lines.count))
      try arguments.end()
    case .end:
      guard let open = repeats.popLast() else {
        throw TapeError(line: line, reason: .endWithoutRepeat)
      }
      try arguments.end()
      try write(out: open)
    default:
      if let command = try arguments.command(name) {
        lines.append(Tape.Line(number: line, command: command))
      }
    }
  }

  /// Writes the lines since a `Repeat` as often as it says.
  private mutating func write(
    out open: (line: Int, count: Int, start: Int)
  ) throws(TapeError) {
    let body = Array(lines[open.start...])
    let (repeated, overflows) = body.count.multipliedReportingOverflow(by: open.count)
    guard !overflows, repeated <= Tape.largestCommandCount - open.start else {
      throw TapeError(
        line: open.line, reason: .tooManyCommands(times: open.count, commands: body.count))
    }
    for _ in 1..<open.count { lines += body }
  }

  func tape(lineCount: Int) throws(TapeError) -> Tape {
    guard let run else { throw TapeError(line: max(1, lineCount), reason: .runMissing) }
    if let open = repeats.last { throw TapeError(line: open.line, reason: .repeatWithoutEnd) }
    return Tape(
      size: size ?? Tape.standardSize, arguments: run.arguments, runLine: run.line, lines: lines,
      headCount: size == nil ? 1 : 2)
  }
}

/// Takes the words after a command's name one by one.
struct TapeArguments {
  let line: Int
  let command: String
  var words: ArraySlice<String>

  /// The command with its arguments; `nil` for those that a tape's head takes.
  mutating func command(_ name: TapeCommandName) throws(TapeError) -> TapeCommand? {
    let command: TapeCommand
    switch name {
    case .size, .run, .repeat, .end: return nil
    case .key: command = .key(try key(), count: words.isEmpty ? 1 : try count())
    case .type: command = .type(try text())
    case .click: command = .click(try point())
    case .wheel: command = .wheel(try direction(), try point())
    case .resize: command = .resize(try size())
    case .sleep: command = .sleep(try duration())
    case .train: command = .train(steps: try count())
    case .wait:
      command = .wait(try text(), limit: words.isEmpty ? .seconds(5) : try duration())
    case .expect: command = .expect(try text())
    case .expectNot: command = .expectNot(try text())
    case .golden: command = .golden(try goldenName())
    case .caption: command = .caption(words.isEmpty ? "" : next())
    case .shot: command = .shot(try shot())
    }
    try end()
    return command
  }

  mutating func end() throws(TapeError) {
    guard let first = words.first else { return }
    throw TapeError(line: line, reason: .tooManyArguments(command: command, first: first))
  }

  mutating func size() throws(TapeError) -> Size {
    let word = next()
    let sides = Self.integers(word, separator: "x")
    guard sides.count == 2, sides.allSatisfy({ (1...1000).contains($0) }) else {
      throw wrong(word, .size)
    }
    return Size(columns: sides[0], rows: sides[1])
  }

  private mutating func point() throws(TapeError) -> Point {
    let word = next()
    let place = Self.integers(word, separator: ",")
    guard place.count == 2, place.allSatisfy({ (0..<1000).contains($0) }) else {
      throw wrong(word, .point)
    }
    return Point(column: place[0], row: place[1])
  }

  private mutating func duration() throws(TapeError) -> Duration {
    let word = next()
    let isMilliseconds = word.hasSuffix("ms")
    let number = word.dropLast(isMilliseconds ? 2 : word.hasSuffix("s") ? 1 : word.count)
    // A day at most, so that no sum of times can overflow.
    guard number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let value = Double(number), value >= 0, value <= (isMilliseconds ? 86_400_000 : 86_400)
    else { throw wrong(word, .duration) }
    return .microseconds(Int64((value * (isMilliseconds ? 1000 : 1_000_000)).rounded()))
  }

  mutating func count() throws(TapeError) -> Int {
    let word = next()
    guard let count = Self.integers(word, separator: " ").first, (1...1_000_000).contains(count)
    else { throw wrong(word, .count) }
    return count
  }

  private mutating func key() throws(TapeError) -> Key {
    let word = next()
    guard let key = Key(tapeName: word) else { throw wrong(word, .key) }
    return key
  }

  private mutating func text() throws(TapeError) -> String {
    let word = next()
    guard !word.isEmpty else { throw wrong(word, .text) }
    return word
  }

  private mutating func direction() throws(TapeError) -> Mouse.Action {
    switch next() {
    case "up": .wheelUp
    case "down": .wheelDown
    case let word: throw wrong(word, .direction)
    }
  }

  /// A name is a file's name beside the tape, never a path.
  private mutating func goldenName() throws(TapeError) -> String {
    let word = next()
    guard Self.isName(word) else { throw wrong(word, .name) }
    return word
  }

  /// A name and the ending that says the form.
  private mutating func shot() throws(TapeError) -> Shot {
    let word = next()
    let name = word.prefix { $0 != "." }
    guard Self.isName(name), let form = Shot.Form(rawValue: String(word.dropFirst(name.count + 1)))
    else { throw wrong(word, .shot) }
    return Shot(name: String(name), form: form)
  }

  private static func isName(_ word: some StringProtocol) -> Bool {
    !word.isEmpty && word.count <= 100
      && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }

  private mutating func next() -> String { words.popFirst() ?? "" }

  private func wrong(_ found: String, _ expected: TapeError.Expectation) -> TapeError {
    TapeError(
      line: line, reason: .argument(command: command, found: found, expected: expected))
  }

  /// Whole numbers without a sign; none where a part is anything else.
  private static func integers(_ word: String, separator: Character) -> [Int] {
    let parts = word.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
    }
    return numbers.count == parts.count ? numbers : []
  }
}
