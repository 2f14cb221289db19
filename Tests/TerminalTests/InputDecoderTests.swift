import Interface
import Tensors
import Testing

@testable import Terminal

@Suite struct InputDecoderTests {
  /// What a decoder makes of texts that come one after the other, and of the silence after them.
  private func events(_ texts: String..., keys: KeySequences = KeySequences([])) -> [Event] {
    var decoder = InputDecoder(keys: keys)
    var events = texts.flatMap { decoder.decode($0.utf8) }
    while decoder.patience != nil { events += decoder.expire() }
    return events
  }

  private let a = Event.key(.character("a"))

  // MARK: text

  @Test func `a character may come in parts`() {
    var decoder = InputDecoder()
    let bytes = Array("ệ".utf8)
    #expect(decoder.decode([bytes[0]]).isEmpty)
    #expect(decoder.decode([bytes[1]]).isEmpty)
    #expect(decoder.decode([bytes[2]]) == [.key(.character("ệ"))])
  }

  @Test func `invalid UTF-8 costs no key after it`() {
    for junk: [UInt8] in [
      [0xFF], [0xC3], [0x80], [0xE1, 0xBB], [0xF0, 0x9F, 0x98], [0xC0, 0xAF], [0x9B], [0x9D],
    ] {
      var decoder = InputDecoder()
      #expect(decoder.decode(junk + "aệ".utf8) == [a, .key(.character("ệ"))])
    }
  }

  @Test func `a control character in UTF-8 is no key`() {
    #expect(events("\u{80}\u{9b}\u{9d}a") == [a])
  }

  // MARK: Esc and Alt

  @Test func `an ESC that nothing follows is a key once its time is over`() {
    var decoder = InputDecoder(escapeDelay: .milliseconds(40))
    #expect(decoder.patience == nil)
    #expect(decoder.decode("\u{1b}".utf8) == [])
    #expect(decoder.patience == .milliseconds(40))
    #expect(decoder.expire() == [.key(.escape)])
    #expect(decoder.patience == nil)
    #expect(decoder.decode("a".utf8) == [a])
  }

  @Test func `two ESC are two keys, however they come`() {
    #expect(events("\u{1b}\u{1b}") == [.key(.escape), .key(.escape)])
    #expect(events("\u{1b}", "\u{1b}\u{1b}") == Array(repeating: .key(.escape), count: 3))
  }

  @Test func `a key with Alt is one key that means nothing`() {
    let letters = (32...126).compactMap { Unicode.Scalar($0) }.map { String($0) }
    for key in letters + ["ệ", "日", "😀", "\r", "\t", "\u{7f}", "\u{8}", "\u{3}", "\u{1a}"] {
      #expect(events("\u{1b}\(key)") == [], "Alt with \(key.debugDescription)")
      var decoder = InputDecoder()
      _ = decoder.decode("\u{1b}\(key)".utf8)
      while decoder.patience != nil { _ = decoder.expire() }
      #expect(decoder.decode("a".utf8) == [a], "after Alt with \(key.debugDescription)")
    }
  }

  @Test(arguments: ["[A", "OB", "[5~", "[15~", "OP", "[3~"])
  func `an arrow with Alt is one key that means nothing`(sequence: String) {
    #expect(events("\u{1b}\u{1b}\(sequence)a") == [a])
  }

