import Commands
import Ground
import Interface
import Operations
import Networks
import Stepping
import Tensors
import TestSupport
import Testing
import Training

@testable import Screens

struct ExplorerScreenTests {
  private static let context = ScreenContext(
    environment: AppEnvironment(datasets: ["digits"]),
    area: Rect(column: 0, row: 1, columns: 80, rows: 22))

  private func session(
    _ network: String, language: Language = .english, size: Size = Size(columns: 80, rows: 24),
    capabilities: Capabilities = Capabilities()
  ) -> ScreenSession {
    ScreenSession(
      .show(ShowArguments(network: network)), language: language, size: size,
      capabilities: capabilities)
  }

  private func screen(_ network: String, _ keys: Key...) -> ExplorerScreen {
    var screen = ExplorerScreen(ShowArguments(network: network))
    for key in keys { _ = screen.press(key, in: Self.context) }
    return screen
  }

  @Test func `networks can be chosen in the smallest terminal too`() {
    let session = session("lenet", size: Size(columns: 20, rows: 5))
    session.headless.press(.character("c"))
    #expect(session.frame.shows("› lenet"))
    for _ in Zoo.names { session.headless.press(.down) }
    #expect(session.frame.shows("› resnet20"))
  }

  @Test func `every leaf operation has its row once all is open`() {
    for name in Zoo.names {
      var screen = screen(name)
      var index = 0
      while index < screen.rows.count {
        screen = press(screen, .home)
        for _ in 0..<index { screen = press(screen, .down) }
        screen = press(screen, .right)
        index += 1
      }
      let nodes = screen.rows.compactMap { row -> Int? in
        if case .node(let node) = row.item { node } else { nil }
      }
      #expect(nodes == Array(0..<(screen.tree?.graph.nodes.count ?? -1)), "\(name)")
    }
  }

  private func press(_ screen: ExplorerScreen, _ key: Key) -> ExplorerScreen {
    var screen = screen
    _ = screen.press(key, in: Self.context)
    return screen
  }

  @Test func `it opens on the block where the shape changes`() {
    let frame = session("resnet20").frame
    for text in [
      "resnet20 at 3x32x32", "272,474 parameters   40.8 M multiply-adds", "▸ layer1  3 blocks",
      "▾ layer2.0  residual block", "├─● conv1  conv 3x3/2", "● │ downsample.0  conv 1x1/2",
      "⊕─┘ add  sum", "┬─ conv 3x3/2 › BN › ReLU › conv 3x3 › BN ─┐",
      "└─ conv 1x1/2 › BN ────────────────────────⊕─ ReLU",
      "14,528 parameters, 3,670,016 multiply-adds (5.3 % and 9.0 % of all)",
    ] {
      #expect(frame.shows(text), "\(text)")
    }
  }

  @Test func `the rows of a block cost together what the block costs`() throws {
    let tree = ExplorerTree(try Zoo.graph("resnet20"))
    for block in tree.graph.blocks {
      let sum = block.nodes.reduce(0) { $0 + tree.costs[$1].parameters }
      #expect(tree.cost(of: block.nodes).parameters == sum)
    }
    #expect(tree.cost(of: 0..<tree.graph.nodes.count) == tree.graph.cost)
  }

  @Test func `blocks fold, and a layer folds the block that it stands in`() {
    let open = screen("resnet8")
    #expect(press(open, .left).rows.count == open.rows.count - 9)
    let inside = press(press(open, .down), .down)
    #expect(inside.selected == .node(11))
    let folded = press(inside, .left)
    #expect(folded.selected == .block(1))
    #expect(folded.rows.count == open.rows.count - 9)
    #expect(press(folded, .right).rows == open.rows)
    #expect(press(folded, .space).rows == open.rows)
  }

  @Test func `Enter steps through a residual block, and through a layer with its own weights`() {
    var block = StepRequest(.residual)
    block.network = "resnet8"
    block.block = "layer2.0"
    #expect(screen("resnet8").target(in: Self.context) == StepArguments(block))

    // The layer itself, on what enters it: nothing is made up.
    func layer(_ operation: StepRequest.Operation, _ name: String) -> StepArguments {
      var request = StepRequest(operation)
      request.input = .sample(SampleSpec(dataset: "digits", split: .test, index: 0))
      (request.network, request.layer) = ("lenet", name)
      return StepArguments(request)
    }
    #expect(screen("lenet").target(in: Self.context) == layer(.convolution, "0"))
    #expect(screen("lenet", .down).target(in: Self.context) == layer(.sigmoid, "1"))
    #expect(screen("lenet", .down, .down).target(in: Self.context) == layer(.averagePooling, "2"))
    var plain = StepRequest(.block)
    (plain.network, plain.block) = ("plain8", "layer1.0")
    #expect(screen("plain8").target(in: Self.context) == StepArguments(plain))
  }

  @Test func `t trains the network, c shows another`() {
    var shown = screen("resnet8")
    #expect(
      shown.press(.character("t"), in: Self.context)
        == [.open(.train(TrainArguments(options: RecipeOptions(network: "resnet8"))))])
    let session = session("resnet8")
    session.headless.press(.character("c"))
    #expect(session.frame.shows("› resnet8"))
    session.headless.press(.up, .enter)
    #expect(session.frame.shows("mlp at 1x28x28"))
    #expect(session.frame.shows("203,530 parameters"))
    session.headless.press(.character("c"), .down, .escape)
    #expect(session.frame.shows("mlp at 1x28x28"))
  }

  @Test func `a click selects, and a second click goes in`() {
    let session = session("resnet8")
    // Row 5 of the canvas is the folded layer1.0.
    let place = Point(column: 6, row: 5)
    session.headless.send(.mouse(Mouse(.press, at: place)))
    #expect(session.frame.shows("layer1.0: residual block, identity shortcut"))
    session.headless.send(.mouse(Mouse(.press, at: place)))
    #expect(session.frame.shows("▾ layer1.0"))
    session.headless.send(.mouse(Mouse(.wheelDown, at: place)))
    #expect(session.frame.shows("layer1.0.conv1: convolution 3x3, padding 1"))
  }

  @Test func `a network that is not there is explained, and another can be chosen`() {
    let session = session("resnet9")
    #expect(session.frame.shows("resnet9"))
    #expect(session.frame.shows("resnet8"))
    session.headless.press(.character("c"), .enter)
    #expect(session.frame.shows("61,706 parameters"))
  }

  @Test func `an input that does not fit names the layer`() {
    var arguments = ShowArguments(network: "lenet")
    arguments.inputShape = [1, 4, 4]
    #expect(!ScreenSession(.show(arguments)).frame.shows("parameters"))
  }

  @Test func `no size is too small`() {
    for network in Zoo.names {
      let session = session(network)
      for size in [(1, 1), (2, 3), (10, 4), (40, 12), (57, 15), (300, 100)] {
        session.headless.send(.resize(Size(columns: size.0, rows: size.1)))
        _ = session.frame
      }
    }
  }

  @Test func `in ASCII a block is still drawn as two paths that meet`() {
    let frame = session(
      "resnet20", language: .vietnamese,
      capabilities: Capabilities(glyphs: .ascii, colors: .none)
    ).frame
    for text in [
      "terminal ASCII: tieng Viet khong dau", "layer2.0: khoi phan du, duong tat tich chap 1x1",
      "+- tich chap 3x3/2 > BN > ReLU > tich chap 3x3 > BN -+",
      "+- tich chap 1x1/2 > BN -----------------------------+- ReLU",
    ] {
      #expect(frame.shows(text), "\(text)")
    }
  }
}
