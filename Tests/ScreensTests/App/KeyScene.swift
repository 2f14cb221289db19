import Commands
import Ground
import Interface
import Lessons
import Stepping
import Tensors
import Testing

@testable import Screens
@testable import Training

/// A screen in a state in which its keys have something to do.
struct KeyScene: Sendable, CustomTestStringConvertible {
  let name: String
  /// The command line that opens it.
  let line: String
  /// What it hears, then what is pressed.
  var news: @Sendable () throws -> [Message] = { [] }
  var keys: [Key] = []
  /// Keys that are at the end of their way here.
  var idle: Set<Key> = []
  /// How often it moves by itself before.
  var ticks = 0
  /// Labels that must be among the keys.
  let expected: Set<String>

  var testDescription: String { name }

  func app(
    _ language: Language = .english, _ size: Size = Size(columns: 80, rows: 24),
    capabilities: Capabilities = Capabilities()
  ) throws -> App {
    let words = line.split(separator: " ").map(String.init)
    guard case .run(let command) = try Command.parse(words).request else {
      throw NothingToRun(line: line)
    }
    var app = App(
      command: command,
      environment: AppEnvironment(
        language: language, capabilities: capabilities, size: size,
        datasets: ["digits", "fashion-mnist"], cores: 2))
    for effect in app.start() {
      switch effect {
      case .openBlock(let request):
        _ = app.receive(.block(request, .opened(RecordingHandler.block(request))))
      case .learnKernel(let request):
        _ = app.receive(.learning(request, .opened(RecordingHandler.learning(request))))
      default: break
      }
    }
    for message in try news() { _ = app.receive(message) }
    for key in keys { _ = app.update(.key(key)) }
    for _ in 0..<ticks { _ = app.update(.tick) }
    return app
  }

  static let all: [KeyScene] =
    steppers + blocks + learners + explorers + runs + evaluations + lessons + frame

  private static let convolution =
    "step conv --input random:3x8x8 --kernel random:4x3x3x3 --bias 1,2,3,4 --at 1,2,2"

  private static let steppers = [
    KeyScene(
      name: "stepper", line: convolution, keys: [.character("]")],
      expected: [
        "play", "step", "row", "input channel", "output channel", "settings", "speed", "terms",
        "first, last", "help", "leave",
      ]),
    KeyScene(
      name: "stepper, backward", line: "step conv --input arange:2x5x5 --kernel random:3x2x3x3",
      keys: [.character("b"), .down, .right, .character("]")],
      expected: ["gradient of …", "step", "settings", "terms"]),
    KeyScene(
      name: "stepper, the last gradient", line: "step linear",
      keys: [.character("b"), .character("b"), .down, .right, .right],
      expected: ["forward", "step", "terms"]),
    KeyScene(
      name: "stepper that plays", line: "step conv --input arange:5x5", ticks: 4,
      expected: ["pause", "step", "row", "settings", "speed", "terms", "first, last"]),
    KeyScene(
      name: "stepper, terms", line: convolution,
      keys: [.character("]"), .character("t")] + Array(repeating: .down, count: 12),
      expected: ["terms", "step", "close the terms", "ten terms"]),
    KeyScene(
      name: "stepper, settings", line: convolution,
      keys: [.character("]"), .tab, .right, .right, .right, .character("+")],
      expected: ["field", "value", "type", "grids", "play"]),
    KeyScene(
      name: "stepper, typing", line: convolution, keys: [.tab, .right, .right, .enter],
      expected: ["take it", "leave it", "take it, next field"]),
    KeyScene(
      name: "pooling", line: "step maxpool --input random:3x6x6 --at 1,1,1",
      expected: ["step", "row", "input channel"]),
    KeyScene(
      name: "one cell", line: "step conv --input arange:3x3", expected: ["settings", "terms"]),
    KeyScene(
      name: "depthwise", line: "step conv --input random:3x6x6 --kernel sobel-x --at 1,1,1",
      expected: ["input channel", "output channel"]),
    KeyScene(name: "waiting for a file", line: "step conv --input x.npy", expected: ["settings"]),
  ]

  private static let block = "step residual --input random:2x5x5 --channels 3 --at 1,2,2"

  private static let blocks = [
    KeyScene(
      name: "block", line: block, keys: Array(repeating: .character("]"), count: 3),
      expected: [
        "play", "cell", "row", "stage", "without shortcut", "into the stage", "terms",
        "output channel", "next stage", "speed", "first, last",
      ]),
    KeyScene(
      name: "block, compared", line: block, keys: [.character("]"), .character("s")],
      expected: ["residual alone", "stage"]),
    KeyScene(
      name: "block, terms", line: block,
      keys: [.character("]"), .character("t"), .character("]"), .character("]"), .down],
      expected: ["terms", "close the terms"]),
  ]

  private static let learners = [
    KeyScene(
      name: "learning", line: "step learn", keys: [.right],
      expected: [
        "play", "iteration", "weight", "into the gradient", "convolution", "speed", "first, last",
      ]),
    KeyScene(
      name: "learning that plays", line: "step learn", ticks: 3, expected: ["pause", "iteration"]),
  ]

