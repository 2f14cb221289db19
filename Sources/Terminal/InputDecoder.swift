import Interface

/// Turns the bytes that a terminal sends into events.
///
/// Besides keys a terminal sends reports, answers and keys that mean nothing here; all of them begin
/// with ESC. They are read to their end by the rules of ECMA-48, in however many parts they come, and
/// what is no event is swallowed whole. An ESC that nothing follows is a key once ``patience`` is over.
struct InputDecoder {
  /// Longer pastes are cut, so that they cannot fill the memory.
  static let longestPaste = 1 << 20
  /// Longer sequences are still read to their end, but mean nothing.
  static let longestSequence = 128
  /// After so long without a byte a paste, or a sequence that has begun, counts as over.
  static let silence = Duration.seconds(1)
  /// `ESC [` and its like may be the whole of a key typed with Alt: after so long they were.
  static let introducerSilence = Duration.milliseconds(100)

  private enum State: Hashable {
    case ground
    case escape, escapeTwice
    /// After `ESC [`, `ESC O`, `ESC [ [`.
    case control, singleShift, linuxFunction
    /// The beginning of a key's sequence that follows none of the rules.
    case irregular
    /// After `ESC ]`, `ESC P`, `ESC X`, `ESC ^`, `ESC _`: text up to BEL or ST.
    case string, stringEscape
    /// The three bytes of an X10 mouse report, the number still to come.
    case mouseReport(left: Int)
    /// The bytes still to come of a character typed with Alt.
    case character(left: Int)
    /// In a paste, with so many bytes of the mark that ends it.
    case paste(matched: Int)
  }

  private let keys: KeySequences
  private let escapeDelay: Duration
  private var state = State.ground
  /// The bytes since ESC, up to ``longestSequence``.
  private var sequence: [UInt8] = []
  private var isOverlong = false
  /// Whether another ESC came right before the sequence's own.
  private var isAltered = false
  private var paste: [UInt8] = []
  /// The bytes of a character that is not whole yet.
  private var pending: [UInt8] = []
  private var events: [Event] = []
  private var answers: [TerminalAnswer] = []

  init(
    keys: KeySequences = KeySequences([]), escapeDelay: Duration = EscapeDelay.usual
  ) {
    self.keys = keys
    self.escapeDelay = escapeDelay
  }

  /// How long to wait for the next byte before ``expire()``; `nil` while nothing has begun.
  var patience: Duration? {
    switch state {
    case .ground: nil
    case .escape, .escapeTwice: escapeDelay
    case .irregular: max(escapeDelay, Self.introducerSilence)
    case .control, .singleShift, .string:
      hasIntroducerAlone ? max(escapeDelay, Self.introducerSilence) : Self.silence
    case .linuxFunction, .stringEscape, .mouseReport, .character, .paste: Self.silence
    }
  }

  /// The events of all that could be read at once.
  mutating func decode(_ bytes: some Sequence<UInt8>) -> [Event] {
    for byte in bytes { take(byte) }
    return takeEvents()
  }

  /// Ends what has begun, after ``patience`` without a byte: an ESC was a key, an unfinished paste is
  /// all there is of it, an unfinished sequence is nothing.
  mutating func expire() -> [Event] {
    switch state {
    case .escape: events.append(.key(.escape))
    case .escapeTwice: events += [.key(.escape), .key(.escape)]
    case .paste(let matched):
      appendToPaste(Self.pasteEnd[..<matched])
      endPaste()
    default: break
    }
    abandon()
    return takeEvents()
  }

  /// What the terminal has answered since the last time.
  mutating func takeAnswers() -> [TerminalAnswer] {
    let taken = answers
    answers = []
    return taken
  }

  private mutating func takeEvents() -> [Event] {
    let taken = events
    events = []
    return taken
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: if byte == Self.escape { begin() } else { takeText(byte) }
    case .escape: takeAfterEscape(byte)
    case .escapeTwice: takeAfterTwoEscapes(byte)
    case .control: takeControl(byte)
    case .singleShift: takeSingleShift(byte)
    case .linuxFunction: takeLinuxFunction(byte)
    case .irregular: takeIrregular(byte)
    case .string: takeString(byte)
    case .stringEscape: takeStringEscape(byte)
    case .mouseReport(let left): takeMouseReport(byte, left: left)
    case .character(let left): takeCharacter(byte, left: left)
    case .paste(let matched): takePaste(byte, matched: matched)
    }
  }
}

