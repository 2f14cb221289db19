/// Splits a line into words as a shell does.
///
/// `"…"` holds spaces, with `\"` and `\\` inside; `'…'` holds anything; a backslash outside takes the
/// next character as it is; `#` at the start of a word begins a comment.
///
/// - Returns: `nil` where a quotation mark is not closed.
func tapeWords(_ line: some StringProtocol) -> [String]? {
  var words: [String] = []
  var word: String?
  var quote: Character?
  var characters = Array(line)[...]
  while let character = characters.popFirst() {
    if let open = quote {
      if character == open {
        quote = nil
      } else if open == "\"", character == "\\", let next = characters.first,
        next == "\"" || next == "\\"
      {
        word?.append(next)
        characters.removeFirst()
      } else {
        word?.append(character)
      }
      continue
    }
    switch character {
    case " ", "\t", "\r":
      if let done = word { words.append(done) }
      word = nil
    case "#" where word == nil: return words
    case "\"", "'":
      quote = character
      word = word ?? ""
    case "\\":
      word = (word ?? "") + (characters.popFirst().map(String.init) ?? "\\")
    default: word = (word ?? "") + String(character)
    }
  }
  guard quote == nil else { return nil }
  if let word { words.append(word) }
  return words
}
