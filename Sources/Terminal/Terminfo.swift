import CNCurses

/// The strings of the terminal's description.
enum Terminfo {
  /// A string without its padding (`$<5>`), which no terminal of today needs; `nil` where the terminal
  /// has none.
  static func string(_ name: String) -> String? {
    guard let value = cnc_terminfo_string(name) else { return nil }
    var text = ""
    var rest = String(cString: value)[...]
    while let start = rest.firstRange(of: "$<") {
      text += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: ">") else { break }
      rest = rest[rest.index(after: end)...]
    }
    return text + rest
  }
}
