import Screens
import Synchronization
import Training

/// The effects under way that can be abandoned, and how far they are.
final class WatchTable: Sendable {
  private struct State {
    var watches: [Effect: Watch] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Begins to watch an effect.
  ///
  /// - Parameter deliver: hears how far it is, at most so often as a person can read.
  func begin(_ effect: Effect, deliver: @escaping @Sendable (Message) -> Void) -> Watch {
    let pace = Mutex(ReportPace())
    let watch = Watch { progress in
      if pace.withLock({ $0.lets(progress) }) { deliver(.progress(effect, progress)) }
    }
    state.withLock { state in
      if state.isClosed { watch.abandon() }
      state.watches[effect] = watch
    }
    return watch
  }

  func end(_ effect: Effect, _ watch: Watch) {
    state.withLock { state in
      // The same may have been asked for again.
      if state.watches[effect] === watch { state.watches[effect] = nil }
    }
  }

  func abandon(_ effect: Effect) {
    state.withLock { $0.watches.removeValue(forKey: effect) }?.abandon()
  }

  /// Abandons everything, and whatever begins from now on.
  func close() {
    state.withLock { state in
      state.isClosed = true
      for watch in state.watches.values { watch.abandon() }
    }
  }
}

/// Lets through a report in a while: what is done sooner than that is not worth a word.
private struct ReportPace {
  private static let interval = Duration.milliseconds(100)
  private var last = ContinuousClock.now
  private var done = 0

  /// - Parameter progress: threads that come further at the same time may tell it the wrong way round.
  mutating func lets(_ progress: Watch.Progress) -> Bool {
    let now = ContinuousClock.now
    guard progress.done > done, now - last >= Self.interval else { return false }
    done = progress.done
    last = now
    return true
  }
}
