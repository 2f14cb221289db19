import Foundation
import Networks
import TerminalEmulation

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How fast the program answers a person, measured from outside in a terminal: the emulator's own work
/// counts too.
struct Responsiveness {
  /// Path of the binary.
  let program: String

  /// Milliseconds from the start of the process to the whole first frame of the home screen, sorted.
  func starts(count: Int = 20) throws -> [Double] {
    // The first one warms the caches of the file system.
    try (0...count).map { _ in try start() }.dropFirst().sorted()
  }

  /// Milliseconds from a key to its frame while training runs flat out, sorted.
  func keys(count: Int = 400) throws -> [Double] {
    let run = FileManager.default.temporaryDirectory
      .appendingPathComponent("convscope-bench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: run) }
    let terminal = try PseudoTerminal(
      program,
      arguments: ["train", "lenet", "--data", "digits", "--epochs", "100000", "--out", run])
    try terminal.wait(for: "images/s")
    return try (0..<count / 2).flatMap { _ in try openAndCloseHelp(terminal) }.sorted()
  }

  /// Milliseconds from a key to its frame while a network is asked about every picture of a data set, sorted.
  func keysWhileEvaluating(count: Int = 40) throws -> [Double] {
    let weights = FileManager.default.temporaryDirectory
      .appendingPathComponent("convscope-bench-\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: weights) }
    let graph = try Zoo.graph("resnet20", input: [1, 28, 28], classes: 10)
    try Safetensors.write(graph.initialWeights(seed: 0), to: weights)
    var times: [Double] = []
    while times.count < count {
      let terminal = try PseudoTerminal(
        program, arguments: ["eval", "resnet20", "--weights", weights, "--data", "digits"])
      try terminal.wait(for: "asking the network")
      while terminal.screen.place(of: "asking the network") != nil, times.count < count {
        times += try openAndCloseHelp(terminal)
      }
    }
    return times.sorted()
  }

  /// Milliseconds from a key to its frame while a block of a network is opened on a large picture, sorted.
  func keysWhileOpening(count: Int = 40) throws -> [Double] {
    var times: [Double] = []
    while times.count < count {
      let terminal = try PseudoTerminal(
        program,
        arguments: [
          "step", "residual", "--network", "resnet20", "--block", "layer3.2", "--input",
          "random:3x224x224",
        ])
      try terminal.wait(for: "computing")
      while terminal.screen.place(of: "computing") != nil, times.count < count {
        times += try openAndCloseHelp(terminal)
      }
    }
    return times.sorted()
  }

  private func openAndCloseHelp(_ terminal: PseudoTerminal) throws -> [Double] {
    try [true, false].map { opens in
      let start = ContinuousClock.now
      terminal.send("?")
      try terminal.wait(until: "the help is \(opens ? "open" : "closed")") {
        ($0.place(of: "? help") == nil) == opens
      }
      return (ContinuousClock.now - start) / .milliseconds(1)
    }
  }

  private func start() throws -> Double {
    let start = ContinuousClock.now
    let terminal = try PseudoTerminal(program)
    try terminal.wait(for: "? help")
    return (ContinuousClock.now - start) / .milliseconds(1)
  }
}

/// The start to the first frame, and keys while training; `make bench` names the binary.
func measureResponsiveness() throws {
  guard let program = ProcessInfo.processInfo.environment["CONVSCOPE_BINARY"] else {
    print("not measured: $CONVSCOPE_BINARY names no program")
    return
  }
  let responsiveness = Responsiveness(program: program)
  report("start to the first frame", try responsiveness.starts(), goal: "median 50 ms")
  report(
    "key to its frame while training", try responsiveness.keys(), goal: "99th percentile 16 ms")
  report(
    "key to its frame while evaluating", try responsiveness.keysWhileEvaluating(),
    goal: "99th percentile 16 ms")
  report(
    "key to its frame while a block is opened", try responsiveness.keysWhileOpening(),
    goal: "99th percentile 16 ms")
}
