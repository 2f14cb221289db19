import Commands
import Ground
import Interface
import Tensors
import TestSupport
import Testing

@testable import Screens
@testable import Training

struct TrainingScreenTests {
  private static let arguments = TrainArguments(options: RecipeOptions(network: "lenet-relu"))

  private func session(
    showing snapshot: TrainingSnapshot? = nil, language: Language = .english,
    size: Size = Size(columns: 80, rows: 24), capabilities: Capabilities = Capabilities(),
    measuresTime: Bool = false
  ) -> ScreenSession {
    let session = ScreenSession(
      .train(Self.arguments), language: language, size: size, capabilities: capabilities,
      measuresTime: measuresTime)
    if let snapshot { session.headless.deliver(.training(.first, .snapshot(snapshot))) }
    return session
  }

  @Test func `opening starts the run and says what it waits for`() {
    let session = session()
    #expect(session.effects == [.startTraining(.first, Self.arguments.options)])
    #expect(session.frame.shows("reading the data"))
  }

  @Test func `without a network the first of the zoo starts at a pace that can be watched`() throws
  {
    let session = ScreenSession(.train(TrainArguments()))
    #expect(session.effects == [.startTraining(.first, RecipeOptions(network: "lenet"))])
    session.headless.deliver(
      .training(.first, .snapshot(try TrainingFixtures.snapshot(network: "lenet"))))
    #expect(session.effects.last == .controlTraining(.first, .setPace(.stepsPerSecond(20))))
    #expect(session.frame.shows("20 steps a second"))
  }

  @Test func `a snapshot is drawn with its own numbers`() throws {
    let frame = session(showing: try TrainingFixtures.snapshot(), measuresTime: true).frame
    for text in [
      "lenet-relu on fashion-mnist", "epoch 3/10", "step 230", "61,706 parameters",
      "⠒train 0.412 ●test 0.650", "⠒train 0.851 ●test 0.730", "6 filters 5x5", "test 17",
      "0 conv 5x5: 6 maps 28x28", "›✓sneaker", "0.91", "58,214 images/s", "00:00:03 gone",
      "00:00:07 to go", "lr 0.05", "20 steps a second",
    ] {
      #expect(frame.shows(text), "\(text)")
    }
  }

  @Test func `where no time is measured times and speeds are dashes`() throws {
    let frame = session(showing: try TrainingFixtures.snapshot()).frame
    #expect(frame.shows("– images/s  – gone  – to go"))
  }

  @Test func `keys steer the run`() throws {
    let session = session(showing: try TrainingFixtures.snapshot())
    let keys: [(Key, TrainingControl)] = [
      (.space, .pause), (.character("n"), .stepOnce), (.right, .choosePicture(18)),
      (.left, .choosePicture(17)), (.character("]"), .chooseNode(1)),
      (.character("["), .chooseNode(0)),
    ]
    let paces: [(Key, Pace)] = [
      (.character("-"), .stepsPerSecond(10)), (.character("+"), .stepsPerSecond(20)),
      (.character("+"), .stepsPerSecond(50)), (.character("+"), .stepsPerSecond(100)),
      (.character("+"), .stepsPerSecond(200)), (.character("+"), .stepsPerSecond(500)),
      (.character("+"), .flatOut),
    ]
    for (key, control) in keys + paces.map({ ($0.0, .setPace($0.1)) }) {
      #expect(session.effects(of: key) == [.controlTraining(.first, control)], "\(key)")
    }
    #expect(session.effects(of: .character("+")) == [])
    #expect(session.effects(of: .character("[")) == [])
    session.headless.deliver(
      .training(.first, .snapshot(try TrainingFixtures.snapshot(state: .paused))))
    #expect(session.effects(of: .space) == [.controlTraining(.first, .resume)])
  }

  @Test func `pictures go round at both ends`() throws {
    let session = session(showing: try TrainingFixtures.snapshot(picture: 0))
    #expect(session.effects(of: .left) == [.controlTraining(.first, .choosePicture(999))])
    #expect(session.effects(of: .right) == [.controlTraining(.first, .choosePicture(0))])
  }

