/// The ways in which a session drives its loop.
extension TrainingLoop {
  /// At most so many snapshots a second are taken for a screen.
  static let snapshotInterval = Duration.seconds(1) / 30
  /// The share of the time that snapshots may take from training is one in so many.
  static let snapshotCostLimit = 20

  /// Trains until the run ends.
  func drive(
    _ mailbox: Monitor<TrainingSession.Mailbox>,
    onEvent: @escaping @Sendable (TrainingEvent) -> Void,
    onSnapshot: (TrainingSnapshot) -> Void
  ) -> EndReason {
    let clock = ContinuousClock()
    self.onEvent = onEvent
    // An observer may hold the session, which holds this loop.
    defer { self.onEvent = { _ in } }
    var nextSnapshot = clock.now
    var lastStep = clock.now
    begin()
    while true {
      let (controls, takers, isRequested) = mailbox.withLock { mailbox in
        defer {
          mailbox.controls = []
          mailbox.takers = []
        }
        return (mailbox.controls, mailbox.takers, mailbox.snapshotRequested)
      }
      for take in takers { take(run.network) }
      for control in controls { apply(control) }
      stopwatch?.isRunning = ended == nil && !isPaused

      let now = clock.now
      // The last snapshot, which shows why the run ended, comes without being asked for.
      if ended != nil || isRequested && hasNews && now >= nextSnapshot {
        mailbox.withLock { $0.snapshotRequested = false }
        onSnapshot(snapshot())
        let cost = now.duration(to: clock.now)
        nextSnapshot = now + max(Self.snapshotInterval, cost * Self.snapshotCostLimit)
      }
      if let ended {
        let takers = mailbox.update { mailbox in
          defer { mailbox.takers = [] }
          mailbox.outcome = ended
          mailbox.isDriven = false
          return mailbox.takers
        }
        for take in takers { take(run.network) }
        return ended
      }
      let stepTime = wantsStep ? dueTime(after: lastStep) : nil
      if let stepTime, stepTime <= now {
        lastStep = now
        takeStep()
        continue
      }
      Self.rest(mailbox, until: stepTime, snapshotTime: hasNews ? nextSnapshot : nil)
    }
  }

  /// When the next step may be taken at the present pace.
  private func dueTime(after lastStep: ContinuousClock.Instant) -> ContinuousClock.Instant {
    guard owedSteps == 0, case .stepsPerSecond(let rate) = pace, rate > 0 else { return lastStep }
    // Slower than a step in an hour is as good as a pause, and keeps the time within its type.
    return lastStep + .seconds(min(1 / rate, 3600))
  }

  /// Sleeps until a control comes, the next step is due, or a snapshot is asked for and may be taken.
  private static func rest(
    _ mailbox: Monitor<TrainingSession.Mailbox>, until stepTime: ContinuousClock.Instant?,
    snapshotTime: ContinuousClock.Instant?
  ) {
    let clock = ContinuousClock()
    let isWaitingForSnapshot = mailbox.withLock { $0.snapshotRequested } && snapshotTime != nil
    let times = [stepTime, isWaitingForSnapshot ? snapshotTime : nil].compactMap { $0 }
    let wake = { (mailbox: inout TrainingSession.Mailbox) -> Void? in
      let isNewlyAsked =
        !isWaitingForSnapshot && mailbox.snapshotRequested && snapshotTime != nil
      return !mailbox.controls.isEmpty || !mailbox.takers.isEmpty || isNewlyAsked ? () : nil
    }
    if let first = times.min() {
      mailbox.wait(atMost: clock.now.duration(to: first), for: wake)
    } else {
      mailbox.wait(for: wake)
    }
  }

  /// Applies controls and takes exactly so many steps, without a clock.
  func advance(
    steps count: Int, after controls: [TrainingControl],
    onEvent: @escaping @Sendable (TrainingEvent) -> Void
  ) -> TrainingSnapshot {
    self.onEvent = onEvent
    // An observer may hold the session, which holds this loop.
    defer { self.onEvent = { _ in } }
    begin()
    for control in controls {
      apply(control)
      while owedSteps > 0, ended == nil { takeStep() }
    }
    for _ in 0..<max(count, 0) {
      guard ended == nil else { break }
      takeStep()
    }
    return snapshot()
  }
}
