import Ground

/// Prints the median and the 99th percentile of some times, and what was promised.
///
/// - Parameter times: milliseconds, sorted, at least one.
func report(_ name: String, _ times: [Double], goal: String) {
  func text(_ share: Double) -> String {
    NumberFormat.english.fixed(times[Int(share * Double(times.count - 1))], decimals: 3)
  }
  print("\(name): median \(text(0.5)) ms, 99th percentile \(text(0.99)) ms (goal: \(goal))")
}
