/// How numbers are written for a person: 0.91 and 61,706 in English, 0,91 and 61.706 in Vietnamese.
///
/// The one writer of numbers, on screens and in text. Rounding is for display alone; ``full(_:_:)``
/// shows the number itself. Not for files, options or JSON, where numbers never follow the language.
public struct NumberFormat: Hashable, Sendable {
  public let decimalSeparator: Character
  public let groupSeparator: Character
  /// Between the numbers of a list: a comma is Vietnamese's decimal sign, so it cannot part them there.
  public let listSeparator: String
  /// What stands for infinity.
  public let infinity: String

  public static let english = NumberFormat(
    decimalSeparator: ".", groupSeparator: ",", listSeparator: ", ")
  public static let vietnamese = NumberFormat(
    decimalSeparator: ",", groupSeparator: ".", listSeparator: "; ")

  public init(
    decimalSeparator: Character, groupSeparator: Character, listSeparator: String,
    infinity: String = "∞"
  ) {
    self.decimalSeparator = decimalSeparator
    self.groupSeparator = groupSeparator
    self.listSeparator = listSeparator
    self.infinity = infinity
  }

  /// The same without letters outside ASCII.
  public var ascii: NumberFormat {
    NumberFormat(
      decimalSeparator: decimalSeparator, groupSeparator: groupSeparator,
      listSeparator: listSeparator, infinity: "inf")
  }

  /// `61,706`
  public func integer(_ value: Int) -> String {
    let digits = String(value.magnitude)
    return (value < 0 ? "-" : "") + grouped(digits)
  }

  /// A number in so many significant digits, without zeros at its end: `0.333`, `19`, `-1.5`.
  ///
  /// Whole numbers up to 99999, or of no more digits than asked for, stay whole, so that a cell never
  /// shows another number where the right one fits. Above, and below 0.001, it is `1.23e5`.
  public func significant(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return nonFinite(value) }
    guard value != 0 else { return "0" }
    let magnitude = abs(value)
    let sign = value < 0 ? "-" : ""
    // 99999.5 with five digits and fewer.
    let limit = pow(10, Double(min(max(digits, 5), 15))) - 0.5
    if magnitude < limit, magnitude == magnitude.rounded() {
      return sign + String(Int(magnitude))
    }
    var decimal = DecimalDigits(parsing: magnitude.description)
    // No digit before the point is ever lost: 1234.5 is 1234 or 1235, not 1230.
    let isPositional = magnitude >= 0.001 && magnitude < limit
    let count = isPositional ? max(digits, decimal.exponent + 1) : max(1, digits)
    if !decimal.round(to: count) {
      decimal = DecimalDigits(
        parsing: cFormatted(magnitude, decimals: count - 1, conversion: "e"))
    }
    return sign
      + (isPositional
        ? decimal.positional(separator: decimalSeparator)
        : decimal.scientific(separator: decimalSeparator))
  }

  /// The number in full: the shortest text that reads back as the same number of its precision.
  public func full(_ value: Double, _ precision: Precision = .double) -> String {
    guard value.isFinite else { return nonFinite(value) }
    guard value != 0 else { return "0" }
    let single = Float(value)
    // What float32 cannot hold is written as it is.
    var text = precision == .single && single.isNormal ? "\(single)" : "\(value)"
    if text.hasSuffix(".0") { text.removeLast(2) }
    return localized(text)
  }

  /// A number with exactly so many decimals and separated groups: `2.30`, `58,214.0`.
  ///
  /// What rounds to zero has no sign.
  public func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return nonFinite(value) }
    var text = cFormatted(value, decimals: max(0, decimals))
    if text.hasPrefix("-"), !text.contains(where: { ("1"..."9").contains($0) }) {
      text.removeFirst()
    }
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    let fraction = parts.count > 1 ? "\(decimalSeparator)\(parts[1])" : ""
    return sign + grouped(String(parts.first ?? "0")) + fraction
  }

  /// A share as a percentage: `85.1 %`.
  public func percent(_ share: Double, decimals: Int = 1) -> String {
    fixed(share * 100, decimals: decimals) + " %"
  }

  /// A large count in thousands, millions or billions: `416.5 k`, `12.5 M`, `1.8 G`; below 10,000
  /// the number itself.
  public func compact(_ value: Int) -> String {
    let magnitude = Double(value.magnitude)
    if magnitude < 10_000 { return integer(value) }
    let units: [(limit: Double, unit: String)] = [(999_950, "k"), (999_950_000, "M")]
    var scaled = Double(value) / 1000
    for (limit, unit) in units {
      if magnitude < limit { return fixed(scaled, decimals: 1) + " " + unit }
      scaled /= 1000
    }
    return fixed(scaled, decimals: 1) + " G"
  }

  /// Whole seconds as hours, minutes and seconds: `00:01:07`.
  public func clock(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "–" }
    let whole = Int(seconds)
    return [whole / 3600, whole / 60 % 60, whole % 60]
      .map { $0 < 10 ? "0\($0)" : String($0) }
      .joined(separator: ":")
  }

  private func nonFinite(_ value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "-\(infinity)" : infinity
  }

  private func localized(_ text: String) -> String {
    String(text.map { $0 == "." ? decimalSeparator : $0 })
  }

  private func grouped(_ digits: String) -> String {
    guard digits.count > 3 else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(groupSeparator) }
      text.append(digit)
    }
    return text
  }

  /// Rounded by the C library, half to even on the exact binary value; `.` is its decimal point,
  /// since the program never sets a locale for numbers.
  private func cFormatted(
    _ value: Double, decimals: Int, conversion: String = "f"
  ) -> String {
    // The largest Double has 309 digits before the point.
    let capacity = 340 + decimals
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      let count = withVaList([Int32(clamping: decimals), value]) {
        vsnprintf(buffer.baseAddress, capacity, "%.*" + conversion, $0)
      }
      let bytes = buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}

extension Language {
  /// How numbers are written for a person.
  public var numbers: NumberFormat {
    switch self {
    case .english: .english
    case .vietnamese: .vietnamese
    }
  }
}
