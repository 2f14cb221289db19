import Foundation
import Ground
import Testing

@testable import Tensors
@testable import Training

@Suite struct ResumeTests {
  /// A run of three epochs that was never interrupted, and one that was after `steps`.
  private func interrupted(
    _ fixture: TrainingFixture, _ network: String, after steps: Int,
    _ change: (inout RecipeOptions) -> Void = { _ in }
  ) throws {
    try fixture.session(fixture.options(network, out: "straight", change)).runToEnd { _ in }
    let session = try fixture.session(fixture.options(network, out: "stopped", change))
    session.run(steps: steps)
    session.send(.stop)
    #expect(session.run(steps: 0).state == .ended(.interrupted))
    #expect(try fixture.checkpoint("stopped").state.progress.step == steps)
  }

  @Test(arguments: [7, 10, 20], ["mlp", "resnet8"])
  func `a resumed run ends at the same bits`(steps: Int, network: String) throws {
    let fixture = try TrainingFixture()
    try interrupted(fixture, network, after: steps) { $0.epochs = 3 }
    let log = EventLog()
    #expect(try fixture.resumed("stopped").runToEnd(onEvent: log.record) == .done)
    for name in ["model.safetensors", "optimizer.safetensors", "state.json"] {
      #expect(
        FileManager.default.contentsEqual(
          atPath: "\(fixture.path)/straight/latest/\(name)",
          andPath: "\(fixture.path)/stopped/latest/\(name)"), "\(name)")
    }
    #expect(log.epochs.last?.epoch == 3)
    #expect(log.steps.last == 21)
  }

  @Test func `adam resumes to the bit as well`() throws {
    let fixture = try TrainingFixture()
    try interrupted(fixture, "mlp", after: 9) { $0.optimizer = .adam }
    try fixture.resumed("stopped").runToEnd { _ in }
    #expect(
      FileManager.default.contentsEqual(
        atPath: fixture.path + "/straight/latest/optimizer.safetensors",
        andPath: fixture.path + "/stopped/latest/optimizer.safetensors"))
    #expect(
      try fixture.checkpoint("straight").weights == fixture.checkpoint("stopped").weights)
  }

  @Test func `epochs, threads and log-every may change`() throws {
    let fixture = try TrainingFixture()
    try fixture.session(fixture.options(out: "run")).runToEnd { _ in }
    let log = EventLog()
    let session = try fixture.resumed("run") {
      $0.epochs = 4
      $0.threads = 2
      $0.logEvery = 1
    }
    #expect(session.runToEnd(onEvent: log.record) == .done)
    #expect(log.steps == Array(22...28))
    #expect(log.epochs.map(\.epoch) == [4])
    let state = try fixture.checkpoint("run").state
    #expect(state.recipe.epochs == 4 && state.progress.epochs.count == 4)
  }

  @Test func `a finished run has nothing left to do`() throws {
    let fixture = try TrainingFixture()
    try fixture.session(fixture.options(out: "run")).runToEnd { _ in }
    let log = EventLog()
    let session = try fixture.resumed("run")
    #expect(session.runToEnd(onEvent: log.record) == .done)
    #expect(log.events.count == 2)
    #expect(log.end?.checkpoint == session.folder.map { $0 + "/step-00000021" })
  }

  @Test func `what must agree is named when it does not`() throws {
    let fixture = try TrainingFixture()
    try fixture.session(fixture.options(out: "run")).runToEnd { _ in }
    func refuses(_ field: String?, _ change: @escaping (inout RecipeOptions) -> Void) {
      let error = #expect(throws: RecipeError.self) { try fixture.resumed("run", change) }
      #expect(error != nil && error?.field == field)
    }
    refuses(nil) { $0.network = "lenet" }
    refuses("batch") { $0.batch = 9 }
    refuses("lr") { $0.learningRate = 0.5 }
    refuses("momentum") { $0.momentum = 0.5 }
    refuses("optimizer") { $0.optimizer = .adam }
    refuses("weight-decay") { $0.weightDecay = 0.5 }
    refuses("seed") { $0.seed = 5 }
    refuses("limit") { $0.limit = 5 }
    refuses("out") { $0.out = fixture.path }
    refuses("epochs") { $0.epochs = 2 }
    #expect(throws: Never.self) {
      try fixture.resumed("run") {
        $0.network = "mlp"
        $0.batch = 8
        $0.learningRate = 0.05
        $0.momentum = 0.9
        $0.optimizer = .sgd
        $0.seed = 0
        $0.weightDecay = 0
        $0.out = fixture.path + "/run/../run"
      }
    }
  }

  @Test func `other pictures are refused, the same ones elsewhere are not`() throws {
    let fixture = try TrainingFixture()
    try fixture.session(fixture.options(out: "run")).runToEnd { _ in }
    let other = try TrainingFixture(trainImages: 51)
    let error = #expect(throws: CheckpointError.self) {
      try fixture.resumed("run") { $0.data = other.path + "/data/squares" }
    }
    #expect(error?.explanation.english.contains("training images") == true)
    let untested = try TrainingFixture(testImages: 19)
    #expect(throws: CheckpointError.self) {
      try fixture.resumed("run") { $0.data = untested.path + "/data/squares" }
    }
    let same = try TrainingFixture()
    #expect(throws: Never.self) {
      try fixture.resumed("run") { $0.data = same.path + "/data/squares" }
    }
  }

  @Test func `going on from an older checkpoint leaves the newer ones alone`() throws {
    let fixture = try TrainingFixture()
    try fixture.session(fixture.options(out: "run")).runToEnd { _ in }
    let log = EventLog()
    try fixture.resumed("run/step-00000014").runToEnd(onEvent: log.record)
    #expect(log.end?.checkpoint?.hasSuffix("/run/step-00000021-2") == true)
    #expect(
      try fixture.checkpoint("run/step-00000021").weights == fixture.checkpoint("run").weights)
  }
}
