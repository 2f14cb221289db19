import Foundation
import Ground
import Testing

@testable import Tensors
@testable import Training

@Suite struct CheckpointTests {
  private func trained() throws -> TrainingFixture {
    let fixture = try TrainingFixture()
    try fixture.session(fixture.options(out: "run") { $0.epochs = 1 }).runToEnd { _ in }
    return fixture
  }

  /// The bytes of one file of the latest checkpoint, changed.
  private func change(
    _ name: String, of fixture: TrainingFixture, _ change: (inout [UInt8]) -> Void
  ) throws {
    let url = URL(fileURLWithPath: "\(fixture.path)/run/latest/\(name)")
    var bytes = Array(try Data(contentsOf: url))
    change(&bytes)
    try Data(bytes).write(to: url)
  }

  /// The sentence with which a checkpoint is refused.
  private func refusal(_ fixture: TrainingFixture) throws -> String {
    let error = #expect(throws: (any Error).self) { try fixture.resumed("run") }
    let explanation = try #require(error as? any ExplainedError).explanation
    #expect(!explanation.vietnamese.isEmpty && !explanation.english.contains("\n"))
    return explanation.english
  }

  @Test func `a state is the same after a round trip`() throws {
    let state = try trained().checkpoint("run").state
    let json = try JSON(parsing: state.json.bytes)
    #expect(try CheckpointState(StateReader(file: "state.json", place: "", value: json)) == state)
  }

  @Test(arguments: ["model.safetensors", "optimizer.safetensors", "state.json"])
  func `a file cut short or missing is named`(name: String) throws {
    let fixture = try trained()
    try change(name, of: fixture) { $0.removeLast($0.count / 3) }
    #expect(try refusal(fixture).contains(name))
    try FileManager.default.removeItem(atPath: "\(fixture.path)/run/latest/\(name)")
    #expect(try refusal(fixture).contains(name == "state.json" ? "run" : name))
  }

  @Test func `a damaged state is refused or means the same`() throws {
    let fixture = try trained()
    let file = "\(fixture.path)/run/latest/state.json"
    let original = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<300 {
      var bytes = original
      bytes[generator.integer(below: bytes.count)] = UInt8(generator.integer(below: 256))
      if generator.integer(below: 4) == 0 {
        bytes.removeLast(generator.integer(below: bytes.count))
      }
      // Whatever comes out: an error with a sentence or a state, never a trap.
      do {
        let json = try JSON(parsing: bytes)
        _ = try CheckpointState(StateReader(file: file, place: "", value: json))
      } catch {
        #expect((error as? any ExplainedError)?.explanation.english.isEmpty == false)
      }
    }
  }

