import CNCurses
import Ground
import Interface

/// What the terminal's description says that its keys send, beside what all terminals send.
struct KeySequences: Hashable, Sendable {
  private var keys: [[UInt8]: Key] = [:]
  private var beginnings: Set<[UInt8]> = []

  /// Takes the sequences that begin with ESC; a lone ESC, or one that could begin any other sequence, is left out.
  init(_ sequences: some Sequence<(bytes: [UInt8], key: Key)>) {
    for (bytes, key) in sequences where Self.isUsable(bytes) {
      keys[bytes] = key
      for count in 1..<bytes.count { beginnings.insert(Array(bytes.prefix(count))) }
    }
  }

  subscript(bytes: [UInt8]) -> Key? { keys[bytes] }

  /// Whether these bytes are the beginning of a longer sequence.
  func hasLonger(than bytes: [UInt8]) -> Bool { beginnings.contains(bytes) }

  /// Those of the terminal whose description has been loaded.
  static func ofTerminal() -> KeySequences {
    KeySequences(
      names.compactMap { name, key in
        Terminfo.string(name).map { (bytes: Array($0.utf8), key: key) }
      })
  }

  private static let names: [(String, Key)] =
    [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right),
      ("khome", .home), ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown),
      ("kdch1", .delete), ("kbs", .backspace), ("kcbt", .shiftTab), ("kent", .enter),
    ] + (1...12).map { ("kf\($0)", .function($0)) }

  private static func isUsable(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 2, bytes.count <= InputDecoder.longestSequence, bytes[0] == 27 else {
      return false
    }
    return bytes.count > 2 || !"[O]PX^_\u{1b}".utf8.contains(bytes[1])
  }
}

extension Key {
  /// The key that types a byte of ASCII by itself.
  init?(ascii byte: UInt8) {
    switch byte {
    case 8, 127: self = .backspace
    case 9: self = .tab
    case 10, 13: self = .enter
    case 27: self = .escape
    case 1...26: self = .control(Character(Unicode.Scalar(byte + 96)))
    case 32...126: self = .character(Character(Unicode.Scalar(byte)))
    default: return nil
    }
  }
}
