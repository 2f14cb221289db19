import Ground
import Lessons
import Testing

@testable import Commands

/// A page may train, but only what is over when it is turned.
@Suite struct TrainingSceneTests {
  private func scene(_ line: String) -> Scene {
    Scene(arguments: line.split(separator: " ").map(String.init), line: 3)
  }

  @Test func `training of few steps is a scene`() throws {
    let command = try scene("train lenet-relu --data digits --limit 640 --epochs 2").command()
    guard case .train = command else {
      Issue.record("\(command)")
      return
    }
  }

  @Test(arguments: [
    ("train lenet", nil), ("train lenet --epochs 1", nil),
    ("train lenet --limit 64 --epochs 1 --out x", nil), ("train --resume x --limit 64", nil),
    ("train lenet-relu --limit 640 --epochs 100 --batch 64", 1_000),
    ("train lenet --limit 9223372036854775807 --epochs 9223372036854775807 --batch 1", Int.max),
  ])
  func `training without end, or that is kept, is none`(line: String, steps: Int?) {
    let error = #expect(throws: (any Error).self) { _ = try scene(line).command() }
    if let error = error as? TrainingSceneError {
      #expect(steps == Int.max || error.steps == steps, "\(line): \(error)")
      #expect(error.explanation.vietnamese.hasPrefix("train: "))
    }
  }
}