  @Test func `the axis, the smoothing and the large maps are chosen by a key and back`() throws {
    let session = session(showing: try TrainingFixtures.snapshot())
    let plain = session.frame
    for (key, text) in [("g", "log"), ("s", "smoothed")] {
      session.headless.press(.character(Character(key)))
      #expect(session.frame.shows(text), "\(key)")
      session.headless.press(.character(Character(key)))
      #expect(session.frame == plain, "\(key)")
    }
    for label in ["m one map", "m all panels"] {
      session.headless.press(.character("m"))
      #expect(session.frame.shows(label))
    }
    session.headless.press(.character("m"))
    #expect(session.frame == plain)
  }

  @Test func `the next snapshot is asked for when one has been drawn, not when it has come`()
    throws
  {
    var app = session(showing: try TrainingFixtures.snapshot()).headless.program
    #expect(app.drawn() == [.requestSnapshot(.first)])
    #expect(app.drawn() == [])
    _ = app.receive(.training(.first, .snapshot(try TrainingFixtures.snapshot())))
    #expect(app.drawn() == [.requestSnapshot(.first)])
    // A run that nobody sees costs nothing.
    _ = app.receive(.training(.first, .snapshot(try TrainingFixtures.snapshot())))
    _ = app.update(.key(.enter))
    _ = app.receive(.training(.first, .network(try TrainingFixtures.held())))
    #expect(app.stack.last is StepperScreen)
    #expect(app.drawn() == [])
    _ = app.receive(.training(.first, .snapshot(try TrainingFixtures.snapshot(state: .paused))))
    _ = app.update(.key(.character("q")))
    #expect(app.drawn() == [.requestSnapshot(.first)])
  }

  @Test func `two runs at once are each heard by their own screen`() throws {
    let other = RunID(screen: 2, number: 0)
    let session = session(showing: try TrainingFixtures.snapshot())
    session.headless.deliver(
      .training(other, .snapshot(try TrainingFixtures.snapshot(network: "mlp"))))
    #expect(session.frame.shows("lenet-relu on fashion-mnist"))
    session.headless.deliver(.training(other, .failed(Explanation(Bilingual("no", "không")))))
    #expect(session.frame.shows("lenet-relu on fashion-mnist"))
  }

