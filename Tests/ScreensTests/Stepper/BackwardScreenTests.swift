import Interface
import Operations
import Stepping
import Tensors
import TestSupport
import Testing

@testable import Screens

/// The stepper turned round: a gradient arrives and goes back.
@Suite struct BackwardScreenTests {
  private func view(_ app: CommandSession) throws -> StepView {
    try #require((app.session.program.stack.last as? StepperScreen)?.view)
  }

  @Test func `b goes from forward to every gradient and forward again`() throws {
    let app = try CommandSession(
      "step conv --input arange:2x5x5 --kernel random:3x2x3x3 --bias 1,2,3")
    let forward = app.text
    for name in ["input", "kernel", "bias"] {
      app.press(.character("b"))
      #expect(app.lines[0].contains("∂L/∂\(name)"), "\(app.text)")
      #expect(app.text.contains("∂L/∂\(name)[0"), "\(app.text)")
    }
    app.press(.character("b"))
    #expect(app.lines[0] == forward.split(separator: "\n")[0])
  }

  private static let lines =
    StepRequest.Operation.allCases.filter { !$0.isBlock && !$0.isLearning }.map {
      "step \($0.rawValue)"
    } + [
      "step conv --input random:2x5x6 --kernel random:4x1x3x2 --groups 2 --stride 2 --padding 1 --dilation 1,2",
      "step conv --input arange:4x4 --kernel gaussian --padding 1 --padding-mode reflect --flip",
      "step convtranspose --input random:2x3x3 --kernel random:2x3x3x3 --stride 2 --padding 1",
    ]

  @Test(arguments: lines)
  func `what is bright are the cells and the factors of the terms`(line: String) throws {
    let app = try CommandSession(line)
    let names = try view(app).steps.targetNames
    for _ in names {
      app.press(.character("b"))
      let steps = try view(app).steps
      #expect(steps.isBackward)
      for index in stride(from: 0, to: steps.count, by: max(1, steps.count / 7)) {
        var view = try view(app)
        view.seek(to: index)
        let step = steps[index]
        // Every cell of the arriving gradient that has a part lies in what is marked.
        for term in step.terms {
          #expect(view.reads.channels.contains(term.position.channel))
          #expect(
            view.reads.reads(row: term.position.row, column: term.position.column), "\(line)")
        }
        guard let factors = view.factors, case .convolution(let convolution) = steps.layer,
          convolution.paddingMode == .zeros
        else { continue }
        // The bright numbers of the other grid are the factors.
        let bright = factors.rows.flatMap { row in
          factors.columns.map { GridIndex(row: row, column: $0) }
        }.filter(factors.isUsed).map(factors.value).sorted()
        let channel = view.channel
        let used = step.terms.filter { $0.position.channel == channel }.map(\.factor).sorted()
        #expect(bright == used, "\(line) at \(index)")
      }
    }
  }

  @Test func `the gradient that arrives can be changed`() throws {
    let app = try CommandSession("step conv --input arange:5x5 --kernel sobel-x --no-animation")
    app.press(.character("b"), .tab, .character("+"))
    #expect(app.text.contains("random:1x3x3@0"), "\(app.text)")
    app.press(.enter)
    for _ in 0..<20 { app.press(.backspace) }
    app.type("[[0,0,0],[0,1,0],[0,0,0]]")
    app.press(.enter)
    let steps = try view(app).steps
    #expect(steps.makeOutput().elements.count { $0 != 0 } == 6)
  }

  @Test func `no grid of a gradient is left out, in a small terminal as in a large one`() throws {
    for (columns, rows) in [(60, 18), (80, 24), (200, 60)] {
      for line in [
        "step conv --input random:3x8x8 --kernel random:4x3x3x3 --padding 1",
        "step conv --input random:1x28x28 --kernel random:5x5",
        "step maxpool --input random:2x30x30",
        "step linear --input random:1x8x8 --weight random:10x64",
        "step relu --input random:2x40x40",
      ] {
        let app = try CommandSession(line, columns: columns, rows: rows)
        for _ in 0..<2 {
          app.press(.character("b"))
          guard try view(app).steps.isBackward else { continue }
          let screen = try #require(app.session.program.stack.last as? StepperScreen)
          let grids = try #require(
            StepperLayout(screen, in: app.session.program.context).grids)
          #expect(grids.leftOut.isEmpty, "\(columns)x\(rows)\n\(app.text)")
          #expect(grids.places.last?.panel == .output)
        }
      }
    }
  }
}
