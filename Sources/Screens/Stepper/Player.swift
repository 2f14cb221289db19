/// Plays steps by itself: whether it runs, and how fast.
///
/// Above 30 steps a second a tick makes several steps, so that no more frames are drawn than eyes see.
struct Player: Hashable, Sendable {
  var isPlaying = false
  private var speed: Int

  /// Steps a second, from slow to fast.
  private static let rates: [Double] = [0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300, 900, 3000]

  /// Steps a second.
  var rate: Double { Self.rates[speed] }

  /// A player for so many steps: slow enough to follow where they are few, and through a whole
  /// picture within half a minute.
  init(steps: Int = 0) {
    let wanted = max(2, Double(steps) / 30)
    speed = Self.rates.firstIndex { $0 >= wanted } ?? Self.rates.count - 1
  }

  mutating func faster() { speed = min(speed + 1, Self.rates.count - 1) }

  mutating func slower() { speed = max(speed - 1, 0) }

  /// The steps of one tick.
  var stepsPerTick: Int { max(1, Int(rate / 30)) }

  /// `nil` while nothing plays.
  var tickInterval: Duration? {
    isPlaying ? .milliseconds(Int(1000 * Double(stepsPerTick) / rate)) : nil
  }
}
