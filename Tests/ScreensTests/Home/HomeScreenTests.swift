import Interface
import Operations
import Stepping
import TestSupport
import Tensors
import Testing
import Training

@testable import Screens

@Suite struct HomeScreenTests {
  @Test func `the first frame shows a convolution with its numbers and every way on`() throws {
    let home = try CommandSession()
    #expect(home.text.contains("output[0,0,0] = "))
    for title in [
      "Convolution", "Operations", "Residual block", "Networks",
      "Live training", "Lessons",
    ] {
      #expect(home.text.contains(title))
    }
    #expect(home.lines.last == " ↑↓ choose  Enter open  L Tiếng Việt  q leave  ? help")
  }

  @Test func `something moves within a second, and nothing without animation`() throws {
    let home = try CommandSession()
    let first = home.text
    home.session.advance(by: .seconds(1))
    #expect(home.text != first)
    let still = try CommandSession("--no-animation", isAnimated: false)
    let frame = still.text
    still.session.advance(by: .seconds(10))
    #expect(still.text == frame)
  }

  @Test func `the demonstration goes round for ever`() throws {
    let home = try CommandSession()
    let first = home.text
    home.session.advance(by: .milliseconds(400 * 16))
    #expect(home.text == first)
  }

  @Test func `keys, numbers and the mouse go in, and q comes back`() throws {
    let ways: [(name: String, go: (CommandSession) -> Void)] = [
      ("arrows", { $0.press(.down, .down, .down, .enter) }),
      ("number", { $0.press(.character("4")) }),
      (
        "mouse",
        { home in
          let row = home.lines.firstIndex { $0.contains("Residual block") } ?? 0
          home.click(8, row)
          home.click(8, row)
        }
      ),
    ]
    for (name, go) in ways {
      let home = try CommandSession()
      go(home)
      #expect(home.lines[0].hasPrefix(" step › residual block"), "\(name)")
      home.press(.character("q"))
      #expect(home.lines[0].hasPrefix(" convscope"), "\(name)")
      #expect(!home.session.isFinished)
    }
  }

  @Test func `every operation is in the menu of operations once, is at work there, and opens`()
    throws
  {
    let all = OperationMenu.Group.allCases.flatMap(\.operations)
    #expect(all.count == StepRequest.Operation.allCases.count)
    #expect(Set(all) == Set(StepRequest.Operation.allCases))
    for (number, operation) in all.enumerated() {
      let home = try CommandSession()
      home.press(.character("3"))
      for _ in 0..<number { home.press(.right) }
      let menu = try #require((home.session.program.stack.last as? HomeScreen)?.operations)
      #expect(menu.operation == operation)
      if !operation.isBlock, !operation.isLearning {
        #expect(home.text.contains("output[0,0,0] = "), "\(operation)")
      }
      home.press(.enter)
      let path = operation == .block ? "resnet8 › layer2.0" : operation.title.english
      #expect(home.lines[0].hasPrefix(" step › \(path)"), "\(operation)")
      home.press(.character("q"))
      #expect(home.lines[0].hasPrefix(" convscope › Operations"))
      home.press(.character("q"))
      #expect(home.lines[0].hasPrefix(" convscope  "))
    }
  }

  @Test func `an operation is chosen and opened with the mouse, whatever finds no room is marked`()
    throws
  {
    let home = try CommandSession()
    home.press(.character("3"))
    let row = try #require(home.lines.firstIndex { $0.contains("tanh") })
    let column = try #require(
      (0..<80).first { home.lines[row].dropFirst($0).hasPrefix("tanh") })
    home.click(column, row)
    let menu = (home.session.program.stack.last as? HomeScreen)?.operations
    #expect(menu?.operation == .tanh)
    home.click(column, row)
    #expect(home.lines[0].hasPrefix(" step › tanh"))
    let narrow = try CommandSession(columns: 60, rows: 18)
    narrow.press(.character("3"))
    #expect(narrow.lines.contains { $0.contains("dense, activations") && $0.hasSuffix("…") })
  }

  @Test func `q on the home screen ends the program`() throws {
    let home = try CommandSession()
    home.press(.character("q"))
    #expect(home.session.isFinished)
  }

  @Test func `a real picture is taken from what is there`() {
    var environment = AppEnvironment(datasets: ["digits"])
    func input() -> TensorSpec? {
      guard case .step(let arguments) = HomeEntry.picture.command(in: environment) else {
        return nil
      }
      return arguments.request.input
    }
    #expect(input() == .sample(SampleSpec(dataset: "digits", split: .test, index: 17)))
    environment.datasets = ["digits", "fashion-mnist"]
    #expect(input() == .sample(SampleSpec(dataset: "fashion-mnist", split: .test, index: 17)))
  }

  @Test func `the chosen line stays in sight in the smallest windows`() throws {
    for rows in 1...12 {
      let home = try CommandSession(columns: 40, rows: rows)
      home.press(.end)
      if rows >= 2 { #expect(home.text.contains("› 7"), "\(rows) rows") }
    }
  }

  @Test func `runs can be told apart, and their lines stand in line with the menu`() throws {
    let home = try CommandSession()
    home.session.deliver(
      .runs(
        ["lenet-digits-20261127-181617", "lenet-digits-20261127-181620", "mine"].map {
          RunSummary(
            path: "/runs/\($0)", network: "lenet", data: "digits", epoch: 1, epochs: 10,
            testAccuracy: 0.5)
        }))
    let lines = home.lines.filter { $0.contains("lenet on digits") }
    let ends = ["20261127-181617", "20261127-181620", "mine"]
    #expect(
      zip(lines, ends).allSatisfy { $0.hasSuffix("\($1)  epoch 1 of 10, test accuracy 0.500") }
        && lines.count == 3, "\(home.text)")
    for start in [" › 1   Convolution", "   9   lenet on digits", "   10  lenet on digits"] {
      #expect(home.lines.contains { $0.hasPrefix(start) }, "\(home.text)")
    }
  }

  @Test func `no size crashes`() throws {
    for columns in [1, 2, 5, 20, 40, 80, 200] {
      for rows in [1, 2, 3, 5, 12, 24, 60] {
        _ = try CommandSession(columns: columns, rows: rows).text
      }
    }
  }
}
