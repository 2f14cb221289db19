import Foundation
import Ground
import Testing

@testable import Datasets
@testable import Tensors
@testable import Training

/// A folder of its own for one test, with a small data set in it; gone with the last reference.
final class TrainingFixture: Sendable {
  let path: String
  let environment: TrainingEnvironment

  /// Pictures of 12x12 pixels in three classes: where the bright square lies tells the class, and noise
  /// from a seed makes every picture another.
  init(trainImages: Int = 50, testImages: Int = 20) throws {
    path = FileManager.default.temporaryDirectory.path + "/convscope-\(UUID().uuidString)"
    environment = TrainingEnvironment(
      catalog: DatasetCatalog(folders: [path + "/data"]), cores: 1, runsFolder: path + "/runs",
      measuresTime: false)
    let folder = path + "/data/squares"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Self.write(trainImages, prefix: "\(folder)/train", seed: 1)
    if testImages > 0 { try Self.write(testImages, prefix: "\(folder)/t10k", seed: 2) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private static func write(_ count: Int, prefix: String, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var pixels: [UInt8] = []
    var labels: [UInt8] = []
    for _ in 0..<count {
      let label = generator.integer(below: 3)
      labels.append(UInt8(label))
      for row in 0..<12 {
        for column in 0..<12 {
          let isBright = row / 4 == label && (2..<10).contains(column)
          pixels.append(UInt8((isBright ? 180 : 20) + generator.integer(below: 60)))
        }
      }
    }
    let count = UInt8(count)
    try write(
      [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 12, 0, 0, 0, 12] + pixels, "\(prefix)-images-idx3-ubyte"
    )
    try write([0, 0, 8, 1, 0, 0, 0, count] + labels, "\(prefix)-labels-idx1-ubyte")
  }

  private static func write(_ bytes: [UInt8], _ path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Options for a run on the small data set.
  func options(
    _ network: String? = "mlp", out: String? = nil,
    _ change: (inout RecipeOptions) -> Void = { _ in }
  ) -> RecipeOptions {
    var options = RecipeOptions(network: network)
    options.data = "squares"
    options.epochs = 3
    options.batch = 8
    options.logEvery = 5
    options.threads = 1
    options.out = out.map { path + "/" + $0 }
    change(&options)
    return options
  }

  func session(_ options: RecipeOptions) throws -> TrainingSession {
    try TrainingSession(options, in: environment)
  }

  func resumed(
    _ run: String, _ change: (inout RecipeOptions) -> Void = { _ in }
  ) throws -> TrainingSession {
    var options = RecipeOptions()
    options.resume = path + "/" + run
    change(&options)
    return try TrainingSession(options, in: environment)
  }

  func checkpoint(_ run: String) throws -> Checkpoint {
    try Checkpoint(reading: path + "/" + run)
  }

  func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
  }
}

/// Events in the order in which a run reported them, from any thread.
final class EventLog: Sendable {
  private let log = Monitor<[TrainingEvent]>([])

  var events: [TrainingEvent] { log.withLock { $0 } }

  func record(_ event: TrainingEvent) { log.update { $0.append(event) } }

  var end: TrainingEvent.End? {
    if case .end(let end)? = events.last { end } else { nil }
  }

  var notices: [Bilingual] {
    events.compactMap { if case .notice(let notice) = $0 { notice } else { nil } }
  }

  var steps: [Int] {
    events.compactMap { if case .step(let step) = $0 { step.step } else { nil } }
  }

  var epochs: [TrainingEvent.Epoch] {
    events.compactMap { if case .epoch(let epoch) = $0 { epoch } else { nil } }
  }
}
