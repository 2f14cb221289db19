import Ground
import Lessons
import Testing

struct ArithmeticTests {
  @Test func `an equation of numbers is computed`() {
    #expect(Arithmetic.holds("0·0 + 1·1 + 3·2 + 4·3 = 19", in: .english) == true)
    #expect(Arithmetic.holds("6·(5·5 + 1) = 150 + 6 = 156", in: .english) == true)
    #expect(Arithmetic.holds("−2·3 = -6", in: .english) == true)
    #expect(Arithmetic.holds("1 / 4 = 0.25", in: .english) == true)
    #expect(Arithmetic.holds("2 + 2 = 5", in: .english) == false)
    #expect(Arithmetic.holds("2 = 2 = 3", in: .english) == false)
  }

  @Test func `numbers are read as their language writes them`() {
    #expect(Arithmetic.holds("784·256 + 256 = 200,960", in: .english) == true)
    #expect(Arithmetic.holds("784·256 + 256 = 200.960", in: .vietnamese) == true)
    #expect(Arithmetic.holds("784·256 + 256 = 200.960", in: .english) == false)
    #expect(Arithmetic.holds("1/4 = 0,25", in: .vietnamese) == true)
    #expect(Arithmetic.holds("1 = 1,5", in: .english) == nil)
  }

  @Test func `anything else is no equation of numbers`() {
    for text in ["k = i + a", "3x3", "19", "", "=", "1 = ", "1 +", "(1 = 1", "1 = 1)", "1 = x"] {
      #expect(Arithmetic.holds(text, in: .english) == nil, "\(text)")
    }
    let deep = String(repeating: "(", count: 10_000)
    #expect(Arithmetic.holds(deep + "1 = 1", in: .english) == nil)
  }
}
