import Interface

/// Turns what curses reads, bytes and key codes, into events.
///
/// UTF-8 is decoded here, since `wget_wch` swallows keys after an invalid byte. Between the two marks
/// of a bracketed paste everything is text.
struct InputDecoder {
  /// One thing that curses read.
  enum Code: Hashable {
    case byte(UInt8)
    /// A key that curses knows.
    case key(Key)
    case mouse(Mouse)
    case pasteBegin, pasteEnd
    /// A key that means nothing here.
    case unknown
  }

  /// Longer pastes are cut, so that they cannot fill the memory.
  static let longestPaste = 1 << 20

  private var paste: [UInt8]?
  /// The bytes of a character that is not whole yet.
  private var pending: [UInt8] = []

  var isPasting: Bool { paste != nil }

  /// The events of all that could be read at once.
  mutating func decode(_ codes: [Code]) -> [Event] {
    var events: [Event] = []
    var index = 0
    while index < codes.count {
      let code = codes[index]
      index += 1
      if paste != nil {
        if code == .pasteEnd { events.append(contentsOf: endPaste()) }
        if case .byte(let byte) = code { appendToPaste(byte) }
        continue
      }
      switch code {
      case .pasteBegin:
        paste = []
        pending = []
      case .pasteEnd, .unknown: break
      case .key(let key): events.append(.key(key))
      case .mouse(let mouse): events.append(.mouse(mouse))
      case .byte(27):
        let length = Self.sequenceLength(codes[index...])
        index += length
        if length == 0 { events.append(.key(.escape)) }
      case .byte(let byte): decode(byte, into: &events)
      }
    }
    return events
  }

  /// Ends a paste whose closing mark does not come.
  mutating func endPaste() -> [Event] {
    guard let bytes = paste else { return [] }
    paste = nil
    let text = String(decoding: bytes, as: UTF8.self)
      .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    return text.isEmpty ? [] : [.paste(text)]
  }

  private mutating func appendToPaste(_ byte: UInt8) {
    guard let count = paste?.count, count < Self.longestPaste else { return }
    paste?.append(byte)
  }

  /// How many codes after an Esc belong to a sequence that curses does not know: all of them up to
  /// its final byte, or none where the Esc is a key by itself.
  private static func sequenceLength(_ rest: ArraySlice<Code>) -> Int {
    guard rest.first == .byte(UInt8(ascii: "[")) || rest.first == .byte(UInt8(ascii: "O")) else {
      return 0
    }
    var length = 1
    for code in rest.dropFirst() {
      guard case .byte(let byte) = code, byte >= 0x20 else { return length }
      length += 1
      if (0x40...0x7E).contains(byte) { break }
    }
    return length
  }

  private mutating func decode(_ byte: UInt8, into events: inout [Event]) {
    if byte < 0x80 {
      pending = []
      if let key = Self.key(forAscii: byte) { events.append(.key(key)) }
      return
    }
    if byte >= 0xC0 { pending = [byte] } else if !pending.isEmpty { pending.append(byte) }
    guard let first = pending.first else { return }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard pending.count == length else { return }
    if let text = String(validating: pending, as: UTF8.self), let character = text.first {
      events.append(.key(.character(character)))
    }
    pending = []
  }

  private static func key(forAscii byte: UInt8) -> Key? {
    switch byte {
    case 8, 127: .backspace
    case 9: .tab
    case 10, 13: .enter
    case 1...26: .control(Character(Unicode.Scalar(byte + 96)))
    case 32...126: .character(Character(Unicode.Scalar(byte)))
    default: nil
    }
  }
}
