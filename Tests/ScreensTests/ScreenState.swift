import Commands
import Ground
import Interface
import Lessons
import Networks
import TestSupport
import Testing

@testable import Screens
@testable import Training

/// Every screen in every state that looks different, for properties that all of them have.
struct ScreenState: Sendable, CustomTestStringConvertible {
  let name: String
  /// What a window of 40x12 or more must show, whatever else finds no room.
  let essence: Bilingual
  /// Brings a fresh session into the state.
  let session: @Sendable (ScreenForm) throws -> ScreenSession

  var testDescription: String { name }

  static let all: [ScreenState] = steppers + blocks + networks + runs + evaluations + lessons

  private static func step(
    _ line: String, _ essence: Bilingual, _ keys: Key..., name: String? = nil
  ) -> ScreenState {
    ScreenState(name: name ?? line, essence: essence) { form in
      let words = line.split(separator: " ").map(String.init)
      guard case .run(let command) = try Command.parse(words).request else {
        throw NothingToRun(line: line)
      }
      let session = ScreenSession(command, in: form)
      for key in keys { session.headless.press(key) }
      return session
    }
  }

  private static let steppers = [
    step("", Bilingual("Convolution", "Tích chập"), name: "home"),
    step("", Bilingual("Esc", "Esc"), .character("?"), name: "the help of home"),
    step("", Bilingual("joins", "nối nhánh"), .character("3"), name: "the operations"),
    step(
      "step conv --input arange:3x3 --kernel [[0,1],[2,3]] --at 0,0,1",
      Bilingual("= 25", "= 25")),
    step("step conv --input arange:12x12 --kernel gaussian --padding 1", Bilingual("= ", "= ")),
    step("step conv --input arange:60x90 --kernel laplacian", Bilingual("= ", "= ")),
    step(
      "step conv --input random:3x32x32 --kernel random:4x3x3x3@3 --at 1,5,5",
      Bilingual("7.1", "7,1")),
    step(
      "step conv --input random:3x32x32 --kernel random:4x3x3x3@3 --at 1,5,5",
      Bilingual("[0,5,5]", "[0,5,5]"), .character("t"), name: "the list of terms"),
    step("step maxpool --input arange:3x3 --size 2 --stride 1", Bilingual("= 4", "= 4")),
    step("step learn", Bilingual("loss 8.5", "mất mát 8,5"), .home),
    step(
      "step learn", Bilingual("iteration 10 of 10", "vòng lặp 10 / 10"), .end, .down,
      name: "a kernel that was learned"),
    step("step avgpool --input arange:40x40 --size 2", Bilingual("= ", "= ")),
    step(
      "step conv --input arange:5x5 --kernel sobel-x", Bilingual("sobel-xx", "sobel-xx"),
      .space, .tab, .tab, .tab, .enter, .character("x"), .enter, name: "a wrong setting"),
    step(
      "step conv", Bilingual("Esc", "Esc"), .character("?"), name: "the help of the stepper"),
    step(
      "step conv --input arange:2x6x6 --kernel random:3x2x3x3", Bilingual("input[", "input["),
      .character("b"), name: "a gradient of the input"),
    step(
      "step conv --input arange:2x6x6 --kernel random:3x2x3x3", Bilingual("kernel[", "kernel["),
      .character("b"), .character("b"), name: "a gradient of the kernel"),
  ]

  private static let blocks = [
    step("step residual --at 0,1,1", Bilingual("[0,1,1]", "[0,1,1]")),
    step(
      "step residual --at 0,1,1", Bilingual("[0,1,1]", "[0,1,1]"), .character("s"),
      name: "the block without its shortcut"),
    step(
      "step residual --network resnet8 --block layer2.0 --input random:3x32x32 --at 3,4,5",
      Bilingual("[3,4,5]", "[3,4,5]")),
    step(
      "step residual --network resnet8 --block layer9.0 --input random:3x32x32",
      Bilingual("layer9.0", "layer9.0")),
  ]

  private static let networks =
    Zoo.names.map { step("show \($0)", Bilingual($0, $0)) } + [
      step("show lenet", Bilingual("› lenet", "› lenet"), .character("c"), name: "the networks"),
      ScreenState(name: "a network that is not there", essence: Bilingual("resnet9", "resnet9")) {
        ScreenSession(.show(ShowArguments(network: "resnet9")), in: $0)
      },
    ]

  private static let runs =
    [
      run("a run", network: "lenet-relu", .running), run("a paused run", network: "mlp", .paused),
      run("a run of resnet8", network: "resnet8", .running, node: 22),
      run("a run that is done", network: "lenet-relu", .ended(.done)),
      run("a run that diverged", network: "lenet-relu", .ended(.diverged)),
      run("large maps", network: "lenet-relu", .running, .character("m")),
      run("a logarithmic axis", network: "lenet-relu", .running, .character("g")),
    ] + [
      ScreenState(name: "a run that begins", essence: Bilingual("reading", "đọc")) {
        ScreenSession(.train(TrainArguments()), in: $0)
      }
    ]

