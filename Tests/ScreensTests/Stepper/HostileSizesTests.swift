import Interface
import Tensors
import TestSupport
import Testing

@testable import Screens

/// Settings of any size at all: a screen says what is wrong with them or shows what they make, and never ends the program.
@Suite struct HostileSizesTests {
  private static let sizes = [
    0, 1, 2, 3, 7, 1 << 16, 1 << 31, 1 << 32, 1 << 61, 2_305_843_009_213_693_960, 1 << 62,
    Int.max - 1, Int.max,
  ]

  @Test(arguments: 0..<8) func `no size traps, whatever is done with it`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    func size() -> Int { Self.sizes[generator.integer(below: Self.sizes.count)] }
    for _ in 0..<12 {
      var line: String
      switch generator.integer(below: 3) {
      case 0:
        line = "step conv --input arange:5x5 --kernel \(["sobel-x", "ones:1x1x2x3"][seed % 2])"
        if generator.integer(below: 3) == 0 { line += " --groups \(size())" }
      case 1: line = "step maxpool --input arange:2x5x5 --size \(size()),\(1 + seed % 3)"
      default: line = "step avgpool --input arange:5x5 --size \(1 + seed % 4)"
      }
      for option in ["stride", "padding", "dilation"] where generator.integer(below: 3) > 0 {
        if option == "dilation", line.contains("avgpool") { continue }
        line += " --\(option) \(size()),\(size())"
      }
      guard let app = try? CommandSession(line, columns: 80, rows: 24) else { continue }
      for (columns, rows) in [(80, 24), (60, 18), (200, 60), (12, 5)] {
        app.session.send(.resize(Size(columns: columns, rows: rows)))
        for key: Key in [.right, .down, .end, .character("t"), .escape, .character("m"), .tab] {
          app.press(key)
          #expect(!app.text.isEmpty, "\(line)")
        }
        for key: Key in [.character("+"), .right, .character("-"), .right, .tab, .character(">")] {
          app.press(key)
        }
        #expect(!app.text.isEmpty, "\(line)")
      }
    }
  }
}
