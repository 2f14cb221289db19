/// Speeds and times of a run that someone watches. Nothing here reaches the run itself.
final class Stopwatch {
  private let clock = ContinuousClock()
  private var stepBegan: ContinuousClock.Instant
  /// Where running time is counted from; `nil` while paused.
  private var runningSince: ContinuousClock.Instant?
  private var runBefore = Duration.zero

  private var epochImages = 0
  private var epochTraining = Duration.zero
  private var epochBeganAt = Duration.zero

  // Sums that forget: what lies some seconds back hardly counts.
  private var recentImages = 0.0
  private var recentSteps = 0.0
  private var recentRunning = 0.0
  private var lastStepAt = Duration.zero

  /// The seconds after which a past step hardly counts: the time that is left must not jump.
  private static let memory = 8.0

  init() {
    stepBegan = ContinuousClock().now
    runningSince = stepBegan
  }

  /// Pauses are no part of any time.
  var isRunning: Bool {
    get { runningSince != nil }
    set {
      guard newValue != isRunning else { return }
      if let since = runningSince {
        runBefore += since.duration(to: clock.now)
        runningSince = nil
      } else {
        runningSince = clock.now
      }
    }
  }

  private var running: Duration {
    runBefore + (runningSince.map { $0.duration(to: clock.now) } ?? .zero)
  }

  func beginStep() { stepBegan = clock.now }

  func endStep(images: Int) {
    let time = stepBegan.duration(to: clock.now)
    epochImages += images
    epochTraining += time
    let now = running
    // A single step out of a pause takes no running time of its own but what it trains.
    let span = max((now - lastStepAt).inSeconds, isRunning ? 0 : time.inSeconds)
    lastStepAt = now
    let keep = max(0, 1 - span / Self.memory)
    recentImages = recentImages * keep + Double(images)
    recentSteps = recentSteps * keep + 1
    recentRunning = recentRunning * keep + span
  }

  /// Another pace was asked for: what was measured before says nothing of it.
  func changePace() {
    recentImages = 0
    recentSteps = 0
    recentRunning = 0
    lastStepAt = running
  }

  /// The speed of training alone over the epoch, and the epoch's whole time.
  func finishEpoch() -> (imagesPerSecond: Double?, seconds: Double) {
    let now = running
    let training = epochTraining.inSeconds
    let result = (
      imagesPerSecond: training > 0 ? Double(epochImages) / training : nil,
      seconds: (now - epochBeganAt).inSeconds
    )
    epochImages = 0
    epochTraining = .zero
    epochBeganAt = now
    return result
  }

  /// At the present pace, over the last seconds; pauses left out.
  var imagesPerSecond: Double? { recentRunning > 0 ? recentImages / recentRunning : nil }

  /// Seconds since the session began, pauses left out.
  var elapsed: Double { running.inSeconds }

  /// Seconds that so many steps will take at the present pace, tests included.
  func remaining(steps: Int) -> Double? {
    recentSteps > 0 && recentRunning > 0
      ? Double(max(steps, 0)) * recentRunning / recentSteps : nil
  }
}

extension Duration {
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
