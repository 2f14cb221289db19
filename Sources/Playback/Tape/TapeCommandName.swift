/// The commands of a tape, as they are written.
enum TapeCommandName: String, CaseIterable {
  case size = "Size"
  case run = "Run"
  case key = "Key"
  case type = "Type"
  case click = "Click"
  case wheel = "Wheel"
  case resize = "Resize"
  case sleep = "Sleep"
  case train = "Train"
  case wait = "Wait"
  case expect = "Expect"
  case expectNot = "ExpectNot"
  case golden = "Golden"
  case caption = "Caption"
  case `repeat` = "Repeat"
  case end = "End"
  case shot = "Shot"

  static let list = allCases.map(\.rawValue).joined(separator: ", ")
}
