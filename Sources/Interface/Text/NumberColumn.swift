import Ground

/// The room that numbers need to line up on their decimal point.
///
/// It is made from the numbers that may stand in the column, and then writes each of them in
/// ``width`` columns.
public struct NumberColumn: Hashable, Sendable {
  public let format: NumberFormat
  public let digits: Int
  /// Columns before the point, the sign included.
  public private(set) var before = 1
  /// Columns from the point on.
  public private(set) var after = 0

  public init(format: NumberFormat, digits: Int = 3) {
    self.format = format
    self.digits = digits
  }

  public init(fitting values: [Double], format: NumberFormat, digits: Int = 3) {
    self.init(format: format, digits: digits)
    for value in values { widen(for: value) }
  }

  public var width: Int { before + after }

  /// Makes room for one number more.
  public mutating func widen(for value: Double) {
    guard value.isFinite else {
      // As wide as without the sign of infinity: the terminal may not have it.
      before = max(before, value < 0 ? 4 : 3)
      return
    }
    guard !certainlyFits(value) else { return }
    let parts = split(value)
    before = max(before, parts.before.utf8.count)
    after = max(after, parts.after.utf8.count)
  }

  /// Makes room before the point until the column has at least so many columns.
  public mutating func widen(toWidth width: Int) {
    before = max(before, width - after)
  }

  /// A column in which the numbers of both line up.
  public func joined(with other: NumberColumn) -> NumberColumn {
    var joined = self
    joined.before = max(before, other.before)
    joined.after = max(after, other.after)
    return joined
  }

  /// The number in exactly ``width`` columns; wider where the column was not made for it.
  public func text(_ value: Double) -> String {
    let parts = split(value)
    return String(repeating: " ", count: max(0, before - parts.before.count))
      + parts.before + parts.after
      + String(repeating: " ", count: max(0, after - parts.after.count))
  }

  /// Whether the column has room for the most digits that a number of this size can have: then it need not be
  /// written to be measured, which for a column of thousands is what takes the time.
  private func certainlyFits(_ value: Double) -> Bool {
    let magnitude = abs(value)
    guard magnitude >= 0.001, magnitude < 90_000, digits >= 1 else { return value == 0 }
    var (exponent, next) = magnitude < 1 ? (-3, 0.01) : (0, 10)
    while magnitude >= next {
      exponent += 1
      next *= 10
    }
    // So near the next power of ten it may be rounded to it.
    guard magnitude < 0.94 * next else { return false }
    let whole = max(1, exponent + 1) + (value < 0 ? 1 : 0)
    let decimals = max(0, digits - 1 - exponent)
    return before >= whole && after >= (decimals > 0 ? decimals + 1 : 0)
  }

  private func split(_ value: Double) -> (before: Substring, after: Substring) {
    let text = format.significant(value, digits: digits)
    guard value.isFinite else { return (text[...], "") }
    // Finite numbers are ASCII, so that bytes are columns.
    let separator = format.decimalSeparator.asciiValue
    let point = text.utf8.firstIndex { $0 == separator || $0 == UInt8(ascii: "e") }
    return (text[..<(point ?? text.endIndex)], text[(point ?? text.endIndex)...])
  }
}
