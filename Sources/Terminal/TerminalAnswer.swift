import Interface

/// What a terminal says when it was asked.
enum TerminalAnswer: Hashable {
  /// The colour of its background (OSC 11).
  case background(ColorScheme.Background)
  /// What kind of terminal it is (DA1), which nearly every one says: questions from before are answered
  /// by now, or never will be.
  case attributes

  /// - Parameter sequence: a whole one, from its ESC; of a string what comes before its terminator.
  init?(_ sequence: [UInt8]) {
    let text = String(decoding: sequence.dropFirst(), as: UTF8.self)
    if text.hasPrefix("[?"), text.hasSuffix("c") {
      self = .attributes
    } else if text.hasPrefix("]11;"), let background = Self.background(of: text.dropFirst(4)) {
      self = .background(background)
    } else {
      return nil
    }
  }

  /// What asks for the answers; whoever does not know the first question passes over it.
  static let questions = "\u{1b}]11;?\u{1b}\\\u{1b}[c"

  /// `rgb:ffff/ffff/ffff`, `rgba:` with a fourth number, `#ffffff`: one to four digits a component.
  private static func background(of text: Substring) -> ColorScheme.Background? {
    var digits: [Substring]
    if text.hasPrefix("#") {
      let all = text.dropFirst()
      guard all.count % 3 == 0, (3...12).contains(all.count) else { return nil }
      digits = (0..<3).map { all.dropFirst($0 * all.count / 3).prefix(all.count / 3) }
    } else {
      guard let colon = text.firstIndex(of: ":"), ["rgb", "rgba"].contains(text[..<colon]) else {
        return nil
      }
      digits = text[text.index(after: colon)...]
        .split(separator: "/", omittingEmptySubsequences: false)
      guard digits.count == (text.hasPrefix("rgba") ? 4 : 3) else { return nil }
    }
    var components: [Double] = []
    for part in digits.prefix(3) {
      guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit),
        let value = Int(part, radix: 16)
      else { return nil }
      components.append(Double(value) / Double((1 << (4 * part.count)) - 1))
    }
    return ColorScheme.Background(
      red: components[0], green: components[1], blue: components[2])
  }
}

extension ColorScheme.Background {
  /// What `COLORFGBG` says, which rxvt, Konsole and others set: `15;0`, `0;default;15`.
  init?(colorFGBG: String?) {
    guard let last = colorFGBG?.split(separator: ";").last, let index = Int(last),
      (0...15).contains(index)
    else { return nil }
    self = index < 7 || index == 8 ? .dark : .light
  }
}
