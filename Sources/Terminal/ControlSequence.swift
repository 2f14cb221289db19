import Interface

/// A whole sequence that began with `ESC [` or `ESC O`, and what it means.
///
/// The keys are those that terminals send whatever `TERM` says: xterm's, VT220's and rxvt's, and the
/// encodings of kitty and of xterm's modifyOtherKeys. A key with a modifier that would make another key
/// of it means nothing.
struct ControlSequence: Hashable {
  enum Meaning: Hashable {
    case key(Key)
    case mouse(Mouse)
    case pasteBegin

    /// An X10 mouse report: three bytes, 32 more than what they say.
    static func mouseReport(_ button: UInt8, _ column: UInt8, _ row: UInt8) -> Meaning? {
      guard button >= 32, column > 32, row > 32 else { return nil }
      return mouse(button: Int(button) - 32, column: Int(column) - 33, row: Int(row) - 33)
    }

    fileprivate static func mouse(button: Int, column: Int, row: Int) -> Meaning? {
      // Shift, Meta and Control do not count; motion (32) is no press.
      let action: Mouse.Action
      switch button & ~0b11100 {
      case 0: action = .press
      case 64: action = .wheelUp
      case 65: action = .wheelDown
      default: return nil
      }
      return .mouse(Mouse(action, at: Point(column: column, row: row)))
    }
  }

  private let isSingleShift: Bool
  /// `ESC [ [ A`: the first function keys of the Linux console.
  private let isLinuxFunction: Bool
  /// One of `< = > ?`, which make a sequence the terminal's own.
  private let mark: UInt8?
  /// Numbers between semicolons, parts of a number between colons; what is not given is `nil`.
  private let parameters: [[Int?]]
  private let hasIntermediates: Bool
  private let last: UInt8

  /// - Parameter bytes: from ESC to the final byte.
  /// - Returns: `nil` for an ESC before an ordinary key, and for a number that no terminal sends.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 3, let last = bytes.last else { return nil }
    isSingleShift = bytes[1] == UInt8(ascii: "O")
    guard isSingleShift || bytes[1] == UInt8(ascii: "[") else { return nil }
    isLinuxFunction = bytes.count == 4 && bytes[1...2].elementsEqual("[[".utf8)
    self.last = last
    var body = bytes[2..<(bytes.count - 1)]
    let marks = UInt8(ascii: "<")...UInt8(ascii: "?")
    mark = body.first.flatMap { marks.contains($0) ? $0 : nil }
    if mark != nil { body = body.dropFirst() }
    let numbers = body.prefix { (UInt8(ascii: "0")...UInt8(ascii: ";")).contains($0) }
    hasIntermediates = numbers.count < body.count
    var parameters: [[Int?]] = []
    for part in numbers.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      var values: [Int?] = []
      for digits in part.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
        guard digits.count <= 7 else { return nil }
        values.append(Int(String(decoding: digits, as: UTF8.self)))
      }
      parameters.append(values)
    }
    self.parameters = parameters
  }

  var meaning: Meaning? {
    if mark == UInt8(ascii: "<"), !hasIntermediates, last == UInt8(ascii: "M") { return press }
    if isLinuxFunction, (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(last) {
      return .key(.function(Int(last) - 64))
    }
    guard mark == nil, !hasIntermediates else { return nil }
    if isSingleShift { return singleShiftKey.map(Meaning.key) }
    switch last {
    case UInt8(ascii: "u"): return encodedKey.map(Meaning.key)
    case UInt8(ascii: "~"):
      if number(0) == 200 { return .pasteBegin }
      if number(0) == 27 { return otherKey.map(Meaning.key) }
      return isPlain ? numberedKey.map(Meaning.key) : nil
    case UInt8(ascii: "Z"): return .key(.shiftTab)
    default: return isPlain ? letterKey.map(Meaning.key) : nil
    }
  }

  /// The first part of a parameter.
  private func number(_ index: Int) -> Int? { part(0, of: index) }

  private func part(_ part: Int, of index: Int) -> Int? {
    guard parameters.indices.contains(index), parameters[index].indices.contains(part) else {
      return nil
    }
    return parameters[index][part]
  }

  /// What was held down with the key, from the second parameter.
  private var modifiers: KeyModifiers { KeyModifiers(parameter: number(1) ?? 1) }

  /// A press, or a repetition, of a key without a modifier that counts.
  private var isPlain: Bool { modifiers.subtracting(.locks).isEmpty && part(1, of: 1) != 3 }

  private var press: Meaning? {
    guard parameters.count == 3, let button = number(0), let column = number(1),
      let row = number(2), column > 0, row > 0
    else { return nil }
    return .mouse(button: button, column: column - 1, row: row - 1)
  }

  private var singleShiftKey: Key? {
    guard parameters.isEmpty || parameters == [[nil]] else { return nil }
    return last == UInt8(ascii: "M") ? .enter : last == UInt8(ascii: "R") ? .function(3) : letterKey
  }

  private var letterKey: Key? {
    // The number before the modifier is always 1.
    guard (number(0) ?? 1) == 1, parameters.count <= 2 else { return nil }
    switch last {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return .right
    case UInt8(ascii: "D"): return .left
    case UInt8(ascii: "F"): return .end
    case UInt8(ascii: "H"): return .home
    case UInt8(ascii: "P"): return .function(1)
    case UInt8(ascii: "Q"): return .function(2)
    case UInt8(ascii: "S"): return .function(4)
    default: return nil
    }
  }

  private var numberedKey: Key? {
    switch number(0) {
    case 1, 7: .home
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case let number? where (11...15).contains(number): .function(number - 10)
    case let number? where (17...21).contains(number): .function(number - 11)
    case let number? where (23...24).contains(number): .function(number - 12)
    default: nil
    }
  }

  /// kitty: `code:shifted:base ; modifiers:event ; text u`.
  private var encodedKey: Key? {
    guard let code = number(0), part(1, of: 1) != 3, parameters.count <= 3 else { return nil }
    return EncodedKey(
      code: code, shifted: part(1, of: 0) ?? number(2), modifiers: modifiers, isText: false
    ).key
  }

  /// xterm: `27 ; modifiers ; code ~`, the code being that of the text.
  private var otherKey: Key? {
    guard parameters.count == 3, let code = number(2) else { return nil }
    return EncodedKey(code: code, shifted: nil, modifiers: modifiers, isText: true).key
  }
}
