import Ground
import Interface
import Networks
import Operations
import Stepping
import Synchronization
import Tensors
import Testing

@testable import Screens
@testable import Training

/// What takes as long as a network is large is never done while a key is answered or a frame drawn.
@Suite struct EvaluationDoorTests {
  /// What is computed on the way, in order.
  private func computed(_ body: () throws -> Void) rethrows -> [String] {
    let seen = Mutex<[String]>([])
    try EvaluationDoor.$watcher.withValue({ what in seen.withLock { $0.append(what) } }) {
      try body()
    }
    return seen.withLock { $0 }
  }

  @Test(arguments: KeyScene.all)
  func `no key, message, tick or frame of any screen evaluates a network`(scene: KeyScene) throws {
    let found = try computed {
      // Opening it, and what it heard and did, count too.
      let app = try scene.app()
      let keys = Set(app.keyEntries.flatMap { $0.strokes.joined() })
        .union([.enter, .tab, .escape, .character("m"), .character("]"), .character("x")])
      for key in keys {
        var after = app
        _ = after.update(.key(key))
        for event: Event in [.tick, .resize(Size(columns: 200, rows: 60))] {
          _ = after.update(event)
          var canvas = Canvas(size: after.environment.size)
          after.draw(on: &canvas)
        }
      }
    }
    #expect(found.isEmpty)
  }

  @Test func `the door sees a layer, a network, a block and a plan`() throws {
    let graph = try Zoo.graph("mlp", input: [1, 4, 4], classes: 3)
    let weights = try graph.initialWeights(seed: 0)
    let network = try PlainNetwork(graph: graph, weights: weights)
    let evaluated = computed { _ = network.forward(.zeros([1, 1, 4, 4]), mode: .inference) }
    #expect(evaluated.count == graph.nodes.count)

    let looked = try computed {
      let plan = try PicturePlan(graph: graph, weights: weights, keepsMaps: true, threads: 1)
      plan.look(at: .zeros([1, 4, 4]))
      plan.look(at: .zeros([1, 4, 4]))
    }
    #expect(looked == ["a plan of mlp for a picture", "a picture through mlp"])

    let loader = TensorLoader(sample: { _ in throw StepError.abandoned })
    let opened = try computed {
      _ = try OpenedBlock(StepRequest(.residual).completed, loading: loader) { _ in true }
    }
    #expect(!opened.isEmpty)
  }

  @Test(arguments: [Language.english, .vietnamese])
  func `an input of millions of numbers is made outside, while keys work`(language: Language) throws
  {
    let line = "step conv --input random:64x224x224 --kernel random:4x64x3x3@1 --at 1,5,5"
    let spec = try TensorSpec(parsing: "random:64x224x224")
    let app = try CommandSession(line, language: language)
    #expect(app.handler.effects == [.loadInput(spec)])
    #expect(app.text.contains("random:64x224x224"))
    #expect(!app.text.contains("[1,5,5]"))
    let waiting = app.text
    app.press(.character("?"))
    #expect(app.text != waiting)
    app.press(.escape)
    #expect(app.text == waiting)
    let loader = TensorLoader(sample: { _ in throw StepError.abandoned })
    app.session.deliver(.input(spec, .success(try loader.input(spec))))
    #expect(app.text.contains("[1,5,5]"), "\(app.text)")
  }
}
