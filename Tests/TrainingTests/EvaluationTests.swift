import Foundation
import Ground
import TestSupport
import Testing

@testable import Networks
@testable import Tensors
@testable import Training

@Suite struct EvaluationTests {
  private func trained() throws -> TrainingFixture {
    let fixture = try TrainingFixture()
    try fixture.session(fixture.options(out: "run") { $0.epochs = 5 }).runToEnd { _ in }
    return fixture
  }

  @Test func `a checkpoint is judged as the run judged it`() throws {
    let fixture = try trained()
    let network = try TrainedNetwork(checkpoint: fixture.path + "/run")
    #expect(network.name == "mlp" && network.classCount == 3)
    let report = try network.evaluate(
      on: "squares", in: fixture.environment.catalog, threads: 2)
    let last = try #require(try fixture.checkpoint("run").state.progress.epochs.last)
    #expect(report.evaluation.accuracy == last.testAccuracy)
    #expect(report.evaluation.loss == last.testLoss)
    // Three classes told apart by where the light is: five epochs are plenty.
    #expect(report.evaluation.accuracy == 1)

    let confusion = report.evaluation.confusion
    #expect(confusion.joined().reduce(0, +) == 20)
    let pictures = try fixture.environment.catalog.source(for: "squares").load(.test)
    for (label, row) in confusion.enumerated() {
      #expect(row.reduce(0, +) == pictures.labels.count { $0 == label })
    }
    #expect(
      report.members.map(\.key) == ["accuracy", "loss", "images", "classes", "confusion"])
    let lines = report.lines(in: .vietnamese)
    #expect(lines[0].hasPrefix("mlp trên squares: độ chính xác 1,0000"))
    #expect(lines.count == 3 + 1 + 3)
    #expect(Set(lines[3...].map(\.count)).count == 1)
  }

  @Test func `one picture gets logits, probabilities and a ranking`() throws {
    let fixture = try trained()
    let network = try TrainedNetwork(checkpoint: fixture.path + "/run")
    let pictures = try fixture.environment.catalog.source(for: "squares").load(.test)
    let report = try network.classify(pictures.picture(at: 4), threads: 2)
    #expect(report.logits.count == 3)
    #expect(abs(report.probabilities.reduce(0, +) - 1) < 1e-12)
    #expect(report.top.map(\.label).sorted() == [0, 1, 2])
    #expect(report.top.first?.label == Int(pictures.labels[4]))
    #expect(report.top.map(\.probability) == report.top.map(\.probability).sorted(by: >))
    let json = JSON.object(report.members)
    #expect(json["top"]?.arrayValue?.first?["class"]?.stringValue == "\(pictures.labels[4])")
    #expect(report.lines(in: .english).count == 4)
  }

  @Test func `weights without a checkpoint bring their number of classes`() throws {
    let fixture = try trained()
    let file = fixture.path + "/run/latest/model.safetensors"
    let network = try TrainedNetwork("mlp", weights: file)
    #expect(network.classCount == 3 && network.classes == nil)
    let report = try network.classify(Tensor.zeros([1, 12, 12]), threads: 1)
    #expect(JSON.object(report.members)["top"]?.arrayValue?.first?["class"]?.integerValue != nil)
    #expect(
      try network.evaluate(on: "squares", in: fixture.environment.catalog, threads: 1).evaluation
        .accuracy == 1)
    #expect(
      throws: EvaluationError.pictures(
        .input, found: [1, 13, 12], network: "mlp", expected: [1, 12, 12])
    ) { try network.classify(Tensor.zeros([1, 13, 12]), threads: 1) }
    #expect(throws: EvaluationError.inputShape([12, 12])) {
      try network.classify(Tensor.zeros([12, 12]), threads: 1)
    }
    #expect(throws: EvaluationError.classes(found: 10, network: "mlp", expected: 3)) {
      try TrainedNetwork("mlp", weights: file, classes: 10)
    }
    #expect(throws: SafetensorsError.self) { try TrainedNetwork("lenet", weights: file) }
    #expect(
      throws: EvaluationError.classCount(data: "digits", found: 10, network: "mlp", expected: 3)
    ) {
      try network.evaluate(on: "digits", in: fixture.environment.catalog, threads: 1)
    }
  }

  @Test func `weights that PyTorch saved bring their number of classes with them`() throws {
    let file = Fixture.path("network_resnet8.safetensors")
    let network = try TrainedNetwork("resnet8", weights: file)
    #expect(network.classCount == 10)
    #expect(try network.classify(Tensor.zeros([3, 32, 32]), threads: 1).logits.count == 10)
  }

  @Test func `the wrong data for a network is the data's fault, and hints at how it lies`() throws {
    let network = try TrainedNetwork(
      "resnet8", weights: Fixture.path("network_resnet8.safetensors"))
    for shape in [[1, 28, 28], [32, 32, 3], [4, 32, 32]] as [Shape] {
      let error = #expect(throws: EvaluationError.self) {
        try network.classify(.zeros(shape), threads: 1)
      }
      #expect(
        error
          == .pictures(.input, found: shape, network: "resnet8", expected: [3, 32, 32]))
      #expect(
        error?.explanation.english.contains("transpose") == (shape == [32, 32, 3]), "\(shape)")
    }
    // Any size of the right channels is as good.
    #expect(try network.classify(.zeros([3, 40, 33]), threads: 1).logits.count == 10)
    let digits = try TrainedNetwork("lenet", weights: Fixture.path("network_lenet.safetensors"))
    #expect(throws: EvaluationError.self) {
      try digits.check(inputShape: [3, 32, 32], of: .data("cifar-10"))
    }
  }

  @Test func `a name of the zoo without weights asks for them, other names say what they are`()
    throws
  {
    let fixture = try trained()
    func error(_ subject: String, classes: Int? = nil) -> EvaluationError? {
      #expect(throws: EvaluationError.self) {
        try TrainedNetwork(subject, weights: nil, classes: classes)
      }
    }
    #expect(error("lenet") == .weightsMissing(network: "lenet"))
    #expect(error("lenet")?.explanation.english.hasPrefix("weights: not given") == true)
    #expect(error("lennet") == .noSubject("lennet", suggestion: "lenet"))
    #expect(error("/nowhere") == .noSubject("/nowhere", suggestion: nil))
    let file = fixture.path + "/run/latest/model.safetensors"
    #expect(error(file) == .subjectIsFile(file, .safetensors))
    #expect(
      error(fixture.path + "/run", classes: 4) == .classes(found: 4, network: "mlp", expected: 3))
  }

  @Test func `a list of classes of another length than the weights is the list's fault`() throws {
    let fixture = try trained()
    let state = fixture.path + "/run/latest/state.json"
    let text = try TextFile.read(state)
    let list = try #require(JSON(parsing: text)["data"]?["classes"])
    for names in [
      list.arrayValue?.dropLast() ?? [], (list.arrayValue ?? []) + [["en": "x", "vi": "x"]],
    ] {
      let changed = text.replacingOccurrences(
        of: list.description, with: JSON.array(Array(names)).description)
      try DurableFile.write(Array("\u{FEFF}\(changed)".utf8), to: state)
      let expected = CheckpointError.classCount(
        file: try FileSystem.resolved(state), found: names.count, expected: 3)
      #expect(throws: expected) { try TrainedNetwork(checkpoint: fixture.path + "/run") }
      #expect(throws: expected) { try Checkpoint(reading: fixture.path + "/run") }
    }
  }

  @Test func `equal probabilities keep the order of the classes`() {
    let report = PictureReport(network: "mlp", logits: [1, 2, 2, 0], classes: nil)
    #expect(report.top.map(\.label) == [1, 2, 0, 3])
    #expect(abs(report.probabilities[1] - 0.3995) < 1e-4)
  }

  @Test func `printed tables line up by cells, whatever the names hold`() {
    let classes = ["飛行機", "ab", "\u{1B}[31m", "e\u{301}"].map { Bilingual($0, $0) }
    let picture = PictureReport(network: "n", logits: [4, 3, 2, 1], classes: classes)
    let evaluation = Evaluation(
      count: 4, loss: 0, correct: 4, predictions: [0, 1, 2, 3], logits: [],
      confusion: (0..<4).map { row in (0..<4).map { $0 == row ? 1 : 0 } })
    let data = DataReport(network: "n", data: "d", classes: classes, evaluation: evaluation)
    for lines in [picture.lines(in: .english), Array(data.lines(in: .english).dropFirst(3))] {
      #expect(Set(lines.map(TextWidth.width)).count == 1, "\(lines)")
      #expect(lines.contains { $0.contains(#"\x1b[31m"#) })
      #expect(lines.allSatisfy { $0 == $0.printable })
    }
  }
}
