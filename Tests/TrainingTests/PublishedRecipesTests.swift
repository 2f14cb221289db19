import Datasets
import Foundation
import Testing

@testable import Training

/// Whole trainings on real pictures, against what PyTorch comes to with the same recipe.
///
/// They need the data and minutes in a debug build: they run where the data set is installed and
/// `CONVSCOPE_SLOW_TESTS` is set.
@Suite(.serialized) struct PublishedRecipesTests {
  private static let variables = ProcessInfo.processInfo.environment
  private static let catalog = DatasetCatalog(environment: variables)

  private static func runs(with data: String) -> Bool {
    variables["CONVSCOPE_SLOW_TESTS"] != nil && catalog.names().contains(data)
  }

  private func epochs(
    _ network: String, _ change: (inout RecipeOptions) -> Void
  ) throws -> [TrainingEvent.Epoch] {
    var options = RecipeOptions(network: network)
    change(&options)
    let session = try TrainingSession(
      options, in: TrainingEnvironment(catalog: Self.catalog, cores: 2, runsFolder: nil))
    let log = EventLog()
    #expect(session.runToEnd(onEvent: log.record) == .done)
    return log.epochs
  }

  @Test(.enabled(if: runs(with: "fashion-mnist")))
  func `D2L's recipe takes LeNet where it takes PyTorch`() throws {
    let last = try #require(
      try epochs("lenet") {
        $0.data = "fashion-mnist"
        $0.epochs = 10
        $0.batch = 256
        $0.learningRate = 0.9
      }.last)
    let accuracy = try #require(last.testAccuracy)
    #expect((0.75...0.87).contains(accuracy))
  }

  @Test(.enabled(if: runs(with: "cifar-10")))
  func `resnet8 learns photographs as fast as under PyTorch`() throws {
    let losses = try epochs("resnet8") {
      $0.data = "cifar-10"
      $0.limit = 10_000
      $0.epochs = 5
    }.map(\.trainLoss)
    for (found, expected) in zip(losses, [1.89, 1.60, 1.46, 1.36, 1.28]) {
      #expect(abs(found - expected) < 0.06, "\(losses)")
    }
    #expect(losses.count == 5)
  }
}
