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
  ///
  /// - Parameter turns: how often the operation is turned round before: once for the gradient of the input, twice for that
  ///   of the kernel.
  func redraws(rounds: Int = 50, turns: Int = 0) -> [Double] {
    let size = Size(columns: 200, rows: 60)
    var app = App(
      command: .step(StepArguments(request)),
      environment: AppEnvironment(size: size, isAnimated: false))
    for case .loadInput(let spec) in app.start() {
      _ = app.receive(.input(spec, .success(input)))
    }
    for _ in 0..<turns { _ = app.update(.key(.character("b"))) }
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

/// A block of a network on a large picture: what opening it takes, and what of that a key may have to wait for.
struct Opening {
  private let request: StepRequest
  private let loader = TensorLoader(sample: {
    throw SpecError(field: "input", reason: .unknown($0.dataset))
  })

  init() throws {
    var request = StepRequest(.residual)
    request.network = "resnet20"
    request.block = "layer1.0"
    request.input = try TensorSpec(parsing: "random:3x224x224")
    self.request = request.completed
  }

  /// Milliseconds until the block is there, on a thread of its own in the program, sorted.
  func blocks(count: Int = 5) throws -> [Double] {
    try (0..<count).map { _ in
      let start = ContinuousClock.now
      _ = try OpenedBlock(request, loading: loader) { _ in true }
      return (ContinuousClock.now - start) / .milliseconds(1)
    }.sorted()
  }

  /// Milliseconds from the block to its first frame, sorted: that much is done between two keys.
  func frames(count: Int = 50) throws -> [Double] {
    let block = try OpenedBlock(request, loading: loader) { _ in true }
    let size = Size(columns: 200, rows: 60)
    return (0..<count).map { _ in
      var app = App(
        command: .step(StepArguments(request)),
        environment: AppEnvironment(size: size, isAnimated: false))
      _ = app.start()
      var canvas = Canvas(size: size)
      let start = ContinuousClock.now
      _ = app.receive(.block(request, .opened(.success(block))))
      app.draw(on: &canvas)
      return (ContinuousClock.now - start) / .milliseconds(1)
    }.sorted()
  }
}

func measureSeeking() throws {
  let seeking = try Seeking()
  report("seek to a step of conv 64 to 64 at 224x224", try seeking.seeks(), goal: "1 ms")
  report("key to its frame at 200x60", seeking.redraws(), goal: "16 ms")
  report("key to its frame, gradient of the input", seeking.redraws(turns: 1), goal: "16 ms")
  report(
    "key to its frame, gradient of the kernel", seeking.redraws(rounds: 10, turns: 2), goal: "16 ms"
  )
  let opening = try Opening()
  report(
    "opening resnet20's layer1.0 on 3x224x224, keys free", try opening.blocks(), goal: "none")
  report("an opened block to its frame", try opening.frames(), goal: "16 ms")
}
