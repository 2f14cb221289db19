import Foundation
import Ground

private struct Contest {
  let network: String
  let batches: [Int]
  let variants: [String]
  /// What the project promises: ours over the best of theirs.
  let goal: Double
}

private let contests = [
  Contest(network: "lenet", batches: [64, 256], variants: ["eager", "compile"], goal: 3),
  Contest(network: "resnet8", batches: [64, 128], variants: ["eager", "channels-last"], goal: 1),
]

/// Training on two threads, ours and PyTorch's in turn: five rounds, the median of each.
func measureTraining() throws {
  let threads = 2
  let seconds = 1.0
  let rounds = 5
  print("images a second of training, \(threads) threads, median of \(rounds) runs taken in turn")
  let python = Peer.python()
  if python == nil {
    print(
      "PyTorch is not installed here ($CONVSCOPE_PEER_PYTHON names a python that has it): ours alone"
    )
  }
  for contest in contests {
    let ours = try contest.batches.map {
      try TrainingSpeed(network: contest.network, batch: $0, threads: threads)
    }
    var peers: [Peer] = []
    if let python {
      for batch in contest.batches {
        for variant in contest.variants {
          let peer = Peer(
            python: python, network: contest.network, batch: batch, variant: variant,
            threads: threads, seconds: seconds)
          if let peer {
            peers.append(peer)
          } else {
            print("  PyTorch could not run \(variant) at batch \(batch)")
          }
        }
      }
    }
    var ourRuns = Array(repeating: [Double](), count: ours.count)
    var peerRuns = Array(repeating: [Double](), count: peers.count)
    for _ in 0..<rounds {
      for (index, speed) in ours.enumerated() {
        ourRuns[index].append(speed.measure(seconds: seconds))
      }
      for (index, peer) in peers.enumerated() {
        if let speed = peer.measure() { peerRuns[index].append(speed) }
      }
    }
    var ourBest = 0.0
    for (speed, runs) in zip(ours, ourRuns) {
      ourBest = max(ourBest, median(runs))
      print(line(contest.network, "convscope", speed.batch, runs))
    }
    var peerBest = 0.0
    for (peer, runs) in zip(peers, peerRuns) where !runs.isEmpty {
      peerBest = max(peerBest, median(runs))
      print(line(contest.network, "PyTorch \(peer.variant)", peer.batch, runs))
    }
    if peerBest > 0 {
      print(
        String(
          format: "%@: %.2f times PyTorch's best (promised: %.0f)", contest.network,
          ourBest / peerBest, contest.goal))
    }
  }
}

private func line(_ network: String, _ who: String, _ batch: Int, _ runs: [Double]) -> String {
  let name = "\(network), \(who), batch \(batch)".padding(
    toLength: 44, withPad: " ", startingAt: 0)
  let all = runs.map { String(Int($0)) }.joined(separator: " ")
  return "  \(name) \(Int(median(runs)))   (\(all))"
}

/// PyTorch in a process of its own, which measures whenever it is asked.
private final class Peer {
  let variant: String
  let batch: Int
  private let process = Process()
  private let questions = Pipe()
  private let answers = Pipe()
  private var buffer = Data()

  /// A python with PyTorch: `$CONVSCOPE_PEER_PYTHON`, else `python3`; `nil` where there is none.
  static func python() -> String? {
    let named = ProcessInfo.processInfo.environment["CONVSCOPE_PEER_PYTHON"]
    return ([named].compactMap { $0 } + ["python3"]).first { candidate in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [candidate, "-c", "import torch"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }

  /// `nil` where it does not come as far as its first steps.
  init?(
    python: String, network: String, batch: Int, variant: String, threads: Int, seconds: Double
  ) {
    self.variant = variant
    self.batch = batch
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("peer/training_speed.py").path
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      python, script, network, "\(batch)", variant, "\(threads)", "\(seconds)",
    ]
    process.standardInput = questions
    process.standardOutput = answers
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil, nextLine() == "ready" else { return nil }
  }

  deinit {
    try? questions.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func measure() -> Double? {
    try? questions.fileHandleForWriting.write(contentsOf: Data("go\n".utf8))
    return nextLine().flatMap(Double.init)
  }

  private func nextLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeSubrange(...end)
        return line
      }
      let more = answers.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      buffer.append(more)
    }
  }
}