  private static func run(
    _ name: String, network: String, _ state: TrainingSnapshot.State, node: Int = 0, _ keys: Key...
  ) -> ScreenState {
    ScreenState(name: name, essence: Bilingual(network, network)) { form in
      let arguments = TrainArguments(options: RecipeOptions(network: network))
      let session = ScreenSession(.train(arguments), in: form)
      var snapshot = try TrainingFixtures.snapshot(network: network, state: state, node: node)
      if state == .ended(.diverged) {
        snapshot.message = Bilingual(
          "The loss is no number any more at step 230; the last good checkpoint is kept.",
          "Ở bước 230 mất mát không còn là một số; điểm lưu tốt gần nhất vẫn được giữ.")
      }
      session.headless.deliver(.training(.first, .snapshot(snapshot)))
      for key in keys { session.headless.press(key) }
      return session
    }
  }

  private static let evaluations = [
    evaluation("an evaluation", Bilingual("0.7970", "0,7970")),
    evaluation("a picture of an evaluation", Bilingual("test 0", "ảnh 0"), .tab),
    evaluation("large maps of an evaluation", Bilingual("6 maps", "6 ánh xạ"), .character("m")),
    ScreenState(name: "an evaluation that cannot begin", essence: Bilingual("resnet8", "resnet8")) {
      let arguments = EvaluateArguments(subject: "runs/lenet")
      let session = ScreenSession(.evaluate(arguments), in: $0)
      session.headless.deliver(
        .evaluation(
          arguments,
          .failure(
            Explanation(
              EvaluationError.classCount(
                data: "cifar-100", found: 100, network: "resnet8", expected: 10)))))
      return session
    },
  ]

  private static func evaluation(
    _ name: String, _ essence: Bilingual, _ keys: Key...
  ) -> ScreenState {
    ScreenState(name: name, essence: essence) { form in
      var arguments = EvaluateArguments(subject: "runs/lenet")
      arguments.data = "fashion-mnist"
      let session = ScreenSession(.evaluate(arguments), in: form)
      session.headless.deliver(.evaluation(arguments, .success(EvaluationFixtures.findings())))
      if case .lookAtPicture(let request)? = session.effects.last {
        session.headless.deliver(
          .pictureView(request, .success(try EvaluationFixtures.view(node: request.node))))
      }
      for key in keys { session.headless.press(key) }
      return session
    }
  }

  private static let lessons = [
    lesson("the lessons", nil, Bilingual("› 1", "› 1")),
    lesson("a page", "1", Bilingual("lesson 1", "bài học 1")),
    lesson("a scene", "1", Bilingual("4/7", "4/7"), .right, .right, .right, .enter, .home),
    lesson("an answer", "1", Bilingual("7/7", "7/7"), .end, .character("c")),
    lesson("a lesson that is not there", "99", Bilingual("99", "99")),
  ]

  private static func lesson(
    _ name: String, _ lesson: String?, _ essence: Bilingual, _ keys: Key...
  ) -> ScreenState {
    ScreenState(name: name, essence: essence) { form in
      let session = ScreenSession(.lesson(LessonArguments(name: lesson)), in: form)
      session.headless.deliver(.course(.success(try CourseLocation.builtIn.course())))
      for key in keys { session.headless.press(key) }
      return session
    }
  }
}

/// The language and the terminal that a screen is drawn for.
struct ScreenForm: Sendable, CustomStringConvertible {
  var language = Language.english
  var capabilities = Capabilities()

  var description: String { "\(language) \(capabilities.glyphs) \(capabilities.colors)" }

  static let all: [ScreenForm] = [Language.english, .vietnamese].flatMap { language in
    [Capabilities.Glyphs.unicode, .ascii].flatMap { glyphs in
      [Capabilities.Colors.indexed256, .eight, .none].map {
        ScreenForm(language: language, capabilities: Capabilities(glyphs: glyphs, colors: $0))
      }
    }
  }

  /// From the largest window to the smallest: a screen has to find its way in each.
  static let sizes = [(200, 60), (120, 40), (80, 24), (60, 18), (40, 12), (1, 1)].map {
    Size(columns: $0.0, rows: $0.1)
  }

  /// The sizes worth a look: large windows take most of the time, and differ least between terminals.
  var sizes: [Size] {
    let isPlainest = capabilities.glyphs == .ascii && capabilities.colors == .none
    return capabilities == Capabilities() || isPlainest
      ? Self.sizes : Self.sizes.filter { $0.columns <= 80 }
  }
}

extension ScreenSession {
  fileprivate init(_ command: Command, in form: ScreenForm) {
    self.init(command, language: form.language, capabilities: form.capabilities)
  }
}
