import Interface

/// What is held down with a key, as terminals count it.
struct KeyModifiers: OptionSet, Hashable {
  let rawValue: Int

  static let shift = KeyModifiers(rawValue: 1)
  static let control = KeyModifiers(rawValue: 4)
  static let capsLock = KeyModifiers(rawValue: 64)
  /// Caps lock and num lock.
  static let locks = KeyModifiers(rawValue: 64 + 128)

  init(rawValue: Int) { self.rawValue = rawValue }

  /// - Parameter parameter: one more than the sum of what is held down.
  init(parameter: Int) { rawValue = max(0, parameter - 1) }
}

/// A key as a number with modifiers: kitty's protocol
/// (https://sw.kovidgoyal.net/kitty/keyboard-protocol/) and xterm's modifyOtherKeys.
struct EncodedKey: Hashable {
  let code: Int
  /// The character that it gives with Shift, where the terminal says so.
  let shifted: Int?
  let modifiers: KeyModifiers
  /// Whether the code is already that of the text: `!`, not `1`, with Shift.
  let isText: Bool

  /// The key that a terminal without these encodings would have sent; `nil` for one that means
  /// nothing here.
  var key: Key? {
    let held = modifiers.subtracting(.locks)
    if let key = named {
      if held.isEmpty { return key }
      guard held == .shift else { return nil }
      return key == .tab ? .shiftTab : Self.sameWithShift.contains(key) ? key : nil
    }
    switch held {
    case []: return character(isShifted: false)
    case .shift: return character(isShifted: true)
    case .control:
      guard let byte = UInt8(exactly: code), (0x40..<0x80).contains(byte) else { return nil }
      return Key(ascii: byte & 0x1F)
    default: return nil
    }
  }

  private static let sameWithShift: Set<Key> = [.enter, .escape, .backspace]

  private var named: Key? {
    switch code {
    case 9: .tab
    case 13, 57414: .enter
    case 27: .escape
    case 8, 127: .backspace
    case 57417: .left
    case 57418: .right
    case 57419: .up
    case 57420: .down
    case 57421: .pageUp
    case 57422: .pageDown
    case 57423: .home
    case 57424: .end
    case 57426: .delete
    default: nil
    }
  }

  private func character(isShifted: Bool) -> Key? {
    guard let character = Self.text(code) ?? keypadCharacter else { return nil }
    if isText { return .character(character) }
    if character.isLetter {
      // Caps lock and Shift together give the small letter.
      guard isShifted != modifiers.contains(.capsLock) else { return .character(character) }
      return Self.text(shifted ?? 0).map(Key.character)
        ?? character.uppercased().first.map(Key.character)
    }
    guard isShifted else { return .character(character) }
    if let text = Self.text(shifted ?? 0) { return .character(text) }
    // What Shift makes of a digit or a dash is the keyboard's secret.
    return "`1234567890-=[]\\;',./".contains(character) ? nil : .character(character)
  }

  /// The digits and signs of the keypad.
  private var keypadCharacter: Character? {
    let signs = Array("0123456789./*-+")
    let index = code - 57399
    return signs.indices.contains(index) ? signs[index] : code == 57415 ? "=" : nil
  }

  /// The character of a code; `nil` for controls and for the numbers that stand for keys without text.
  private static func text(_ code: Int) -> Character? {
    guard let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value) else { return nil }
    switch scalar.properties.generalCategory {
    case .control, .privateUse, .unassigned, .surrogate: return nil
    default: return Character(scalar)
    }
  }
}