// Sequences, from ESC to their last byte.
extension InputDecoder {
  private static let escape: UInt8 = 27
  /// CAN and SUB end any sequence.
  private static let cancels: Set<UInt8> = [0x18, 0x1A]

  private mutating func begin() {
    pending = []
    sequence = [Self.escape]
    isOverlong = false
    isAltered = false
    state = .escape
  }

  private mutating func append(_ byte: UInt8) {
    if sequence.count < Self.longestSequence { sequence.append(byte) } else { isOverlong = true }
  }

  private var hasIntroducerAlone: Bool { sequence.count == 2 }

  /// Leaves the sequence; an ESC right before it was a key of its own.
  private mutating func abandon() {
    if isAltered { events.append(.key(.escape)) }
    isAltered = false
    state = .ground
  }

  /// Leaves the sequence before a byte that cannot belong to it.
  private mutating func abandon(before byte: UInt8) {
    abandon()
    take(byte)
  }

  private mutating func takeAfterEscape(_ byte: UInt8) {
    append(byte)
    switch byte {
    case Self.escape: state = .escapeTwice
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "O"): state = .singleShift
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      state = .string
    case 0x80...: state = Self.continuation(of: byte).map { .character(left: $0) } ?? .ground
    default: finish()
    }
  }

  /// An arrow or a function key with Alt may come as ESC before its sequence; whatever else comes
  /// after two ESC, the first was a key.
  private mutating func takeAfterTwoEscapes(_ byte: UInt8) {
    if byte != UInt8(ascii: "["), byte != UInt8(ascii: "O") { events.append(.key(.escape)) }
    begin()
    takeAfterEscape(byte)
    isAltered = state == .control || state == .singleShift
  }

  private mutating func takeControl(_ byte: UInt8) {
    switch byte {
    case Self.escape:
      abandon(before: byte)
    case _ where Self.cancels.contains(byte) && !hasIntroducerAlone:
      abandon()
    case 0..<0x20, 0x7F...:
      // After the introducer alone it was a key with Alt, and this is the next one. Inside a sequence
      // controls count as they do outside, the rest belongs to nothing.
      if hasIntroducerAlone { return abandon(before: byte) }
      if byte < 0x20 { takeText(byte) } else { isOverlong = true }
    case UInt8(ascii: "$") where isNumberAlone:
      // rxvt's keys with Shift end so.
      append(byte)
      finish()
    case 0x20..<0x40:
      append(byte)
    default:
      append(byte)
      if keys[sequence] == nil, sequence.count == 3 {
        if byte == UInt8(ascii: "M") { return state = .mouseReport(left: 3) }
        if byte == UInt8(ascii: "[") { return state = .linuxFunction }
      }
      finish()
    }
  }

  /// Whether there are digits after `ESC [`, and nothing else.
  private var isNumberAlone: Bool {
    sequence.count > 2
      && sequence.dropFirst(2).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private mutating func takeSingleShift(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"): append(byte)
    case 0x20..<0x7F:
      append(byte)
      finish()
    default: abandon(before: byte)
    }
  }

  private mutating func takeLinuxFunction(_ byte: UInt8) {
    guard (0x20..<0x7F).contains(byte) else { return abandon(before: byte) }
    append(byte)
    finish()
  }

  private mutating func takeIrregular(_ byte: UInt8) {
    guard byte != Self.escape else { return abandon(before: byte) }
    append(byte)
    if keys[sequence] != nil || keys.hasLonger(than: sequence) {
      finish()
    } else {
      abandon(before: byte)
    }
  }

  private mutating func takeMouseReport(_ byte: UInt8, left: Int) {
    guard byte != Self.escape else { return abandon(before: byte) }
    append(byte)
    state = .mouseReport(left: left - 1)
    if left == 1 { conclude(.mouseReport(sequence[3], sequence[4], sequence[5])) }
  }

  private mutating func takeCharacter(_ byte: UInt8, left: Int) {
    guard (0x80..<0xC0).contains(byte) else { return abandon(before: byte) }
    state = left > 1 ? .character(left: left - 1) : .ground
  }

  private mutating func takeString(_ byte: UInt8) {
    switch byte {
    case 7: conclude(nil)
    case Self.escape: state = .stringEscape
    // U+009C, the one byte for ST, in UTF-8.
    case 0x9C where sequence.last == 0xC2:
      sequence.removeLast()
      conclude(nil)
    case _ where hasIntroducerAlone && (byte < 0x20 || byte == 0x7F): abandon(before: byte)
    case _ where Self.cancels.contains(byte): abandon()
    default:
      append(byte)
      // Of a long one the last byte alone is kept up to date.
      if isOverlong { sequence[sequence.count - 1] = byte }
    }
  }

  private mutating func takeStringEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\\"): conclude(nil)
    case Self.escape: break
    default:
      abandon()
      begin()
      takeAfterEscape(byte)
    }
  }

  /// The sequence is whole, unless it is also the beginning of a key's.
  private mutating func finish() {
    if let key = keys[sequence] { return conclude(.key(key)) }
    if keys.hasLonger(than: sequence) { return state = .irregular }
    conclude(isOverlong ? nil : ControlSequence(sequence)?.meaning)
  }

  private mutating func conclude(_ meaning: ControlSequence.Meaning?) {
    if meaning == nil, !isOverlong, let answer = TerminalAnswer(sequence) {
      answers.append(answer)
    }
    if isAltered, case .key = meaning {
      // A key with Alt, which means nothing here.
      isAltered = false
      return abandon()
    }
    abandon()
    switch meaning {
    case .key(let key): events.append(.key(key))
    case .mouse(let mouse): events.append(.mouse(mouse))
    case .pasteBegin:
      paste = []
      state = .paste(matched: 0)
    case nil: break
    }
  }
}

