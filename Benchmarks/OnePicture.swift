import Foundation
import Ground
import Networks
import Tensors
import Training

/// One picture of 3x224x224 through a residual network: the whole command, and what the picture alone takes once its
/// plan is made.
struct OnePicture {
  static let networks = ["resnet8", "resnet20"]
  private static let shape: Shape = [3, 224, 224]

  let network: String
  private let graph: Graph
  private let weights: Weights

  init(_ network: String) throws {
    self.network = network
    graph = try Zoo.graph(network, input: Self.shape, classes: 10)
    weights = try graph.initialWeights(seed: 0)
  }

  /// The times and peaks of `eval NETWORK --input random:3x224x224`, each sorted.
  func commands(_ program: String, count: Int = 20) throws -> (times: [Double], peaks: [Int]) {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("convscope-bench-\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try Safetensors.write(weights, to: file)
    let costs = try (0...count).map { _ in
      try CommandCost(
        program,
        ["eval", network, "--weights", file, "--input", "random:3x224x224", "--json"])
    }
    // The first one warms the caches of the file system.
    return (costs.dropFirst().map(\.time).sorted(), costs.dropFirst().map(\.peak).sorted())
  }

  /// Milliseconds of a picture through a plan that is kept, every map among its results, sorted.
  func looks(count: Int = 50, threads: Int = 2) throws -> [Double] {
    let plan = try PicturePlan(graph: graph, weights: weights, keepsMaps: true, threads: threads)
    var generator = SeededGenerator(seed: 1)
    let pictures = (0..<2).map { _ in
      Tensor(
        shape: Self.shape, elements: (0..<Self.shape.count).map { _ in generator.uniform() })
    }
    return (0...count).map { number in
      ContinuousClock().measure { plan.look(at: pictures[number % 2]) } / .milliseconds(1)
    }.dropFirst().sorted()
  }
}

func measureOnePicture() throws {
  let pictures = try OnePicture.networks.map(OnePicture.init)
  // Commands first: what is made here counts for them, too.
  if let program = ProcessInfo.processInfo.environment["CONVSCOPE_BINARY"] {
    for picture in pictures {
      let (times, peaks) = try picture.commands(program)
      report("eval \(picture.network) --input random:3x224x224", times, goal: "300 ms")
      let peak = Double(peaks.last ?? 0) / 1e6
      print(
        "  its memory at most: \(NumberFormat.english.fixed(peak, decimals: 1)) MB (goal: 150 MB)")
    }
  } else {
    print("commands: not measured: $CONVSCOPE_BINARY names no program")
  }
  for picture in pictures {
    report(
      "another picture through \(picture.network), all maps kept", try picture.looks(),
      goal: "none")
  }
}
