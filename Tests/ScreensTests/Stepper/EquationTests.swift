import Ground
import Interface
import Operations
import Stepping
import Tensors
import Testing

@testable import Screens

@Suite struct EquationTests {
  private let context = ScreenContext(
    environment: AppEnvironment(), area: Rect(column: 0, row: 0, columns: 80, rows: 24))

  private func convolutionSteps(
    input: Tensor, kernel: Tensor, bias: [Double]? = nil
  ) throws -> Steps {
    var request = StepRequest(.convolution)
    request.bias = bias
    return try request.steps(input: input, kernel: kernel)
  }

  private func equation(terms count: Int, bias: [Double]? = nil) throws -> Equation {
    let input = Tensor(shape: [1, 1, count], elements: (0..<count).map(Double.init))
    let steps = try convolutionSteps(
      input: input, kernel: Tensor(shape: [1, 1, 1, count], repeating: -2), bias: bias)
    return Equation(of: steps[0], in: steps, label: "y", TermWriter(context))
  }

  @Test func `negative factors stand in parentheses and the bias last`() throws {
    #expect(try equation(terms: 2, bias: [0.5]).text == "y = 0·(-2) + 1·(-2) + bias 0.5 = -1.5")
  }

  @Test func `a folded sum fits, counts what it leaves out and keeps the result`() throws {
    let sum = try equation(terms: 500)
    for rows in 1...3 {
      for columns in [20, 40, 80, 200] {
        let lines = sum.folded(columns: columns, rows: rows)
        #expect(lines.count <= rows, "\(columns)x\(rows)")
        #expect(lines.last?.hasSuffix("-249500") == true, "\(columns)x\(rows): \(lines)")
      }
    }
    #expect(
      sum.folded(columns: 60, rows: 1)
        == ["y = 0·(-2) + 1·(-2) + 2·(-2) + (497 more: -2.49e5) = -249500"])
  }

  @Test func `a number that finds no room is rounded, never cut`() throws {
    let input = Tensor(shape: [1, 1, 1], elements: [1.0 / 3])
    let steps = try convolutionSteps(
      input: input, kernel: Tensor(shape: [1, 1, 1, 1], repeating: 1))
    let equation = Equation(of: steps[0], in: steps, label: "y", TermWriter(context))
    #expect(equation.folded(columns: 12, rows: 1) == ["y = 0.333"])
    #expect(equation.folded(columns: 3, rows: 1) == ["0.333"])
  }

  @Test func `as many terms as fit are shown`() throws {
    let sum = try equation(terms: 30)
    let shown = sum.folded(columns: 78, rows: 2).joined(separator: " ")
    let more = try equation(terms: 30).folded(columns: 78, rows: 3).joined(separator: " ")
    #expect(more.count > shown.count)
    #expect(sum.folded(columns: 1000, rows: 1) == [sum.text])
  }

  @Test func `a sum of which only the first terms are written folds the same`() throws {
    let input = Tensor(shape: [1, 1, 500], elements: (0..<500).map(Double.init))
    let steps = try convolutionSteps(
      input: input, kernel: Tensor(shape: [1, 1, 1, 500], repeating: -2))
    let room = Rect(column: 0, row: 0, columns: 78, rows: 2)
    let limited = Equation(
      of: steps[0], in: steps, label: "y", limit: Equation.limit(in: room), TermWriter(context))
    #expect(limited.terms.count < 100)
    #expect(
      limited.folded(columns: 78, rows: 2)
        == (try equation(terms: 500)).folded(columns: 78, rows: 2))
  }

  @Test func `every number keeps three digits and the result all of its own`() throws {
    let input = Tensor(shape: [1, 1, 1], elements: [1.0 / 3])
    let steps = try convolutionSteps(
      input: input, kernel: Tensor(shape: [1, 1, 1, 1], repeating: 1))
    #expect(
      Equation(of: steps[0], in: steps, label: "y", TermWriter(context)).text
        == "y = 0.333·1 = 0.3333333333333333")
  }

  @Test
  func `numbers of float32 have the digits of float32, and what is computed from them its own`()
    throws
  {
    let input = Tensor(
      shape: [1, 1, 2], elements: [110.0 / 255, 0.1], precision: .single)
    let steps = try convolutionSteps(
      input: input, kernel: Tensor(shape: [1, 1, 1, 2], repeating: 1))
    #expect(
      Equation(of: steps[0], in: steps, label: "", TermWriter(context)).result
        == "0.5313725490196078")
    var larger = input
    larger.elements[1] = 0
    let maximum = try Steps(
      .maxPooling(MaxPooling(window: Window(kernel: Pair(1, 2)))), inputs: [larger])
    #expect(
      Equation(of: maximum[0], in: maximum, label: "", TermWriter(context)).result == "0.43137255")
  }

  @Test func `the screen and the text write the same arithmetic`() throws {
    let input = Tensor(shape: [1, 1, 1], elements: [-.infinity])
    let steps = try Steps(.relu, inputs: [input])
    #expect(
      Equation(of: steps[0], in: steps, label: "y", TermWriter(.english)).text
        == "y = max(-∞, 0) = 0")
    #expect(
      Equation(of: steps[0], in: steps, label: "y", TermWriter(.vietnamese)).text
        == "y = max(-∞; 0) = 0")
    #expect(
      Equation(of: steps[0], in: steps, label: "y", TermWriter(.english, isASCII: true)).text
        == "y = max(-inf, 0) = 0")
  }

  @Test func `the size of the output is written with floor where it does not divide`() {
    func text(_ window: Window, _ input: Pair) -> String {
      SizeFormula(input: input, window: window).text(in: context)
    }
    #expect(
      text(Window(kernel: Pair(3), stride: Pair(2)), Pair(6))
        == "height = width = ⌊(6 + 2·0 - 3) / 2⌋ + 1 = 2   never read: rows 1, columns 1")
    #expect(
      text(Window(kernel: Pair(3), dilation: Pair(2)), Pair(5))
        == "height = width = (5 + 2·0 - (2·(3 - 1) + 1)) / 1 + 1 = 1")
    #expect(
      text(Window(kernel: Pair(3, 5), stride: Pair(3, 4), padding: Pair(0, 1)), Pair(8))
        == "height = ⌊(8 + 2·0 - 3) / 3⌋ + 1 = 2   width = ⌊(8 + 2·1 - 5) / 4⌋ + 1 = 2")
  }
}