// Text: characters typed, and pastes.
extension InputDecoder {
  private static let pasteEnd: [UInt8] = Array("\u{1b}[201~".utf8)

  private mutating func takePaste(_ byte: UInt8, matched: Int) {
    if byte == Self.pasteEnd[matched] {
      state = .paste(matched: matched + 1)
      if matched + 1 == Self.pasteEnd.count {
        endPaste()
        state = .ground
      }
      return
    }
    appendToPaste(Self.pasteEnd[..<matched])
    if byte == Self.escape { return state = .paste(matched: 1) }
    if paste.count < Self.longestPaste { paste.append(byte) }
    state = .paste(matched: 0)
  }

  private mutating func endPaste() {
    let text = String(decoding: paste, as: UTF8.self)
      .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    paste = []
    if !text.isEmpty { events.append(.paste(text)) }
  }

  private mutating func appendToPaste(_ bytes: ArraySlice<UInt8>) {
    paste += bytes.prefix(Self.longestPaste - paste.count)
  }

  private mutating func takeText(_ byte: UInt8) {
    if byte < 0x80 {
      pending = []
      if let key = Key(ascii: byte) { events.append(.key(key)) }
      return
    }
    if byte >= 0xC0 { pending = [byte] } else if !pending.isEmpty { pending.append(byte) }
    guard let first = pending.first, let left = Self.continuation(of: first),
      pending.count == left + 1
    else { return }
    if let text = String(validating: pending, as: UTF8.self), let character = text.first,
      !character.isControl
    {
      events.append(.key(.character(character)))
    }
    pending = []
  }

  /// How many bytes follow the first one of a character; `nil` for a byte that begins none.
  private static func continuation(of first: UInt8) -> Int? {
    switch first {
    case 0xC0..<0xE0: 1
    case 0xE0..<0xF0: 2
    case 0xF0..<0xF8: 3
    default: nil
    }
  }
}

extension Character {
  /// Whether it is a control character, which no key types.
  fileprivate var isControl: Bool {
    unicodeScalars.first?.properties.generalCategory == .control
  }
}
