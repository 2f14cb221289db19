import Ground
import Operations
import Stepping
import Synchronization
import Tensors
import Testing

/// What a request takes is added up whole before a number of it is loaded.
@Suite struct PriceTests {
  /// Samples whose index is the side of a square; they remember that they were read.
  private final class Samples: Sendable {
    let read = Mutex(0)

    func loader(limit: Int) -> TensorLoader {
      TensorLoader(
        memoryLimit: limit,
        sample: { sample in
          let shape: Shape = [1, sample.index, sample.index]
          return PendingTensor(shape: shape) {
            self.read.withLock { $0 += 1 }
            return .zeros(shape)
          }
        })
    }
  }

  private func request(_ line: String, side: Int) throws -> StepRequest {
    let words = line.split(separator: " ").map(String.init)
    var request = StepRequest(try #require(StepRequest.Operation(rawValue: words[0])))
    let square = TensorSpec.sample(SampleSpec(dataset: "d", split: .test, index: side))
    request.input = square
    for word in words.dropFirst() {
      switch word {
      case "kernel": request.kernel = .named(.identity)
      case "size": request.size = Pair(1)
      case "other": request.others = [square]
      case "weight": request.weight = .filled(.ones, [2, side * side])
      case "backward": request.isBackward = true
      case "no-output": request.includesOutput = false
      case "at": request.place = [0, 0, 0]
      default: request.target = word
      }
    }
    return request
  }

  @Test(arguments: [
    "conv kernel", "conv kernel backward", "conv kernel backward kernel at no-output",
    "maxpool size", "avgpool size", "avgpool size backward", "globalavgpool no-output at",
    "linear weight no-output at", "linear weight backward weight", "relu", "relu backward",
    "sigmoid", "batchnorm", "batchnorm backward gamma", "batchnorm backward no-output at",
    "add other", "add other backward other", "residual",
  ])
  func `a request that takes too much is refused before anything is read`(line: String) throws {
    let samples = Samples()
    // The picture alone would fit the limit twice over.
    let side = 1000
    let limit =
      line.hasPrefix("globalavgpool") || line.contains("weight")
      ? side * side * 16 : side * side * 40
    let error = #expect(throws: StepError.self) {
      try StepReport(request(line, side: side), loading: samples.loader(limit: limit))
    }
    guard case .memory(_, _, let excess) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(excess.limit == limit)
    #expect(samples.read.withLock { $0 } == 0)
  }

  @Test(arguments: [
    "conv kernel no-output at", "avgpool size no-output", "relu no-output at",
    "add other no-output", "batchnorm no-output",
  ])
  func `without the output a picture is all that a request takes`(line: String) throws {
    let samples = Samples()
    let report = try StepReport(
      request(line, side: 100), loading: samples.loader(limit: 100 * 100 * 17))
    #expect(report.json["steps"] == (line.hasPrefix("conv") ? 9604 : 10_000))
    #expect(samples.read.withLock { $0 } >= 1)
  }

  @Test func `text and screens do not pay for JSON`() throws {
    let request = try request("conv kernel", side: 100)
    let limit = 100 * 100 * 20
    for use in [StepUse.text, .screen] {
      let report = try StepReport(request, loading: Samples().loader(limit: limit), for: use)
      #expect(report.text(in: .english).contains("9,604"))
    }
    #expect(throws: StepError.self) {
      try StepReport(request, loading: Samples().loader(limit: limit))
    }
  }

  @Test func `numbers that no machine has are refused with a sentence`() throws {
    var request = StepRequest(.averagePooling)
    request.input = .filled(.random(seed: 0), [30_000, 30_000])
    request.size = Pair(1)
    let error = #expect(throws: StepError.self) {
      try StepReport(request, loading: Samples().loader(limit: 1 << 30))
    }
    #expect(error?.field == "input")
    #expect(
      error?.finding.english.contains("1x30000x30000, with which all that is asked for needs")
        == true)
    #expect(error?.finding.vietnamese.contains("khiến cả yêu cầu cần") == true)
  }
}
