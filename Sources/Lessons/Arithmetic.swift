import Ground

/// Equations of plain numbers that a lesson states, so that a test can compute them.
public enum Arithmetic {
  /// The values of the sides of an equation; `nil` when the text is not an equation of numbers alone
  /// (it has a letter, or no `=`).
  ///
  /// Numbers are written as the language writes them: `61,706` and `0.91`, `61.706` and `0,91`.
  public static func sides(of text: String, in language: Language) -> [Double]? {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count > 1 else { return nil }
    var values: [Double] = []
    for side in sides {
      var parser = ExpressionParser(side, language: language)
      guard let value = parser.expression() else { return nil }
      values.append(value)
    }
    return values
  }

  /// True when every side of the equation has the same value; `nil` when the text is no equation of numbers.
  public static func holds(_ text: String, in language: Language) -> Bool? {
    sides(of: text, in: language).map(areEqual)
  }

  /// Whether numbers are the same but for rounding.
  public static func areEqual(_ values: [Double]) -> Bool {
    guard let first = values.first else { return true }
    let largest = values.map(abs).max() ?? 0
    return values.allSatisfy { abs($0 - first) <= 1e-9 * max(1, largest) }
  }
}

/// Sums and products of numbers with parentheses, by recursive descent.
private struct ExpressionParser {
  private let characters: [Character]
  private var position = 0
  private var depth = 0
  private let groupSign: Character
  private let pointSign: Character

  init(_ text: Substring, language: Language) {
    characters = text.filter { !$0.isWhitespace }
    groupSign = language == .english ? "," : "."
    pointSign = language == .english ? "." : ","
  }

  /// The value of the whole text, or `nil` where it is no expression.
  mutating func expression() -> Double? {
    guard let value = sum(), position == characters.count else { return nil }
    return value
  }

  private mutating func sum() -> Double? {
    guard var total = product() else { return nil }
    while let sign = accept("+", "-", "−") {
      guard let term = product() else { return nil }
      total += sign == "+" ? term : -term
    }
    return total
  }

  private mutating func product() -> Double? {
    guard var total = factor() else { return nil }
    while let sign = accept("·", "×", "*", "/") {
      guard let next = factor() else { return nil }
      total = sign == "/" ? total / next : total * next
    }
    return total
  }

  private mutating func factor() -> Double? {
    if accept("-", "−") != nil { return number().map { -$0 } }
    guard accept("(") != nil else { return number() }
    depth += 1
    guard depth <= 16, let inner = sum(), accept(")") != nil else { return nil }
    depth -= 1
    return inner
  }

  private mutating func number() -> Double? {
    var digits = ""
    while position < characters.count {
      let character = characters[position]
      if character == groupSign {
        // A separator stands before exactly three digits.
        let group = characters[(position + 1)...].prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, group.count == 3 else { return nil }
      } else if character == pointSign {
        digits.append(".")
      } else if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        break
      }
      position += 1
    }
    return digits.isEmpty ? nil : Double(digits)
  }

  private mutating func accept(_ signs: Character...) -> Character? {
    guard position < characters.count, signs.contains(characters[position]) else { return nil }
    defer { position += 1 }
    return characters[position]
  }
}