  @Test func `a member that is missing, of another kind or contradictory is named`() throws {
    for (found, replacement, place) in [
      (#""version":1"#, #""version":2"#, "version 2"),
      (#""step":7,"epoch":1"#, #""step":8,"epoch":1"#, "step: found 8, expected 7"),
      (#""seed":0"#, #""seed":"0""#, "seed"),
      (#""lr":0.05"#, #""lr":-1"#, "recipe.lr"),
      (#""optimizer":"sgd""#, #""optimizer":"sgdd""#, "recipe.optimizer"),
      (#""correct":0"#, #""correct":3"#, "epoch_sums.correct"),
      (#""network":"mlp""#, #""network":"mlq""#, "mlq"),
      (#""shape":[1,12,12]"#, #""shape":[1,12]"#, "data.shape"),
      (#""steps_per_point":1"#, #""steps_per_point":3"#, "loss_curve"),
      (#""threads":1"#, #""threads":0"#, "recipe.threads"),
    ] {
      let fixture = try trained()
      try change("state.json", of: fixture) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(found), "\(found)")
        bytes = Array(text.replacing(found, with: replacement, maxReplacements: 1).utf8)
      }
      let sentence = try refusal(fixture)
      #expect(sentence.contains(place), "\(sentence)")
    }
  }

  @Test func `a checkpoint of another network is refused`() throws {
    let fixture = try trained()
    try fixture.session(fixture.options("lenet-relu", out: "other") { $0.epochs = 1 })
      .runToEnd { _ in }
    for name in ["model.safetensors", "optimizer.safetensors"] {
      let path = "\(fixture.path)/run/latest/\(name)"
      let kept = try Data(contentsOf: URL(fileURLWithPath: path))
      try Data(contentsOf: URL(fileURLWithPath: "\(fixture.path)/other/latest/\(name)"))
        .write(to: URL(fileURLWithPath: path))
      #expect(try refusal(fixture).contains(name))
      try kept.write(to: URL(fileURLWithPath: path))
    }
    #expect(throws: Never.self) { try fixture.resumed("run") }
  }

  @Test func `what is no checkpoint is said`() throws {
    let fixture = try TrainingFixture()
    #expect(throws: CheckpointError.notCheckpoint(fixture.path + "/data")) {
      try fixture.resumed("data")
    }
    #expect(throws: FileError.self) { try fixture.resumed("nowhere") }
  }

  @Test func `a new run takes an empty folder alone`() throws {
    let fixture = try TrainingFixture()
    let manager = FileManager.default
    try manager.createDirectory(atPath: fixture.path + "/empty", withIntermediateDirectories: true)
    #expect(throws: Never.self) { try fixture.session(fixture.options(out: "empty")) }
    #expect(throws: CheckpointError.folderNotEmpty(fixture.path + "/data")) {
      try fixture.session(fixture.options(out: "data"))
    }
    try Data().write(to: URL(fileURLWithPath: fixture.path + "/file"))
    for path in ["file", "file/run"] {
      #expect(throws: FileError.self) { try fixture.session(fixture.options(out: path)) }
    }
    #expect(throws: FileError.self) {
      try fixture.session(fixture.options { $0.out = "/proc/run" })
    }
  }

  @Test func `training goes on when a checkpoint cannot be written, and tries again`() throws {
    let fixture = try TrainingFixture()
    let log = EventLog()
    let session = try fixture.session(fixture.options(out: "run"))
    session.run(steps: 1, onEvent: log.record)
    // A folder that has gone stands for every reason for which writing fails.
    let manager = FileManager.default
    try manager.moveItem(atPath: fixture.path + "/run", toPath: fixture.path + "/away")
    let failed = session.run(steps: 7, onEvent: log.record)
    #expect(failed.step == 8 && failed.state == .running)
    #expect(failed.message?.english.contains("training goes on") == true)
    #expect(failed.checkpoint?.hasSuffix("step-00000000") == true)
    #expect(log.notices.count == 1)
    #expect(log.notices.first?.english.hasPrefix(fixture.path + "/run") == true)
    try manager.moveItem(atPath: fixture.path + "/away", toPath: fixture.path + "/run")
    let saved = session.run(steps: 6, onEvent: log.record)
    #expect(saved.message == nil)
    #expect(saved.checkpoint?.hasSuffix("step-00000014") == true)
    #expect(try fixture.names(in: "run") == ["latest", "step-00000000", "step-00000014"])
  }

  @Test func `a run that ends while nothing can be written says that its parameters are lost`()
    throws
  {
    let fixture = try TrainingFixture()
    let session = try fixture.session(fixture.options(out: "run"))
    session.run(steps: 1)
    #expect(!session.isSaved)
    let manager = FileManager.default
    try manager.moveItem(atPath: fixture.path + "/run", toPath: fixture.path + "/away")
    #expect(session.run(steps: 1000).state == .ended(.done))
    #expect(!session.isSaved)
    let whole = try fixture.session(fixture.options(out: "other"))
    whole.run(steps: 1000)
    #expect(whole.isSaved)
  }

  @Test func `what a killed process left is removed`() throws {
    let fixture = try trained()
    let unfinished = fixture.path + "/run/.unfinished-1"
    try FileManager.default.createDirectory(atPath: unfinished, withIntermediateDirectories: true)
    try Data([1]).write(to: URL(fileURLWithPath: unfinished + "/model.safetensors"))
    _ = try fixture.resumed("run")
    #expect(!FileManager.default.fileExists(atPath: unfinished))
  }
}