  private static let explorers = [
    KeyScene(
      name: "explorer", line: "show resnet20", keys: [.left],
      expected: ["move", "fold", "unfold", "step through the block", "other network", "train it"]),
    KeyScene(
      name: "explorer, inside a block", line: "show resnet20", keys: [.down],
      expected: ["fold", "step through the layer"]),
    KeyScene(
      name: "explorer, a choice", line: "show resnet8", keys: [.character("c")],
      expected: ["choose", "show it", "keep this network"]),
    KeyScene(
      name: "explorer, nothing there", line: "show resnet9", expected: ["other network", "leave"]),
  ]

  private static func run(_ state: TrainingSnapshot.State) -> @Sendable () throws -> [Message] {
    { [.training(.first, .snapshot(try TrainingFixtures.snapshot(state: state, node: 3)))] }
  }

  private static let run = "train lenet-relu --data fashion-mnist"

  private static let runs = [
    KeyScene(
      name: "training", line: run, news: run(.running), keys: [.character("-")],
      expected: [
        "pause", "one step", "pace", "picture", "layer", "maps large", "log axis", "smooth",
        "choose another", "leave",
      ]),
    KeyScene(
      name: "training, paused", line: run, news: run(.paused),
      keys: [.character("-"), .character("g"), .character("s")],
      expected: ["go on", "linear axis", "as it is"]),
    KeyScene(
      name: "training, ended", line: run, news: run(.ended(.done)), keys: [.character("m")],
      expected: ["evaluate", "choose another", "all panels"]),
    KeyScene(
      name: "training, a choice", line: run, news: run(.running),
      keys: [.character("c"), .down],
      idle: [.right, .character("l")],
      expected: ["network", "data", "train it", "keep this run"]),
    KeyScene(name: "training, starting", line: run, expected: ["leave"]),
  ]

  private static let evaluation = "eval runs/lenet --data fashion-mnist"

  private static let findings: @Sendable () throws -> [Message] = {
    var arguments = EvaluateArguments(subject: "runs/lenet")
    arguments.data = "fashion-mnist"
    let request = PictureRequest(evaluation: arguments, subject: .test(0), node: nil)
    return [
      .evaluation(arguments, .success(EvaluationFixtures.findings())),
      .pictureView(request, .success(try EvaluationFixtures.view(node: 3))),
    ]
  }

  private static let evaluations = [
    KeyScene(
      name: "evaluation", line: evaluation, news: findings, keys: [.down, .right],
      idle: [.character("(")],
      expected: ["cell", "its pictures", "panel", "layer", "mistakes alone", "maps large"]),
    KeyScene(
      name: "evaluation, pictures", line: evaluation, news: findings,
      keys: [.tab] + Array(repeating: .right, count: 30),
      idle: [.character("(")],
      expected: ["picture", "ten on", "first, last", "panel"]),
    KeyScene(
      name: "evaluation, mistakes", line: evaluation, news: findings,
      keys: [.character("x")] + Array(repeating: .right, count: 12),
      idle: [.character("(")],
      expected: ["all pictures", "back to the cell"]),
    KeyScene(
      name: "evaluation, large maps", line: evaluation, news: findings,
      keys: [.character("m"), .right],
      expected: ["all panels", "one map", "layer"]),
    KeyScene(
      name: "evaluation, one map", line: evaluation, news: findings,
      keys: [.character("m"), .character("m"), .right], expected: ["all panels", "map", "layer"]),
    KeyScene(name: "evaluation, starting", line: evaluation, expected: ["leave"]),
  ]

  private static let course: @Sendable () throws -> [Message] = {
    [.course(.success(try CourseLocation.builtIn.course()))]
  }

  private static let lessons = [
    KeyScene(
      name: "lesson, a page", line: "lesson 1", news: course,
      keys: [.right, .right, .right, .down],
      expected: ["page", "into the scene", "all lessons"]),
    KeyScene(
      name: "lesson, a question", line: "lesson 1", news: course, keys: [.end],
      idle: [.right, .character("l"), .pageDown, .end], expected: ["answer", "all lessons"]),
    KeyScene(
      name: "lesson, a scene", line: "lesson 1", news: course,
      keys: [.right, .right, .right, .enter, .home, .right, .right],
      idle: [.down, .character("j")],
      expected: ["step", "larger", "back to the text"]),
    KeyScene(name: "lesson that is not there", line: "lesson 99", news: course, expected: ["open"]),
  ]

  private static let frame = [
    KeyScene(
      name: "home", line: "", keys: [.down, .down],
      expected: ["choose", "open", "Tiếng Việt", "leave", "help"]),
    KeyScene(
      name: "home, the operations", line: "", keys: [.character("3"), .right],
      expected: ["operation", "group", "open", "back to the menu"]),
    KeyScene(
      name: "home, a screen on top", line: "", keys: [.enter], ticks: 6, expected: ["back"]),
    KeyScene(
      name: "help", line: convolution, keys: [.character("?"), .down],
      expected: ["Tiếng Việt", "back"]),
    KeyScene(
      name: "question", line: run, news: run(.running), keys: [.character("q")],
      expected: ["yes", "no"]),
    KeyScene(
      name: "question, of the program", line: run, news: run(.running), keys: [.control("c")],
      expected: ["yes", "no", "leave"]),
  ]
}