  @Test func `Enter on a layer's maps opens that layer with the weights of now`() throws {
    let session = session(showing: try TrainingFixtures.snapshot())
    #expect(session.effects(of: .enter) == [.takeNetwork(.first)])
    let held = try TrainingFixtures.held()
    session.headless.deliver(.training(.first, .network(held)))
    guard case .openLayer(let request)? = session.effects.last else {
      Issue.record("no layer is opened: \(session.effects)")
      return
    }
    #expect(request.held == held)
    #expect(request.layer == "0")
    #expect(
      request.input == .sample(SampleSpec(dataset: "fashion-mnist", split: .test, index: 17)))
  }

  @Test func `q asks, and what is learned is saved before the screen closes`() throws {
    let session = session(showing: try TrainingFixtures.snapshot())
    #expect(session.effects(of: .character("q")) == [])
    #expect(session.frame.shows("Stop this run? It is saved first."))
    session.headless.press(.character("n"))
    #expect(!session.headless.isFinished)
    #expect(session.effects(of: .escape, .character("y")) == [.leaveTraining(.first)])
    #expect(session.headless.isFinished)
  }

  @Test func `a run that has ended closes without a question`() throws {
    let session = session(showing: try TrainingFixtures.snapshot(state: .ended(.done)))
    #expect(session.frame.shows("Saved in /runs/lenet-relu"))
    #expect(session.effects(of: .character("q")) == [.leaveTraining(.first)])
    #expect(session.headless.isFinished)
  }

  @Test func `a picture asked for while the run came to its end is asked for again`() throws {
    let session = session(showing: try TrainingFixtures.snapshot())
    session.headless.press(.right)
    let before = session.effects.count
    session.headless.deliver(
      .training(.first, .snapshot(try TrainingFixtures.snapshot(state: .ended(.done)))))
    #expect(session.effects.dropFirst(before) == [.controlTraining(.first, .choosePicture(18))])
    session.headless.deliver(
      .training(.first, .snapshot(try TrainingFixtures.snapshot(state: .ended(.done), picture: 18)))
    )
    #expect(session.effects.count == before + 1)
  }

  @Test func `another run begins when the present one has saved and ended`() throws {
    let session = session(showing: try TrainingFixtures.snapshot())
    #expect(session.effects(of: .character("c"), .down, .left) == [])
    #expect(session.frame.shows("› mlp"))
    #expect(session.effects(of: .enter) == [.controlTraining(.first, .stop)])
    #expect(session.frame.shows("finishing the step, saving …"))
    session.headless.deliver(
      .training(.first, .snapshot(try TrainingFixtures.snapshot(state: .ended(.interrupted)))))
    var options = RecipeOptions(network: "mlp")
    options.data = "digits"
    #expect(
      session.effects.suffix(2)
        == [.leaveTraining(.first), .startTraining(RunID.first.next, options)])
    // What the run before still says while it saves is no news of this one.
    session.headless.deliver(
      .training(.first, .snapshot(try TrainingFixtures.snapshot(state: .ended(.done)))))
    #expect(!session.frame.shows("Saved in"))
    #expect(session.frame.shows("mlp on digits"))
    session.headless.deliver(
      .training(RunID.first.next, .snapshot(try TrainingFixtures.snapshot(network: "mlp"))))
    #expect(session.frame.shows("203,530 parameters"))
    #expect(!session.frame.shows("filters"))
  }

  @Test func `a run that cannot begin says why, and another can be chosen`() {
    let session = session()
    let reason = Bilingual("--data: no such folder", "--data: không có thư mục này")
    session.headless.deliver(.training(.first, .failed(Explanation(reason))))
    #expect(session.frame.shows("--data: no such folder"))
    #expect(session.effects(of: .character("c"), .enter).count == 1)
    #expect(session.frame.shows("reading the data"))
  }

  @Test func `a checkpoint that could not be written is told until one is whole again`() throws {
    var snapshot = try TrainingFixtures.snapshot()
    let session = session(showing: snapshot)
    session.headless.deliver(
      .training(.first, .event(.notice(Bilingual("the disk is full", "đĩa đã đầy")))))
    session.headless.deliver(.training(.first, .snapshot(snapshot)))
    #expect(session.frame.shows("the disk is full"))
    snapshot.checkpoint = "/runs/lenet-relu/step-300"
    session.headless.deliver(.training(.first, .snapshot(snapshot)))
    #expect(!session.frame.shows("the disk is full"))
  }

  @Test func `where the panels find no room their keys are not named, and m shows the maps`() throws
  {
    let session = session(
      showing: try TrainingFixtures.snapshot(), size: Size(columns: 72, rows: 14))
    #expect(session.frame.shows("no room for maps and picture"))
    #expect(!session.frame.shows("←→ picture"))
    session.headless.press(.character("m"))
    #expect(session.frame.shows("6 maps 28x28"))
    #expect(session.frame.shows("test 17, sneaker"))
    #expect(session.frame.shows("←→ picture"))
  }

  @Test func `no size is too small`() throws {
    for network in ["lenet-relu", "mlp", "resnet8"] {
      let graph = try TrainingFixtures.snapshot(network: network).facts.graph
      let snapshot = try TrainingFixtures.snapshot(
        network: network, node: graph.nodes.count - 1)
      let session = session(showing: snapshot)
      for size in [(1, 1), (2, 3), (10, 4), (40, 12), (60, 18), (61, 25), (300, 100)] {
        session.headless.send(.resize(Size(columns: size.0, rows: size.1)))
        _ = session.frame
      }
    }
  }

  @Test func `once a run has ended Enter evaluates its checkpoint`() throws {
    let running = session(showing: try TrainingFixtures.snapshot())
    #expect(running.effects(of: .enter) == [.takeNetwork(.first)])
    let session = session(showing: try TrainingFixtures.snapshot(state: .ended(.done)))
    #expect(session.frame.shows("Enter evaluate"))
    var arguments = EvaluateArguments(subject: "/runs/lenet-relu/step-200")
    arguments.data = "fashion-mnist"
    #expect(session.effects(of: .enter) == [.evaluate(arguments)])
  }

  @Test func `a run has its golden frames`() throws {
    for (name, language) in ScreenSession.goldenForms {
      assertGolden(
        session(showing: try TrainingFixtures.snapshot(), language: language).frame,
        "training.\(name)")
    }
  }

  @Test func `a run that diverged says so beside its curves`() throws {
    var snapshot = try TrainingFixtures.snapshot(state: .ended(.diverged))
    snapshot.message = Bilingual(
      "The loss is no number any more at step 230.",
      "Ở bước 230 mất mát không còn là một số.")
    for language in [Language.english, .vietnamese] {
      let frame = session(showing: snapshot, language: language).frame
      #expect(frame.shows(snapshot.message?[language] ?? "-"), "\(frame.plainText)")
    }
  }
}
