import Testing

@testable import Lessons

struct FormulaTests {
  @Test func `limits stay under their sums in plain ASCII`() {
    let lines = [
      "y =  Σ  V·x   (1)",
      "   a=−Δ",
    ]
    #expect(
      Formula.ascii(lines) == [
        "y =  sum  V*x   (1)",
        "   a=-D",
      ])
  }

  @Test func `every sign in the formulas of the course has a spelling`() throws {
    for file in BuiltInLessons.files {
      for page in try file.lesson().pages {
        for case .formula(let lines) in page.blocks {
          #expect(Formula.ascii(lines).allSatisfy { !$0.contains("?") }, "\(file.path)")
        }
      }
    }
  }
}
