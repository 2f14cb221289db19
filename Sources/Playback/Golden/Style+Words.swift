import Interface

extension Style {
  private static let attributeNames: [(Attributes, String)] = [
    (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
    (.italic, "italic"),
  ]

  /// `fg 214 bg 236 bold underline`; `plain` for the plain one.
  var words: String {
    var words: [String] = []
    if case .indexed(let index) = foreground { words.append("fg \(index)") }
    if case .indexed(let index) = background { words.append("bg \(index)") }
    for (attribute, name) in Self.attributeNames where attributes.contains(attribute) {
      words.append(name)
    }
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }

  /// The style that ``words`` describes.
  init?(words: some Sequence<Substring>) {
    self.init()
    var iterator = words.makeIterator()
    while let word = iterator.next() {
      switch word {
      case "plain": break
      case "fg", "bg":
        guard let index = iterator.next().flatMap({ UInt8($0) }) else { return nil }
        if word == "fg" { foreground = .indexed(index) } else { background = .indexed(index) }
      default:
        guard let known = Self.attributeNames.first(where: { $0.1 == word }) else { return nil }
        attributes.insert(known.0)
      }
    }
  }
}