  @Test func `an Esc right before something else is still a key`() {
    #expect(events("\u{1b}\u{1b}[200~x\u{1b}[201~") == [.key(.escape), .paste("x")])
    #expect(
      events("\u{1b}\u{1b}[<0;3;2M")
        == [.key(.escape), .mouse(Mouse(.press, at: Point(column: 2, row: 1)))])
    #expect(events("\u{1b}\u{1b}[?1;2ca") == [.key(.escape), a])
    #expect(events("\u{1b}\u{1b}]11;rgb:0/0/0\u{7}a") == [.key(.escape), a])
    #expect(events("\u{1b}\u{1b}[") == [.key(.escape)])
  }

  @Test func `a control right after Alt and a bracket is its own key`() {
    for introducer in ["[", "O", "]", "P", "X", "^", "_"] {
      #expect(events("\u{1b}\(introducer)\ra") == [.key(.enter), a])
      #expect(events("\u{1b}\(introducer)\u{3}") == [.key(.control("c"))])
    }
  }

  // MARK: what is swallowed

  static let strings = ["]", "P", "X", "^", "_"].flatMap { introducer in
    ["\u{7}", "\u{1b}\\", "\u{9c}"].map { ("\u{1b}" + introducer, $0) }
  }

  @Test(arguments: strings)
  func `a string is swallowed up to its end, however long it is`(begin: String, end: String) {
    let long = String(repeating: "q[A~", count: 50_000)
    for text in ["", "11;rgb:1e1e/1e1e/2e2e", "0;tích chập 日本 ✜ Ü", "a\u{3}\rb", long] {
      #expect(events("\(begin)x\(text)\(end)a") == [a])
    }
  }

  static let sequences = [
    "[I", "[O",  // focus
    "[?1;2c", "[>41;390;0c", "[=0c", "[?62;4c",  // device attributes
    "[24;80R", "[?24;80;1R", "[1;1R", "[0n", "[?2026;2$y", "[4;1$y", "[8;24;80t", "[4;600;800t",
    "[?997;1n", "[?1u", "[?1;0S",  // reports
    "[1;5C", "[1;2A", "[1;3D", "[1;9H", "[3;5~", "[15;2~", "[1;5P", "[99;9z",  // modifiers
    "[2~", "[E", "[25~", "[34~", "[5^", "[3$", "[23@", "[a", "[b",  // keys without a meaning
    "Oa", "Oj", "Op", "OX", "O5C", "O1;5D", "Ox",
    "[<0;5;7m", "[<35;5;7M", "[<2;1;1M", "[<0;0;0M", "[<0;1M", "[<999999999999999999999;1;1M",
    "[32;5;7M", "[M#!!", "[M@!!",  // mouse
    "[97;3u", "[97;1:3u", "[97;9u", "[57441;2u", "[57358u", "[27;3;97~", "[49;2u", "[1114112u",
    "[55296u", "[13;5u", "[27;5;9~", "[;;u", "[u", "[~", "[;~", "[:::u", "[27;;~",
    "[1;1:3A", "[3;1:3~", "[[Z", "[12;34;56;78z", "[?a", "[>1;2;3m", "[!p", "[ q", "[38:2::1:2:3m",
  ]

  @Test(arguments: sequences)
  func `a sequence without a meaning here is swallowed whole`(sequence: String) {
    #expect(events("\u{1b}\(sequence)a") == [a])
    // Byte by byte, as over a slow line.
    var decoder = InputDecoder()
    #expect("\u{1b}\(sequence)a".utf8.flatMap { decoder.decode([$0]) } == [a])
  }

  @Test func `a sequence of any length is swallowed`() {
    let digits = String(repeating: "1;", count: 100_000)
    #expect(events("\u{1b}[\(digits)Aa") == [a])
    #expect(events("\u{1b}O\(digits)Aa") == [a])
    #expect(events("\u{1b}[\(String(repeating: "9", count: 40))~a") == [a])
    #expect(events("\u{1b}[<0;5;\(String(repeating: "0", count: 200))7Ma") == [a])
  }

  @Test func `a sequence that breaks off is nothing, and the next one counts`() {
    for part in ["[", "[1;5", "[<0;5", "O", "O1;", "]11;rgb:", "P1$r", "_G", "[M", "[M!", "[["] {
      #expect(events("\u{1b}\(part)") == [], "\(part)")
      #expect(events("\u{1b}\(part)\u{1b}[A") == [.key(.up)], "\(part)")
      #expect(events("\u{1b}\(part)\u{1b}]0;x\u{7}a") == [a], "\(part)")
    }
    #expect(events("\u{1b}[1;5\u{18}a", "\u{1b}]0;x\u{1a}a") == [a, a])
  }

  @Test func `inside a sequence a control is the key that it is outside`() {
    #expect(events("\u{1b}[1;\u{3}5Ca") == [.key(.control("c")), a])
  }

  @Test func `a sequence in parts is waited for longer than a lone ESC`() {
    var decoder = InputDecoder()
    _ = decoder.decode("\u{1b}[1".utf8)
    #expect(decoder.patience == InputDecoder.silence)
    _ = decoder.decode(";5C\u{1b}]".utf8)
    #expect(decoder.patience == InputDecoder.introducerSilence)
    _ = decoder.decode("11;rgb:ffff/".utf8)
    #expect(decoder.patience == InputDecoder.silence)
    _ = decoder.decode("ffff/ffff\u{1b}".utf8)
    #expect(decoder.patience == InputDecoder.silence)
    #expect(decoder.decode("\\".utf8) == [])
    #expect(decoder.patience == nil)
  }

  // MARK: keys

  static let named: [(String, Key)] = [
    ("[A", .up), ("[B", .down), ("[C", .right), ("[D", .left), ("OA", .up), ("OB", .down),
    ("OC", .right), ("OD", .left), ("[H", .home), ("[F", .end), ("OH", .home), ("OF", .end),
    ("[1~", .home), ("[4~", .end), ("[7~", .home), ("[8~", .end), ("[3~", .delete),
    ("[5~", .pageUp), ("[6~", .pageDown), ("[Z", .shiftTab), ("OM", .enter), ("OP", .function(1)),
    ("OQ", .function(2)), ("OR", .function(3)), ("OS", .function(4)), ("[15~", .function(5)),
    ("[17~", .function(6)), ("[21~", .function(10)), ("[24~", .function(12)),
    ("[11~", .function(1)), ("[[A", .function(1)), ("[[E", .function(5)), ("[P", .function(1)),
    ("[1;1C", .right), ("[1;129A", .up), ("[1;1:2B", .down), ("[5;1~", .pageUp),
    ("[27u", .escape), ("[13u", .enter), ("[13;2u", .enter), ("[9u", .tab), ("[9;2u", .shiftTab),
    ("[127u", .backspace), ("[97u", .character("a")), ("[97;1u", .character("a")),
    ("[97;2u", .character("A")), ("[97:65;2u", .character("A")), ("[97;65u", .character("A")),
    ("[49:33;2u", .character("!")), ("[49;2;33u", .character("!")), ("[33;2u", .character("!")),
    ("[7879u", .character("ệ")), ("[7879;2u", .character("Ệ")), ("[99;5u", .control("c")),
    ("[67;5u", .control("c")), ("[105;5u", .tab), ("[109;5u", .enter), ("[91;5u", .escape),
    ("[32u", .space), ("[32;2u", .space), ("[57417u", .left), ("[57414u", .enter),
    ("[57400u", .character("1")), ("[27;2;65~", .character("A")), ("[27;2;33~", .character("!")),
    ("[27;2;49~", .character("1")), ("[27;5;99~", .control("c")), ("[27;2;9~", .shiftTab),
    ("[27;1;27~", .escape),
  ]

  @Test(arguments: named)
  func `keys are known by what terminals send for them`(sequence: String, key: Key) {
    #expect(events("\u{1b}\(sequence)a") == [.key(key), a])
    var decoder = InputDecoder()
    #expect("\u{1b}\(sequence)a".utf8.flatMap { decoder.decode([$0]) } == [.key(key), a])
  }

  @Test func `the terminal's own description comes first`() {
    let keys = KeySequences([
      (Array("\u{1b}A".utf8), .up), (Array("\u{1b}[M".utf8), .function(1)),
      (Array("\u{1b}?x~".utf8), .end), (Array("\u{1b}[[A".utf8), .function(2)),
      // No description may take these away.
      ([27], .up), (Array("\u{1b}[".utf8), .up), (Array("q".utf8), .up),
    ])
    #expect(events("\u{1b}Aa", keys: keys) == [.key(.up), a])
    #expect(events("\u{1b}[Ma", keys: keys) == [.key(.function(1)), a])
    #expect(events("\u{1b}?x~a", keys: keys) == [.key(.end), a])
    #expect(events("\u{1b}?a", keys: keys) == [a])
    #expect(events("\u{1b}?", keys: keys) == [])
    #expect(events("\u{1b}[[A\u{1b}[Ba", keys: keys) == [.key(.function(2)), .key(.down), a])
    #expect(events("q", keys: keys) == [.key(.character("q"))])
  }

  @Test func `the mouse is read in both of its forms`() {
    let place = Point(column: 4, row: 6)
    #expect(events("\u{1b}[<0;5;7M") == [.mouse(Mouse(.press, at: place))])
    #expect(events("\u{1b}[<16;5;7M") == [.mouse(Mouse(.press, at: place))])
    #expect(events("\u{1b}[<64;5;7M") == [.mouse(Mouse(.wheelUp, at: place))])
    #expect(events("\u{1b}[<65;5;7M") == [.mouse(Mouse(.wheelDown, at: place))])
    #expect(events("\u{1b}[M %'a") == [.mouse(Mouse(.press, at: place)), a])
    #expect(events("\u{1b}[M`%'a") == [.mouse(Mouse(.wheelUp, at: place)), a])
    var decoder = InputDecoder()
    let far = Mouse(.press, at: Point(column: 222, row: 9))
    #expect(decoder.decode([27, 91, 77, 32, 255, 42]) == [.mouse(far)])
  }

  // MARK: pastes

  @Test func `a paste holds no keys, whatever is in it and however it comes`() {
    let text = "a\r\nb\rq\u{1b}[A\u{1b}[20\u{1b}[200~\u{1b}\u{1b}]0;x\u{7}ệ"
    let expected = "a\nb\nq\u{1b}[A\u{1b}[20\u{1b}[200~\u{1b}\u{1b}]0;x\u{7}ệ"
    #expect(events("\u{1b}[200~\(text)\u{1b}[201~a") == [.paste(expected), a])
    var decoder = InputDecoder()
    #expect(
      "\u{1b}[200~\(text)\u{1b}[201~a".utf8.flatMap { decoder.decode([$0]) }
        == [.paste(expected), a])
    #expect(events("\u{1b}[200~\u{1b}[201~\u{1b}[201~a") == [a])
  }

  @Test func `a paste that is never closed ends after a silence`() {
    var decoder = InputDecoder()
    #expect(decoder.decode("\u{1b}[200~half\u{1b}[20".utf8) == [])
    #expect(decoder.patience == InputDecoder.silence)
    #expect(decoder.expire() == [.paste("half\u{1b}[20")])
    #expect(decoder.decode("a".utf8) == [a])
  }

  @Test func `a paste without an end cannot fill the memory`() {
    var decoder = InputDecoder()
    _ = decoder.decode("\u{1b}[200~".utf8)
    let part = String(repeating: "x", count: 300_000)
    for _ in 0..<5 { _ = decoder.decode(part.utf8) }
    #expect(
      decoder.expire() == [.paste(String(repeating: "x", count: InputDecoder.longestPaste))])
  }

  // MARK: anything at all

  @Test func `no bytes crash the decoder, and a key after a silence is always that key`() {
    var random = SeededGenerator(seed: 6)
    var decoder = InputDecoder()
    // Bytes that mean something are as frequent as all others.
    let special =
      Array("\u{1b}\u{1b}\u{1b}[[O]PX^_\u{7}\\;:?<>=$~MuRA019".utf8) + [0x18, 0x9C, 0xC2]
    for _ in 0..<3000 {
      let bytes = (0..<random.integer(below: 30)).map { _ in
        random.integer(below: 2) == 0
          ? special[random.integer(below: special.count)] : UInt8(random.integer(below: 256))
      }
      _ = decoder.decode(bytes)
      if random.integer(below: 4) == 0 {
        while decoder.patience != nil { _ = decoder.expire() }
        #expect(decoder.decode("a".utf8) == [a])
      }
    }
  }

  @Test func `sequences without a meaning give no event, wherever reads cut them`() {
    var random = SeededGenerator(seed: 6)
    let whole =
      Self.sequences.map { "\u{1b}" + $0 } + Self.strings.map { $0.0 + "0;qệ[A~" + $0.1 }
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<8 { text += whole[random.integer(below: whole.count)] }
      var bytes = Array(text.utf8)[...]
      var decoder = InputDecoder()
      var found: [Event] = []
      while !bytes.isEmpty {
        let count = 1 + random.integer(below: 9)
        found += decoder.decode(bytes.prefix(count))
        bytes = bytes.dropFirst(count)
      }
      #expect(decoder.patience == nil && found.isEmpty, "\(text.debugDescription)")
    }
  }
}
