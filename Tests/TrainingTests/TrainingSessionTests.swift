import Foundation
import Ground
import Networks
import Tensors
import Testing

@testable import Training

@Suite struct TrainingSessionTests {
  @Test func `a run reports its start, steps, epochs and end`() throws {
    let fixture = try TrainingFixture()
    let log = EventLog()
    let session = try fixture.session(fixture.options(out: "run"))
    let reason = session.runToEnd(onEvent: log.record)

    #expect(reason == .done)
    #expect(
      log.events.first
        == .start(
          .init(
            network: "mlp", parameters: session.facts.parameters, trainImages: 50, testImages: 20,
            seed: 0, threads: 1)))
    // 50 images in batches of 8 are 7 steps an epoch; the last step is reported though 5 does not divide it.
    #expect(log.steps == [5, 10, 15, 20, 21])
    #expect(log.epochs.map(\.epoch) == [1, 2, 3])
    let run = try #require(session.folder)
    #expect(log.end == .init(reason: .done, checkpoint: run + "/step-00000021"))
    #expect(
      try fixture.names(in: "run")
        == ["latest", "step-00000000", "step-00000007", "step-00000014", "step-00000021"])
    #expect(
      try fixture.names(in: "run/latest")
        == ["model.safetensors", "optimizer.safetensors", "state.json"])
  }

  @Test func `training figures are means over the images of the epoch`() throws {
    let fixture = try TrainingFixture(testImages: 0)
    let log = EventLog()
    let session = try fixture.session(
      fixture.options {
        $0.logEvery = 1
        $0.epochs = 1
      })
    session.runToEnd(onEvent: log.record)
    let losses = log.events.compactMap {
      if case .step(let step) = $0 { step.loss } else { nil }
    }
    #expect(losses.count == 7)
    // Six batches of 8 and one of 2.
    let mean = (losses.dropLast().reduce(0, +) * 8 + (losses.last ?? 0) * 2) / 50
    let epoch = try #require(log.epochs.first)
    #expect(abs(epoch.trainLoss - mean) < 1e-12)
    #expect(epoch.testLoss == nil && epoch.testAccuracy == nil)
  }

  @Test func `a screen, a tape and no screen train the same parameters to the bit`() throws {
    let fixture = try TrainingFixture()
    try fixture.session(fixture.options(out: "headless")).runToEnd { _ in }

    let watched = try fixture.session(fixture.options(out: "watched"))
    let seen = Monitor<Int>(0)
    try watched.start { _ in
      seen.withLock { $0 += 1 }
      watched.requestSnapshot()
    }
    watched.requestSnapshot()
    watched.send(.choosePicture(7))
    watched.send(.chooseNode(0))
    #expect(watched.waitForEnd() == .done)
    #expect(seen.withLock { $0 } > 0)

    let taped = try fixture.session(fixture.options(out: "taped"))
    var snapshot = taped.run(steps: 4)
    #expect(snapshot.step == 4 && snapshot.epoch == 1)
    snapshot = taped.run(steps: 1000)
    #expect(snapshot.state == .ended(.done) && snapshot.step == 21)

    let expected = try fixture.checkpoint("headless")
    for run in ["watched", "taped"] {
      let checkpoint = try fixture.checkpoint(run)
      #expect(checkpoint.weights == expected.weights, "\(run)")
      #expect(checkpoint.state.progress == expected.state.progress, "\(run)")
    }
  }

  @Test func `single steps and pauses are taken as asked`() throws {
    let fixture = try TrainingFixture()
    let session = try fixture.session(fixture.options())
    session.send(.pause)
    #expect(session.run(steps: 0).state == .paused)
    session.send(.stepOnce)
    session.send(.stepOnce)
    let snapshot = session.run(steps: 0)
    #expect(snapshot.step == 2 && snapshot.state == .paused)
    session.send(.resume)
    #expect(session.run(steps: 0).state == .running)
    session.send(.stop)
    let last = session.run(steps: 5)
    #expect(last.step == 2 && last.state == .ended(.interrupted))
    #expect(session.outcome == .interrupted)
  }

  @Test func `a paused run on its own thread waits, steps and stops`() throws {
    let fixture = try TrainingFixture()
    let session = try fixture.session(fixture.options(out: "run"))
    let newest = Monitor<TrainingSnapshot?>(nil)
    func step(_ count: Int) -> TrainingSnapshot {
      newest.wait { snapshot in
        guard let snapshot, snapshot.step == count, snapshot.state == .paused else { return nil }
        return snapshot
      }
    }
    session.send(.pause)
    try session.start { snapshot in
      newest.update { $0 = snapshot }
      session.requestSnapshot()
    }
    session.requestSnapshot()
    #expect(step(0).lossCurve.isEmpty)
    session.send(.stepOnce)
    #expect(step(1).lossCurve.points.map(\.step) == [1])
    session.send(.setPace(.stepsPerSecond(1000)))
    session.send(.stepOnce)
    #expect(step(2).pace == .stepsPerSecond(1000))
    session.send(.stop)
    #expect(session.waitForEnd() == .interrupted)
    session.send(.choosePicture(3))
    let after = session.run(steps: 0)
    #expect(after.picture.index == 3 && after.state == .ended(.interrupted))
    #expect(try fixture.checkpoint("run").state.progress.step == 2)
  }

  @Test func `a snapshot shows the chosen picture and layer`() throws {
    let fixture = try TrainingFixture()
    let session = try fixture.session(fixture.options("lenet-relu"))
    let first = session.run(steps: 1)
    #expect(first.picture.index == 0 && first.maps.node == session.facts.firstMapNode)
    #expect(first.filters?.shape.rank == 4)
    session.send(.choosePicture(1_000_000))
    session.send(.chooseNode(-3))
    let second = session.run(steps: 0)
    #expect(second.picture.index == 19 && second.maps.node == 0)
    #expect(second.maps.values.count == second.maps.shape.count)
    #expect(second.picture.pixels.count == 144)
    #expect(abs(second.probabilities.reduce(0, +) - 1) < 1e-9)
    #expect(second.probabilities.count == 3)
    #expect(second.imagesPerSecond == nil && second.elapsed == nil && second.remaining == nil)
  }

  @Test func `the network of now can be taken while a run goes on, and after its end`() throws {
    let fixture = try TrainingFixture()
    let session = try fixture.session(fixture.options(out: "taken"))
    let taken = Monitor<[SavedNetwork]>([])
    session.send(.pause)
    try session.start { _ in
    } onSnapshot: { _ in
    }
    session.takeNetwork { network in taken.update { $0.append(network) } }
    let paused = taken.wait { $0.first }
    #expect(paused.origin == .run(step: 0))
    session.send(.resume)
    _ = session.waitForEnd()
    session.takeNetwork { network in taken.update { $0.append(network) } }
    let ended = taken.wait { $0.count == 2 ? $0.last : nil }
    #expect(ended.origin == .run(step: session.facts.totalSteps))
    #expect(ended.weights != paused.weights)
  }

  @Test func `a run that only guesses is told so once, with what to try`() throws {
    let fixture = try TrainingFixture()
    let log = EventLog()
    let session = try fixture.session(
      fixture.options(out: "guessing") {
        $0.network = "lenet"
        $0.learningRate = 1e-6
        // 7 steps each: the first ones say nothing yet.
        $0.epochs = 10
      })
    session.runToEnd(onEvent: log.record)
    let notices = log.events.compactMap { if case .notice(let text) = $0 { text } else { nil } }
    #expect(notices.count == 1, "\(notices)")
    let notice = try #require(notices.first)
    #expect(notice.english.contains("guessing among"))
    #expect(notice.english.contains("--lr 0.9") && notice.english.contains("lenet-relu"))
    #expect(notice.vietnamese.contains("đoán mò"))
  }

  @Test func `a batch that would be normalised over one value is refused`() throws {
    func facts(batch: Int) throws -> TrainingFacts {
      TrainingFacts(
        recipe: Recipe(
          network: "resnet8", data: "squares", batch: batch, optimizer: .sgd(learningRate: 0.1)),
        graph: try Zoo.graph("resnet8", input: [1, 4, 4], classes: 3), parameters: 0,
        dataName: "squares", classes: [], trainImages: 50, testImages: 0)
    }
    // 50 pictures in batches of 7 leave one, and the last stage's maps are 1x1.
    #expect(throws: PlanError.oneValueToNormalise(layer: "layer3.0.bn1", pictures: 1)) {
      try facts(batch: 7).requireValuesToNormalise()
    }
    try facts(batch: 8).requireValuesToNormalise()
  }

  @Test func `runs without --out get readable names of their own`() throws {
    let fixture = try TrainingFixture()
    let folders = try (0..<3).map { _ in
      try #require(try fixture.session(fixture.options { $0.epochs = 1 }).folder)
    }
    #expect(Set(folders).count == 3)
    #expect(folders.allSatisfy { $0.contains("/runs/mlp-squares-2") })
  }

  @Test func `an infinite loss ends the run and keeps the last good checkpoint`() throws {
    let fixture = try TrainingFixture()
    let log = EventLog()
    let session = try fixture.session(fixture.options(out: "run") { $0.learningRate = 1e30 })
    #expect(session.runToEnd(onEvent: log.record) == .diverged)
    let notice = try #require(log.notices.last)
    #expect(notice.english.contains("diverged"))
    let end = try #require(log.end)
    #expect(end.reason == .diverged)
    #expect(end.checkpoint == session.folder.map { $0 + "/step-00000000" })
    let kept = try fixture.checkpoint("run")
    #expect(kept.weights.allSatisfy { $0.values.allSatisfy(\.isFinite) })
  }

  @Test(arguments: ["mlp", "lenet-relu", "resnet8"])
  func `one thread and two train the same parameters to the bit`(network: String) throws {
    let fixture = try TrainingFixture()
    let runs = try (1...2).map { threads in
      let session = try fixture.session(
        fixture.options(network, out: "run-\(threads)") {
          $0.threads = threads
          $0.batch = 40
          $0.epochs = 2
        })
      session.runToEnd { _ in }
      return try fixture.checkpoint("run-\(threads)")
    }
    #expect(runs[0].weights == runs[1].weights)
    #expect(runs[0].state.progress == runs[1].state.progress)
    #expect(runs[0].optimizer == runs[1].optimizer)
  }

  @Test func `a stop from another thread finishes the step and saves`() throws {
    let fixture = try TrainingFixture()
    let log = EventLog()
    let session = try fixture.session(
      fixture.options(out: "run") {
        $0.epochs = 1_000_000
        $0.logEvery = 1
      })
    let reason = session.runToEnd { event in
      log.record(event)
      if case .step(let step) = event, step.step == 3 { session.send(.stop) }
    }
    #expect(reason == .interrupted)
    #expect(log.steps == [1, 2, 3])
    #expect(log.end?.checkpoint?.hasSuffix("step-00000003") == true)
  }

  @Test func `--limit takes the first images`() throws {
    let fixture = try TrainingFixture()
    let session = try fixture.session(fixture.options { $0.limit = 10 })
    #expect(session.facts.trainImages == 10 && session.facts.stepsPerEpoch == 2)
    #expect(session.run(steps: 1000).step == 6)
    let whole = try fixture.session(fixture.options { $0.limit = 1000 })
    #expect(whole.facts.trainImages == 50)
  }
}
