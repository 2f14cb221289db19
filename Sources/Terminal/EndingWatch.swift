import CSupport
import Ground

/// Waits for a signal that asks the process to end, while the work is done on other threads.
public final class EndingWatch: Sendable {
  private let pipe: WakePipe

  /// Begins to note the signals of ``EndingSignals``.
  ///
  /// - Throws: ``TerminalError/cannotStart(_:)`` where the system has no pipe left.
  public init() throws(TerminalError) {
    guard let pipe = WakePipe(), cs_ending_install(pipe.writeEnd) == 0 else {
      throw .cannotStart("signals")
    }
    self.pipe = pipe
  }

  /// Ends the wait from another thread.
  public func wake() { pipe.wake() }

  /// Waits on the calling thread until a signal comes or ``wake()`` is called.
  ///
  /// - Returns: the signal, `nil` if there is none.
  public func wait() -> Int32? {
    var request = pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0)
    while EndingSignals.received == nil, poll(&request, 1, -1) <= 0 {}
    pipe.drain()
    return EndingSignals.received
  }
}
