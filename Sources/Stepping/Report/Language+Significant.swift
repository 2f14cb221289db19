import Ground

extension Language {
  /// A number with at most so many significant digits and no zeros at its end: `0.3333`, `19`, `1e-09`.
  func text(_ number: Double, significant: Int) -> String {
    guard number.isFinite, number != 0 else {
      return text(number.magnitude == 0 ? 0 : number, decimals: 0)
    }
    let exponent = Int(log10(number.magnitude).rounded(.down))
    guard (-6..<15).contains(exponent) else {
      let mantissa = text(number / pow(10, Double(exponent)), decimals: significant - 1)
      return "\(trimmed(mantissa))e\(exponent)"
    }
    return trimmed(text(number, decimals: max(0, significant - 1 - exponent)))
  }

  private func trimmed(_ text: String) -> String {
    guard text.contains(decimalSeparator) else { return text }
    var digits = Substring(text)
    while digits.hasSuffix("0") { digits.removeLast() }
    if digits.hasSuffix(decimalSeparator) { digits.removeLast(decimalSeparator.count) }
    return String(digits)
  }
}
