import Ground

/// One line that a person edits. What was typed stays, also when it is wrong; the reason stands
/// beside it.
public struct TextField: Hashable, Sendable {
  /// What an event did to the field.
  public enum Outcome: Hashable, Sendable {
    case edited
    /// Enter: the text is to be taken.
    case submitted
    /// Esc: the text is to be left.
    case cancelled
    /// The event was not the field's.
    case ignored
  }

  public private(set) var characters: [Character]
  /// The place before which the next character goes: 0...count.
  public private(set) var cursor: Int
  /// Longer text is cut, so that a paste cannot fill the memory.
  public static let longest = 10_000

  public init(_ text: String = "") {
    characters = Array(Self.oneLine(text).prefix(Self.longest))
    cursor = characters.count
  }

  public var text: String { String(characters) }

  /// Takes a key or a paste; Ctrl-A, Ctrl-E, Ctrl-U, Ctrl-K and Ctrl-W do what they do in a shell.
  public mutating func update(_ event: Event) -> Outcome {
    switch event {
    case .paste(let text):
      insert(Self.oneLine(text))
      return .edited
    case .key(let key): return update(key)
    case .mouse, .resize, .tick: return .ignored
    }
  }

  /// Draws the field in the first row of a rectangle, the cursor in reverse, and the reason of an
  /// error to the right of it, as far as there is room.
  public func draw(
    on canvas: inout Canvas, in rect: Rect, error: String? = nil, isFocused: Bool = true
  ) {
    guard !rect.isEmpty else { return }
    canvas.fill(rect.line(0))
    let style = Style(attributes: .underline)
    // The start moves right until the cursor is inside.
    var first = 0
    let room = max(1, min(rect.columns, error == nil ? rect.columns : rect.columns / 2))
    while first < cursor, columns(from: first, to: cursor) > room - 1 { first += 1 }
    var column = rect.column
    let field = Rect(column: rect.column, row: rect.row, columns: room, rows: 1)
    for index in first...characters.count {
      let character = index < characters.count ? characters[index] : " "
      var style = style
      if isFocused, index == cursor { style.attributes.insert(.reverse) }
      if index == characters.count, !isFocused { break }
      column = canvas.write(
        String(character), at: Point(column: column, row: rect.row), style: style, clip: field)
      if column >= field.endColumn { break }
    }
    guard let error else { return }
    let reason = Rect(
      column: column + 1, row: rect.row, columns: rect.endColumn - column - 1, rows: 1)
    canvas.write(error, in: reason, style: Theme.error)
  }

  private mutating func update(_ key: Key) -> Outcome {
    switch key {
    case .character(let character):
      if !combine(character) { insert(Self.oneLine(String(character))) }
    case .enter: return .submitted
    case .escape: return .cancelled
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .backspace:
      guard cursor > 0 else { break }
      cursor -= 1
      characters.remove(at: cursor)
    case .delete:
      guard cursor < characters.count else { break }
      characters.remove(at: cursor)
    case .control("u"):
      characters.removeFirst(cursor)
      cursor = 0
    case .control("k"): characters.removeLast(characters.count - cursor)
    case .control("w"):
      var start = cursor
      while start > 0, characters[start - 1] == " " { start -= 1 }
      while start > 0, characters[start - 1] != " " { start -= 1 }
      characters.removeSubrange(start..<cursor)
      cursor = start
    default: return .ignored
    }
    return .edited
  }

  /// A mark typed after its letter, as some Vietnamese keyboards send it, joins the letter.
  private mutating func combine(_ mark: Character) -> Bool {
    guard cursor > 0, mark.unicodeScalars.allSatisfy({ $0.properties.isGraphemeExtend }) else {
      return false
    }
    let joined = TextWidth.normalized(String(characters[cursor - 1]) + String(mark))
    guard joined.count == 1, let character = joined.first else { return false }
    characters[cursor - 1] = character
    return true
  }

  private mutating func insert(_ text: String) {
    let added = text.prefix(max(0, Self.longest - characters.count))
    characters.insert(contentsOf: added, at: cursor)
    cursor += added.count
  }

  private func columns(from first: Int, to last: Int) -> Int {
    characters[first..<last].reduce(0) { $0 + TextWidth.width(of: $1) }
  }

  /// Line breaks and tabs become spaces, other control characters go.
  private static func oneLine(_ text: String) -> String {
    String(
      TextWidth.normalized(text).compactMap { character in
        if character.isNewline || character == "\t" { return " " }
        return TextWidth.width(of: character) > 0 ? character : nil
      })
  }
}
