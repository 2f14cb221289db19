import Ground
import Interface

/// What some keys do, in words: all that the last line and the help need to know.
struct KeyEntry: Hashable, Sendable {
  /// What can be pressed: of each stroke the key that is named, and others that do the same.
  let strokes: [[Key]]
  /// A short name for all strokes together, where naming them one by one would be long: `1-8`.
  let shortName: String?
  /// Two words for the last line.
  let label: Bilingual
  /// The same for the help, where the keys may do more than they do now.
  let about: Bilingual
  /// Whether the keys do it now.
  let isAvailable: Bool
  /// False for keys that only the help names.
  var isInLastLine = true
  /// Whether it is a key of the scene, too, that shows the screen in a lesson.
  var worksInScenes = false

  /// q and Esc, which lead out of a level of a screen, or out of the screen.
  var leadsOut: Bool { has(.escape) }

  func has(_ key: Key) -> Bool { stroke(of: key) != nil }

  func stroke(of key: Key) -> Int? { strokes.firstIndex { $0.contains(key) } }

  /// `←→`, `Home End`, `[ ]`
  func name(glyphs: Capabilities.Glyphs) -> String {
    if let shortName { return shortName }
    let names = strokes.compactMap { $0.first?.name(glyphs: glyphs) }
    let isDense = names.allSatisfy { $0.count == 1 && !"[]{}".contains($0) }
    return names.joined(separator: isDense ? "" : " ")
  }

  func hint(in context: ScreenContext) -> KeyHint {
    KeyHint(name(glyphs: context.capabilities.glyphs), label[context.language])
  }
}

/// Some keys and what they do: a line of the one table that pressing a key, the last line and the help
/// all read.
///
/// The first line that has a key and is available answers it.
struct KeyBinding<Owner>: Sendable {
  typealias Action = @Sendable (inout Owner, ScreenContext) -> [ScreenAction]
  /// With the number that belongs to the stroke.
  typealias NumberedAction = @Sendable (inout Owner, Int, ScreenContext) -> [ScreenAction]

  private(set) var entry: KeyEntry
  private let numbers: [Int]
  private let action: NumberedAction

  /// One key, with others that do the same.
  init<Label: TextTable>(
    _ key: Key, also others: [Key] = [], _ label: Label, about: Label? = nil, when: Bool = true,
    _ action: @escaping Action
  ) {
    self.init(
      [([key] + others, 0)], label.text, about: about?.text, when: when
    ) { owner, _, context in action(&owner, context) }
  }

  /// Two keys that do the opposite of each other: the action's number is -1 and +1.
  init<Label: TextTable>(
    _ back: Key, _ on: Key, also others: [(back: Key, on: Key)] = [], _ label: Label,
    about: Label? = nil, when: Bool = true, _ action: @escaping NumberedAction
  ) {
    self.init(
      [([back] + others.map(\.back), -1), ([on] + others.map(\.on), 1)], label.text,
      about: about?.text, when: when, action)
  }

  /// `+` and `-`: the action's number is +1 and -1.
  static func plusMinus<Label: TextTable>(
    also others: [(minus: Key, plus: Key)] = [], _ label: Label, when: Bool = true,
    _ action: @escaping NumberedAction
  ) -> KeyBinding {
    KeyBinding(
      [
        ([.character("+"), .character("=")] + others.map(\.plus), 1),
        ([.character("-"), .character("_")] + others.map(\.minus), -1),
      ], label.text, when: when, action)
  }

  /// Any number of keys.
  init(
    _ strokes: [(keys: [Key], number: Int)], name: String? = nil, _ label: Bilingual,
    about: Bilingual? = nil, when: Bool = true, _ action: @escaping NumberedAction
  ) {
    entry = KeyEntry(
      strokes: strokes.map(\.keys), shortName: name, label: label, about: about ?? label,
      isAvailable: when)
    numbers = strokes.map(\.number)
    self.action = action
  }

  /// The keys of another table, and what its owner makes of them.
  init(
    _ entry: KeyEntry,
    _ action: @escaping @Sendable (inout Owner, Key, ScreenContext) -> [ScreenAction]
  ) {
    self.entry = entry
    numbers = Array(entry.strokes.indices)
    self.action = { owner, stroke, context in
      entry.strokes[stroke].first.map { action(&owner, $0, context) } ?? []
    }
  }

  /// q and Esc lead out of a level of the screen, which stays open.
  static func out<Label: TextTable>(
    _ label: Label, when: Bool, _ action: @escaping @Sendable (inout Owner) -> Void
  ) -> KeyBinding {
    KeyBinding(.character("q"), also: [.escape], label, when: when) { owner, _ in
      action(&owner)
      return []
    }
  }

  /// The same for the help alone.
  func unnamed() -> KeyBinding {
    var binding = self
    binding.entry.isInLastLine = false
    return binding
  }

  /// The same in a scene of a lesson.
  func inScenes() -> KeyBinding {
    var binding = self
    binding.entry.worksInScenes = true
    return binding
  }

  func perform(_ key: Key, on owner: inout Owner, in context: ScreenContext) -> [ScreenAction] {
    guard let stroke = entry.stroke(of: key) else { return [] }
    return action(&owner, numbers[stroke], context)
  }
}

extension Array {
  /// Does what the table says of a key.
  ///
  /// - Returns: `nil`, and nothing is done, where the key has no meaning now.
  func perform<Owner>(
    _ key: Key, on owner: inout Owner, in context: ScreenContext
  ) -> [ScreenAction]? where Element == KeyBinding<Owner> {
    first { $0.entry.isAvailable && $0.entry.has(key) }?.perform(key, on: &owner, in: context)
  }
}

extension Key {
  /// As the last line names it. In ASCII an arrow has its name: `<` is a key of its own.
  func name(glyphs: Capabilities.Glyphs) -> String {
    let isAscii = glyphs == .ascii
    return switch self {
    case .space: "Space"
    case .character(let character): String(character)
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .up: isAscii ? "Up" : "↑"
    case .down: isAscii ? "Down" : "↓"
    case .left: isAscii ? "Left" : "←"
    case .right: isAscii ? "Right" : "→"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .shiftTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .function(let number): "F\(number)"
    }
  }
}
