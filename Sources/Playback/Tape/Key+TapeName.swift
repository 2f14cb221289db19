import Ground
import Interface

extension Key {
  private static let names: [String: Key] = {
    var names: [String: Key] = [
      "Up": .up, "Down": .down, "Left": .left, "Right": .right, "Enter": .enter, "Esc": .escape,
      "Tab": .tab, "Shift+Tab": .shiftTab, "Space": .space, "Backspace": .backspace,
      "Delete": .delete, "PageUp": .pageUp, "PageDown": .pageDown, "Home": .home, "End": .end,
    ]
    for number in 1...12 { names["F\(number)"] = .function(number) }
    for scalar in UInt8(ascii: "a")...UInt8(ascii: "z") {
      let letter = Character(Unicode.Scalar(scalar))
      names["Ctrl+\(letter.uppercased())"] = .control(letter)
      names["Ctrl+\(letter)"] = .control(letter)
    }
    return names
  }()

  /// The key that a tape names: `Up`, `Shift+Tab`, `F1`, `Ctrl+C`, or one character.
  init?(tapeName name: String) {
    let name = TextWidth.normalized(name)
    if let known = Self.names[name] {
      self = known
    } else if name.count == 1, let character = name.first, TextWidth.width(of: character) > 0 {
      self = .character(character)
    } else {
      return nil
    }
  }
}
