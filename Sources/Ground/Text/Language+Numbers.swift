/// Numbers as a person reads them: 0.91 and 61,706 in English, 0,91 and 61.706 in Vietnamese.
///
/// Numbers in options, JSON, tapes and files never go through here.
extension Language {
  public var decimalSeparator: String { self == .english ? "." : "," }
  public var groupSeparator: String { self == .english ? "," : "." }

  /// `61,706` or `61.706`
  public func text(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var groups: [String] = []
    var end = digits.count
    while end > 0 {
      let start = Swift.max(0, end - 3)
      groups.insert(String(digits[start..<end]), at: 0)
      end = start
    }
    return (number < 0 ? "-" : "") + groups.joined(separator: groupSeparator)
  }

  /// A number with so many digits after the separator, rounded as `printf` does: `0.910` or `0,910`.
  ///
  /// `decimals` is cut to 0...17. What is no number reads `NaN`, infinity `∞`.
  public func text(_ number: Double, decimals: Int) -> String {
    guard !number.isNaN else { return "NaN" }
    guard number.isFinite else { return number < 0 ? "-∞" : "∞" }
    let decimals = Swift.min(Swift.max(decimals, 0), 17)
    var buffer = [CChar](repeating: 0, count: 352)
    let written = withVaList([CInt(decimals), number]) {
      vsnprintf(&buffer, buffer.count, "%.*f", $0)
    }
    let plain = String(
      decoding: buffer.prefix(Swift.max(0, Int(written))).map { UInt8(bitPattern: $0) },
      as: UTF8.self)
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts[0]
    let grouped = Int(whole).map(text) ?? String(whole)
    let signed = whole.hasPrefix("-") && !grouped.hasPrefix("-") ? "-" + grouped : grouped
    return parts.count > 1 ? signed + decimalSeparator + parts[1] : signed
  }
}
