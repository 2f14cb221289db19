import Commands
import Interface
import Screens
import Operations
import Stepping
import Tensors

/// How fast any step of a large operation is reached: a convolution of 64 channels at 224x224, drawn in
/// a terminal of 200x60.
struct Seeking {
  private let request: StepRequest
  private let input: Tensor
  private let kernel: Tensor

  init() throws {
    let loader = TensorLoader(sample: {
      throw SpecError(field: "input", reason: .unknown($0.dataset))
    })
    let inputSpec = try TensorSpec(parsing: "random:64x224x224")
    let kernelSpec = try KernelSpec(parsing: "random:64x64x3x3@1")
    var request = StepRequest(.convolution)
    request.input = inputSpec
    request.kernel = kernelSpec
    request.padding = Pair(1)
    self.request = request
    input = try loader.input(inputSpec)
    kernel = try loader.kernel(kernelSpec)
  }

  /// Milliseconds to make the steps and read one of them, sorted; the steps lie everywhere.
  func seeks(count: Int = 1_000) throws -> [Double] {
    var generator = SeededGenerator(seed: 0)
    let cells = try request.steps(input: input, kernel: kernel).count
    return try (0..<count).map { _ in
      let index = generator.integer(below: cells)
      let start = ContinuousClock.now
      let step = try request.steps(input: input, kernel: kernel)[index]
      let time = ContinuousClock.now - start
      precondition(step.index == index)
      return time / .milliseconds(1)
    }.sorted()
  }

  /// Milliseconds from a key that seeks to its whole frame, sorted: to the end, to the start, a row and
  /// a filter on.
  func redraws(rounds: Int = 50) -> [Double] {
    let size = Size(columns: 200, rows: 60)
    var app = App(
      command: .step(StepArguments(request)),
      environment: AppEnvironment(size: size, isAnimated: false))
    _ = app.start()
    let keys: [Key] = [.end, .up, .home, .down, .character("}"), .right]
    return (0..<rounds).flatMap { _ in
      keys.map { key in
        var canvas = Canvas(size: size)
        let start = ContinuousClock.now
        _ = app.update(.key(key))
        app.draw(on: &canvas)
        return (ContinuousClock.now - start) / .milliseconds(1)
      }
    }.sorted()
  }
}

func measureSeeking() throws {
  let seeking = try Seeking()
  report("seek to a step of conv 64 to 64 at 224x224", try seeking.seeks(), goal: "1 ms")
  report("key to its frame at 200x60", seeking.redraws(), goal: "16 ms")
}
