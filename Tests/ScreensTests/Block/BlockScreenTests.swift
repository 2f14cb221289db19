import Commands
import Ground
import Interface
import Operations
import Stepping
import Tensors
import TestSupport
import Testing

@testable import Screens

@Suite struct BlockScreenTests {
  private func screen(_ app: CommandSession) throws -> BlockScreen {
    try #require(app.session.program.stack.last as? BlockScreen)
  }

  @Test func `every stage shows the real numbers of the cell`() throws {
    let app = try CommandSession("step residual --at 0,1,1", columns: 120, rows: 40)
    let block = try StepRequest(.residual).blockSteps(
      input: Tensor(shape: [1, 5, 5], elements: (0..<25).map(Double.init)))
    #expect(
      block.stages.map(\.name)
        == ["conv1", "bn1", "relu1", "conv2", "bn2", "shortcut", "add", "relu2"])
    for stage in block.stages {
      let value = Language.english.numbers.full(stage.steps[6].value)
      let line = app.lines.first { $0.dropFirst(6).hasPrefix(stage.name) }
      #expect(line?.hasSuffix(" = \(value)") == true, "\(stage.name): \(line ?? "no line")")
    }
    #expect(app.text.contains("batch normalisation: statistics of this input"))
    #expect(app.text.contains("weights as initialised, seed 0"))
  }

  @Test func `a block of a network opens on a real picture where there is one`() {
    var request = StepRequest(.residual)
    request.network = "resnet8"
    request.block = "layer2.0"
    for (datasets, input) in [
      (["digits", "cifar-10"], "cifar-10/test/0"), (["digits"], "random:3x32x32@0"),
    ] {
      let screen = BlockScreen(request, environment: AppEnvironment(datasets: datasets))
      #expect(screen.request.input?.description == input)
    }
  }

  @Test func `s puts the plain block beside the residual one`() throws {
    let app = try CommandSession("step residual --at 0,1,1", columns: 120, rows: 40)
    app.press(.character("s"))
    #expect(app.text.contains("residual block: conv1"))
    #expect(app.text.contains("plain block: conv1"))
    let blocks = try #require(screen(app).blocks)
    #expect(blocks.plain.map(\.name) == ["conv1", "bn1", "relu1", "conv2", "bn2", "relu2"])
    let last = try #require(app.lines.first { $0.dropFirst(6).hasPrefix("relu2") })
    for block in [blocks.stages, blocks.plain] {
      let value = try #require(block.last).steps[6].value
      #expect(last.contains(" = \(Language.english.numbers.full(value))"))
    }
    app.press(.escape)
    #expect(try !screen(app).showsPlain)
    #expect(!app.session.isFinished)
  }

  @Test func `keys move the cell and the stage, on and back`() throws {
    let moves: [(keys: [Key], index: Int, stage: Int)] = [
      ([.right], 1, 0), ([.right, .left], 0, 0), ([.down], 5, 0), ([.end], 24, 0),
      ([.end, .home], 0, 0), ([.character("]")], 0, 1), ([.character("]"), .character("[")], 0, 0),
      ([.character("n")], 0, 1), (Array(repeating: .character("n"), count: 8), 1, 0),
      (Array(repeating: .character("]"), count: 20), 0, 7),
    ]
    for (keys, index, stage) in moves {
      let app = try CommandSession("step residual --input arange:5x5")
      for key in keys { app.press(key) }
      #expect(try screen(app).index == index, "\(keys)")
      #expect(try screen(app).stage == stage, "\(keys)")
    }
  }

  @Test func `it plays stage by stage, then goes to the next cell`() throws {
    let app = try CommandSession("step residual --input arange:5x5")
    app.session.advance(by: .seconds(1))
    #expect(try screen(app).stage == 2)
    app.session.advance(by: .seconds(3))
    #expect(try screen(app).index == 1)
    app.press(.space)
    let frame = app.text
    app.session.advance(by: .seconds(10))
    #expect(app.text == frame)
  }

  @Test
  func `a network's block uses its running statistics, and a 1x1 shortcut where the shape changes`()
    throws
  {
    let app = try CommandSession(
      "step residual --network resnet8 --block layer2.0 --input random:3x32x32 --at 3,4,5",
      columns: 120, rows: 40)
    // Nobody has trained it: its running statistics are those of a network that begins.
    #expect(app.text.contains("batch normalisation: mean 0 and variance 1, nothing is learned yet"))
    #expect(app.text.contains("downsample.0"))
    #expect(app.lines[0].contains("step › resnet8 › layer2.0"))
    #expect(app.lines[0].contains("block input 16x32x32   block output 32x16x16"))
    #expect(app.text.contains("output[3,4,5]"))
  }

  @Test func `it opens on a cell that its shortcut alone keeps alive, and plays`() throws {
    let app = try CommandSession("step residual")
    #expect(app.text.contains("output[0,2,2]"))
    #expect(app.text.contains(" = 11.720287361397157"))
    #expect(try screen(app).player.isPlaying)
    app.press(.character("s"))
    #expect(app.text.contains("max(-0.28, 0) = 0"))
  }

  @Test func `the two ways through the block are drawn, and the numbers of a normalisation named`()
    throws
  {
    for language in Language.allCases {
      let app = try CommandSession("step residual", columns: 80, rows: 24)
      if language == .vietnamese { app.press(.character("L")) }
      for (gutter, name) in [
        ("├─● ", "conv1"), ("│ ● ", "bn2"),
        ("● │ ", language == .english ? "shortcut" : "đường tắt"),
        ("⊕─┘ ", language == .english ? "add" : "tổng"), ("●   ", "relu2"),
      ] {
        #expect(app.text.contains(gutter + name), "\(language): \(gutter)\(name)\n\(app.text)")
      }
      app.press(.character("]"))
      #expect(
        app.text.contains(
          language == .english
            ? "mean 3.15, variance 65.3 (of this input), γ 1, β 0"
            : "trung bình 3,15, phương sai 65,3 (của đầu vào này), γ 1, β 0"))
    }
  }

  @Test func `Enter on a stage of a network's block opens that layer`() throws {
    let app = try CommandSession(
      "step residual --network resnet8 --block layer2.0 --input random:3x32x32", columns: 120,
      rows: 40)
    for name in ["conv1", "bn1", nil, "conv2", "bn2", "downsample.0", "downsample.1", "add"] {
      let opened = try screen(app).stageCommand(try #require(screen(app).blocks))
      guard case .step(let arguments)? = opened else {
        Issue.record("\(name ?? "relu") opens nothing")
        continue
      }
      #expect(arguments.request.network == "resnet8")
      #expect(arguments.request.input == .filled(.random(seed: 0), [3, 32, 32]))
      if let name { #expect(arguments.request.layer == "layer2.0.\(name)") }
      app.press(.character("]"))
    }
  }

  @Test func `Enter goes into a convolution at the same cell`() throws {
    let app = try CommandSession("step residual --at 0,1,1")
    app.press(.enter)
    let stepper = try #require(app.session.program.stack.last as? StepperScreen)
    #expect(stepper.index == 6)
    #expect(stepper.steps?.window?.padding == .one)
    app.press(.character("q"))
    #expect(try screen(app).index == 6)
    app.press(.character("]"), .enter)
    #expect(app.session.program.stack.count == 1)
  }

  @Test func `what cannot be is said on the screen`() throws {
    let wrong: [(line: String, sentence: String)] = [
      ("step residual --network resnet8 --block layer9.0", "layer9.0"),
      ("step residual --network resnt8 --block layer1.0", "resnet8"),
      ("step residual --at 0,9,9", "at: found 0,9,9"),
    ]
    for (line, sentence) in wrong {
      let app = try CommandSession(line)
      #expect(app.text.contains(sentence), "\(line)\n\(app.text)")
    }
  }

  @Test func `a block is computed outside, says what and how far, and lets keys work meanwhile`()
    throws
  {
    for (language, sentence) in [
      (Language.english, "computing layer1.0.conv1, operation 4 of 10"),
      (.vietnamese, "đang tính layer1.0.conv1, phép 4 / 10"),
    ] {
      let line =
        "step residual --network resnet20 --block layer1.0 --input random:3x224x224"
      let app = try CommandSession(line, language: language, answers: try waiting(line))
      let request = try screen(app).request
      #expect(app.handler.effects == [.openBlock(request)])
      #expect(app.text.contains("random:3x224x224"))
      app.session.deliver(
        .block(
          request,
          .progress(ForwardProgress(name: "layer1.0.conv1", number: 4, count: 10, share: 0.5))))
      #expect(app.text.contains(sentence), "\(app.text)")
      let before = app.text
      app.press(.character("?"))
      #expect(app.text != before)
      app.press(.escape)
      #expect(app.text == before)
    }
  }

  @Test func `leaving a block that is still computed ends the computation`() throws {
    let line = "step residual --network resnet20 --block layer1.0 --input random:3x224x224"
    let app = try CommandSession(line, answers: try waiting(line))
    let request = try screen(app).request
    app.press(.character("q"))
    #expect(app.handler.effects == [.openBlock(request), .abandon(.openBlock(request))])
    let opened = try CommandSession("step residual")
    opened.press(.character("q"))
    #expect(opened.handler.effects.count == 1)
  }

  /// Answers that let the block of a line wait.
  private func waiting(_ line: String) throws -> [Effect: [Message]] {
    let words = line.split(separator: " ").map(String.init)
    guard case .run(.step(let arguments)) = try Command.parse(words).request else { return [:] }
    return [.openBlock(arguments.request.completed): []]
  }

  @Test func `what could not be read is said`() throws {
    let app = try CommandSession(
      "step residual --network resnet8 --block layer1.0 --weights net.safetensors "
        + "--input random:3x32x32")
    let request = try screen(app).request
    #expect(app.handler.effects == [.openBlock(request)])
    #expect(app.text.contains("reading"))
    app.session.deliver(
      .block(
        request,
        .opened(
          .failure(
            Explanation(Bilingual("net.safetensors: cut short", "net.safetensors: bị cắt"))))))
    #expect(app.text.contains("net.safetensors: cut short"))
  }

  @Test func `it speaks both languages and writes numbers by them`() throws {
    let app = try CommandSession("step residual --at 0,1,1", language: .vietnamese)
    #expect(app.text.contains("khối phần dư"))
    #expect(app.text.contains("chuẩn hóa theo batch: thống kê của đầu vào này"))
    #expect(app.text.contains("= -2,83347668685019"))
  }

  @Test func `no size crashes`() throws {
    for columns in [1, 3, 10, 40, 80, 200] {
      for rows in [1, 2, 3, 6, 9, 12, 24, 60] {
        let app = try CommandSession("step residual", columns: columns, rows: rows)
        app.press(.character("s"))
        _ = app.text
        app.press(.character("t"))
        _ = app.text
        app.click(columns / 2, rows / 2)
      }
    }
  }
}
