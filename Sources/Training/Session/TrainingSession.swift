import Datasets
import Networks

/// A training run that can be watched and steered from another thread.
///
/// It is driven in one of three ways: ``start(onEvent:onSnapshot:)`` gives it a thread of its own (a
/// screen), ``runToEnd(onEvent:)`` uses the caller's, and ``run(steps:)`` lets it go
/// on for exactly so many steps (a tape). All compute the same parameters to the bit.
///
/// Controls go in by ``send(_:)`` from any thread. A snapshot is taken only when someone asked with
/// ``requestSnapshot()``, something has changed, and the last one is a thirtieth of a second old.
public final class TrainingSession: Sendable {
  public let facts: TrainingFacts
  /// The absolute path of the run's folder; `nil` if nothing is saved.
  public let folder: String?

  private let mailbox: Monitor<Mailbox>
  private let loop: Monitor<TrainingLoop>

  /// What the threads tell each other.
  struct Mailbox {
    var controls: [TrainingControl] = []
    var snapshotRequested = false
    /// What wants the parameters of now.
    var takers: [@Sendable (SavedNetwork) -> Void] = []
    var isDriven = false
    var outcome: EndReason?
  }

  init(
    run: sending TrainingRun, store: CheckpointStore?, checkpoint: String?, measuresTime: Bool
  ) {
    facts = run.facts
    folder = store?.run.path
    mailbox = Monitor(Mailbox())
    loop = Monitor(
      TrainingLoop(
        run: run, store: store, checkpoint: checkpoint, measuresTime: measuresTime))
  }

  /// Takes effect before the next step; ``TrainingControl/stop`` after the one under way.
  public func send(_ control: TrainingControl) {
    mailbox.update { $0.controls.append(control) }
  }

  /// Asks for one snapshot, which goes to the observer of ``start(onEvent:onSnapshot:)``.
  public func requestSnapshot() {
    mailbox.update { $0.snapshotRequested = true }
  }

  /// Hands over the network with the parameters of now, between two steps.
  ///
  /// - Parameter take: called once, on the thread of the run, or at once where it has none.
  public func takeNetwork(_ take: @escaping @Sendable (SavedNetwork) -> Void) {
    let isDriven = mailbox.update { mailbox in
      if mailbox.isDriven { mailbox.takers.append(take) }
      return mailbox.isDriven
    }
    if !isDriven { take(loop.withLock { $0.run.network }) }
  }

  /// Trains on a thread of its own until the run ends.
  ///
  /// - Parameters:
  ///   - onEvent: called on that thread.
  ///   - onSnapshot: called on that thread, once for each request and once when the run has ended.
  /// - Throws: ``ThreadError``.
  /// - Precondition: the session is not driven otherwise.
  public func start(
    onEvent: @escaping @Sendable (TrainingEvent) -> Void = { _ in },
    onSnapshot: @escaping @Sendable (TrainingSnapshot) -> Void
  ) throws(ThreadError) {
    mailbox.withLock { mailbox in
      precondition(!mailbox.isDriven, "the session is running already")
      mailbox.isDriven = true
    }
    try WorkerThread.start { [self] in
      _ = loop.withLock { $0.drive(mailbox, onEvent: onEvent, onSnapshot: onSnapshot) }
    }
  }

  /// Trains on the caller's thread until the run ends: all epochs, a `stop`, or a loss without bounds.
  @discardableResult
  public func runToEnd(onEvent: @escaping @Sendable (TrainingEvent) -> Void) -> EndReason {
    mailbox.withLock { $0.isDriven = true }
    return loop.withLock { $0.drive(mailbox, onEvent: onEvent, onSnapshot: { _ in }) }
  }

  /// Applies the controls sent so far and takes exactly `count` steps (fewer if the run ends), paused
  /// or not, on the caller's thread; steps asked for one by one come first.
  ///
  /// A started session answers here once it has ended: with `steps: 0` another picture or node can
  /// still be looked at.
  ///
  /// - Precondition: the session is not running on its own thread.
  @discardableResult
  public func run(
    steps count: Int, onEvent: @escaping @Sendable (TrainingEvent) -> Void = { _ in }
  ) -> TrainingSnapshot {
    let controls = mailbox.withLock { mailbox in
      precondition(!mailbox.isDriven, "the session is running on its own thread")
      defer { mailbox.controls = [] }
      return mailbox.controls
    }
    return loop.withLock { loop in
      let snapshot = loop.advance(steps: count, after: controls, onEvent: onEvent)
      mailbox.update { $0.outcome = loop.ended }
      return snapshot
    }
  }

  /// Waits until a started run has ended.
  public func waitForEnd() -> EndReason { mailbox.wait { $0.outcome } }

  /// Whether a run that has ended left its last parameters in a checkpoint: not where the disk was full
  /// at its end. True where nothing was to be saved.
  public var isSaved: Bool { loop.withLock { $0.isSaved } }

  /// Why the run ended; `nil` while it goes on.
  public var outcome: EndReason? { mailbox.withLock { $0.outcome } }
}
