import Ground
import Interface
import Testing

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (19, "19"), (0.5, "0.5"), (1.0 / 3, "0.333"), (-1.5, "-1.5"),
    (9.996, "10"), (123.456, "123"), (1234.5678, "1235"), (99999, "99999"), (123456, "1.23e5"),
    (0.00012345, "1.23e-4"), (0.0123456, "0.0123"), (-0.001, "-0.001"), (99999.9, "1e5"),
    (.infinity, "∞"), (-.infinity, "-∞"), (.nan, "NaN"), (1e308, "1e308"),
  ])
  func `three significant digits`(value: Double, text: String) {
    #expect(NumberFormat.english.significant(value) == text)
  }

  @Test(arguments: [
    (1.005, "1"), (1.015, "1.01"), (0.125, "0.125"), (2.5e-7, "2.5e-7"), (1.125e-7, "1.12e-7"),
    (0.00099996, "1e-3"), (99.95, "100"), (1234.5, "1234"), (1235.5, "1236"), (0.99996, "1"),
    (1e16, "1e16"), (1.5e300, "1.5e300"), (-0.0012345, "-0.00123"),
  ])
  func `rounding goes by the number itself, halves to even`(value: Double, text: String) {
    #expect(NumberFormat.english.significant(value) == text)
  }

  @Test func `Vietnamese writes a comma before decimals and points between groups`() {
    let format = NumberFormat.vietnamese
    #expect(format.significant(0.91) == "0,91")
    #expect(format.integer(61_706) == "61.706")
    #expect(format.fixed(1234.5, decimals: 2) == "1.234,50")
    #expect(format.full(0.1 + 0.2) == "0,30000000000000004")
    #expect(format.percent(0.851) == "85,1 %")
  }

  @Test func `large integers have separators, small ones none`() {
    let format = NumberFormat.english
    #expect(format.integer(999) == "999")
    #expect(format.integer(-1_234_567) == "-1,234,567")
    #expect(format.integer(.min) == "-9,223,372,036,854,775,808")
    #expect(format.compact(12_501_632) == "12.5 M")
    #expect(format.compact(999_999) == "1.0 M")
    #expect(format.compact(9_999) == "9,999")
  }

  @Test func `six digits keep whole numbers of six digits whole`() {
    let format = NumberFormat.english
    #expect(format.significant(150_528, digits: 6) == "150528")
    #expect(format.significant(1_234_567, digits: 6) == "1.23457e6")
    #expect(format.significant(497.5, digits: 6) == "497.5")
  }

  @Test func `numbers of float32 have as many digits as tell them apart`() {
    let format = NumberFormat.english
    #expect(format.full(110.0 / 255, .single) == "0.43137255")
    #expect(format.full(110.0 / 255, .double) == "0.43137254901960786")
    #expect(format.full(Double(Float(0.1)), .single) == "0.1")
    #expect(format.full(1e300, .single) == "1e+300")
    #expect(format.full(1e-45, .single) == "1e-45")
  }

  @Test func `infinity has a sign of its own where the terminal has it`() {
    #expect(NumberFormat.english.fixed(-.infinity, decimals: 1) == "-∞")
    #expect(NumberFormat.english.ascii.full(.infinity) == "inf")
    let column = NumberColumn(fitting: [-.infinity, 1], format: .english)
    #expect(
      NumberColumn(format: NumberFormat.english.ascii).joined(with: column).text(-.infinity)
        == "-inf")
    #expect(column.text(-.infinity) == "  -∞")
  }

  @Test func `what rounds to zero has no sign`() {
    #expect(NumberFormat.english.fixed(-0.001, decimals: 2) == "0.00")
    #expect(NumberFormat.english.fixed(-0.01, decimals: 2) == "-0.01")
  }

  @Test func `seconds are written as a clock`() {
    #expect(NumberFormat.english.clock(seconds: 3723.9) == "01:02:03")
    #expect(NumberFormat.english.clock(seconds: .infinity) == "–")
  }

  @Test func `a column is as wide as its widest number, in whatever order they come`() {
    for digits in 1...4 {
      var column = NumberColumn(format: .english, digits: digits)
      var widest = (before: 1, after: 0)
      var state: UInt64 = 88_172_645_463_325_252
      for _ in 0..<4_000 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        let exponent = Double(Int(state % 13)) - 5
        let sign: Double = state & (1 << 40) == 0 ? 1 : -1
        let value = sign * Double(state >> 11) / 9.007e15 * pow(10, exponent)
        column.widen(for: value)
        let text = NumberFormat.english.significant(value, digits: digits)
        let point = text.firstIndex { $0 == "." || $0 == "e" } ?? text.endIndex
        widest.before = max(widest.before, text.distance(from: text.startIndex, to: point))
        widest.after = max(widest.after, text.distance(from: point, to: text.endIndex))
      }
      #expect(column.before == widest.before && column.after == widest.after)
    }
  }

  @Test func `columns line up on the point`() {
    let values = [1.0, -12.5, 0.333, 1e-5]
    let column = NumberColumn(fitting: values, format: .english)
    #expect(values.map(column.text) == ["  1    ", "-12.5  ", "  0.333", "  1e-5 "])
    #expect(column.width == 7)
  }
}
