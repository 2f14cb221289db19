import Testing

@testable import Terminal

@Suite struct EscapeDelayTests {
  @Test(arguments: [("0", 0), ("1", 1), ("300", 300), ("0040", 40), ("10000", 10_000)])
  func `a number of milliseconds is taken`(text: String, milliseconds: Int) {
    #expect(EscapeDelay.parse(text) == .milliseconds(milliseconds))
  }

  @Test(arguments: [
    nil, "", "-1", "+5", " 5", "5 ", "25ms", "1e3", "0x10", "٣", "10001", "99999999999999999999999",
  ])
  func `anything else is 25`(text: String?) {
    #expect(EscapeDelay.parse(text) == .milliseconds(25))
  }
}
