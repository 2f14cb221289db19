/// A number's decimal digits and where its point stands: `0.0123` is 1, 2, 3 with exponent -2.
struct DecimalDigits {
  /// 0...9, the first one not 0, the last one not 0; empty for the number 0.
  private(set) var digits: [UInt8]
  /// The power of ten of the first digit.
  private(set) var exponent: Int

  /// The digits of a number's text, as Swift and C write it (`-12.5`, `1e-05`, `1.5e+20`); the sign
  /// is left out.
  init(parsing text: String) {
    digits = []
    exponent = 0
    var digitsBeforePoint = 0
    var written = 0
    var isPastPoint = false
    var isExponent = false
    var isExponentNegative = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "."): isPastPoint = true
      case UInt8(ascii: "e"): isExponent = true
      case UInt8(ascii: "-"): isExponentNegative = isExponent
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = byte - UInt8(ascii: "0")
        if isExponent {
          written = written * 10 + Int(digit)
        } else {
          if digits.isEmpty, digit == 0 {
            if isPastPoint { digitsBeforePoint -= 1 }
          } else {
            digits.append(digit)
            if !isPastPoint { digitsBeforePoint += 1 }
          }
        }
      default: break
      }
    }
    exponent = digitsBeforePoint - 1 + (isExponentNegative ? -written : written)
    dropTrailingZeros()
  }

  /// Rounds to so many digits.
  ///
  /// - Returns: `false`, and nothing is changed, where the digits lie exactly between two: whether
  ///   the number itself does, the shortest digits cannot tell.
  mutating func round(to count: Int) -> Bool {
    guard count >= 1, digits.count > count else { return true }
    if digits[count] == 5, digits.count == count + 1 { return false }
    let isUp = digits[count] >= 5
    digits.removeLast(digits.count - count)
    if isUp {
      var index = count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        exponent += 1
      }
    }
    dropTrailingZeros()
    return true
  }

  /// `0.0123`, `12300`
  func positional(separator: Character) -> String {
    var text = ""
    if exponent < 0 {
      text = "0\(separator)" + String(repeating: "0", count: -exponent - 1)
      append(digits[...], to: &text)
      return text
    }
    let before = min(digits.count, exponent + 1)
    append(digits[..<before], to: &text)
    text += String(repeating: "0", count: exponent + 1 - before)
    if digits.count > before {
      text.append(separator)
      append(digits[before...], to: &text)
    }
    return text
  }

  /// `1.23e-2`
  func scientific(separator: Character) -> String {
    var text = ""
    append(digits[..<1], to: &text)
    if digits.count > 1 {
      text.append(separator)
      append(digits[1...], to: &text)
    }
    return text + "e\(exponent)"
  }

  private func append(_ digits: ArraySlice<UInt8>, to text: inout String) {
    for digit in digits { text.unicodeScalars.append(Unicode.Scalar(48 + digit)) }
  }

  private mutating func dropTrailingZeros() {
    while digits.last == 0 { digits.removeLast() }
  }
}
