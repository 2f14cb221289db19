import Ground

/// A table of the sentences of one part of the program, one case a sentence.
///
/// Being `CaseIterable` it lets one test look at every twin. Numbers and names go into `{0}`, `{1}`
/// …, which the languages may place in different orders.
protocol TextTable: CaseIterable, Hashable, Sendable {
  var text: Bilingual { get }
}

extension TextTable {
  subscript(language: Language) -> String { text[language] }

  /// The sentence with its places filled in.
  func filled(_ values: String..., in language: Language) -> String {
    fill(text[language], with: values)
  }

  /// The sentence with its places filled in, in both languages.
  func filled(_ values: String...) -> Bilingual {
    Bilingual(fill(text.english, with: values), fill(text.vietnamese, with: values))
  }
}

private func fill(_ template: String, with values: [String]) -> String {
  var filled = ""
  var rest = template[...]
  while let open = rest.firstIndex(of: "{") {
    filled += rest[..<open]
    rest = rest[rest.index(after: open)...]
    guard let close = rest.firstIndex(of: "}"), let index = Int(rest[..<close]),
      values.indices.contains(index)
    else {
      filled += "{"
      continue
    }
    filled += values[index]
    rest = rest[rest.index(after: close)...]
  }
  return filled + rest
}
