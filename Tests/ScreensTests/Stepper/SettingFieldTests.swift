import Operations
import Stepping
import Tensors
import Testing

@testable import Screens

@Suite struct SettingFieldTests {
  @Test func `plus and minus go to the next value`() {
    let request = StepRequest(.convolution)
    let cases: [(text: String, field: SettingField, step: Int, next: String?)] = [
      ("arange:2x3x3", .input, 1, "arange:2x4x4"), ("ones:1x3", .input, -1, "ones:1x2"),
      ("random:3x3@7", .input, 1, "random:3x3@8"), ("random:3x3@0", .input, -1, nil),
      ("digits/test/17", .input, 1, "digits/test/18"), ("digits/test/0", .input, -1, nil),
      ("[[1]]", .input, 1, nil), ("sobel-x", .kernel, 1, "sobel-y"), ("2x3", .size, 1, "3x4"),
      ("1,2", .stride, 1, "2,3"), ("0", .padding, -1, "-1"), ("0", .bias, 1, nil),
    ]
    let shift = StepRequest(.shift)
    #expect(shift.neighbor(of: "3", in: .size, by: 1) == "5")
    for (text, next) in [("0.5", "0.6"), ("0.9", nil), ("0.25", "0.4")] {
      #expect(StepRequest(.dropout).neighbor(of: text, in: .rate, by: 1) == next)
    }
    for (text, field, step, next) in cases {
      #expect(request.neighbor(of: text, in: field, by: step) == next, "\(text)")
    }
  }

  @Test func `the largest number has no next one`() {
    let request = StepRequest(.convolution)
    let largest = Int.max
    for (text, field) in [
      ("arange:1x\(largest)", SettingField.input), ("digits/test/\(largest)", .input),
      ("\(largest)", .stride),
    ] {
      let next = request.neighbor(of: text, in: field, by: 1)
      #expect(next == nil || next == text, "\(text)")
    }
  }
}
