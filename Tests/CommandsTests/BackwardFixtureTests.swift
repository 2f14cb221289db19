import Ground
import Stepping
import Tensors
import TestSupport
import Testing

@testable import Commands

/// `step OP`, forward and with `--backward`, against PyTorch in float64; `Tests/Fixtures/step_backward.py` writes the
/// numbers, and compares as many more as one likes.
@Suite struct BackwardFixtureTests {
  private struct NotAsked: Error {}

  private func flat(_ json: JSON) -> [Double] {
    json.arrayValue.map { $0.flatMap(flat) } ?? [json.doubleValue ?? .nan]
  }

  private func words(_ json: JSON?) throws -> [String] {
    try #require(json?.arrayValue).map { try #require($0.stringValue) }
  }

  @Test func `every output and every gradient is PyTorch's`() throws {
    let tests = DurableFile.folder(of: DurableFile.folder(of: #filePath))
    let cases = try #require(
      try JSON(parsing: try DurableFile.read("\(tests)/Fixtures/step_backward.json")).arrayValue)
    let sources = CommandReport.Sources(
      loader: TensorLoader(sample: { _ in throw NotAsked() }),
      evaluation: { _ in throw NotAsked() },
      training: { _ in throw NotAsked() })
    var operations: Set<String> = []
    for example in cases {
      let line = try words(example["line"])
      operations.insert(line[1])
      let wanted =
        line[1] == "learn"
        ? [(line, "losses"), (line, "kernel")]
        : [(line, "output"), (line + (try words(example["backward"])), "gradient")]
      for (line, name) in wanted {
        let expected = flat(try #require(example[name]))
        let report = try CommandReport.json(of: line, from: sources)
        let found = flat(try #require(report[name]))
        #expect(found.count == expected.count, "\(line)")
        #expect(
          zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-8 * max(1, abs($1)) }, "\(line)")
      }
    }
    // Other blocks have stages of these.
    #expect(
      operations
        == Set(StepRequest.Operation.allCases.map(\.rawValue)).subtracting(["residual", "block"]))
  }
}
