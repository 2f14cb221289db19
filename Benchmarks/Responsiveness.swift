import Foundation
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
    var times: [Double] = []
    for number in 0..<count {
      let opens = number.isMultiple(of: 2)
      let start = ContinuousClock.now
      terminal.send(opens ? "?" : "x")
      try terminal.wait(until: "the help is \(opens ? "open" : "closed")") {
        ($0.place(of: "? help") == nil) == opens
      }
      times.append((ContinuousClock.now - start) / .milliseconds(1))
    }
    return times.sorted()
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
}
