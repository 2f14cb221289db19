import CSupport

/// SIGINT, SIGTERM, SIGHUP and SIGQUIT: the first one is noted and lets the work come to a good end;
/// a second one ends the process at once.
///
/// The terminal's driver notes them by itself; work without a terminal has an ``EndingWatch``. One that
/// was ignored when the process began (`nohup`) stays ignored.
public enum EndingSignals {
  /// The number of the signal that has come; `nil` while none has.
  public static var received: Int32? {
    let signal = cs_ending_received()
    return signal == 0 ? nil : signal
  }

  /// Ends the process as the signal would have ended it (status 130 or 143 in a shell), with the
  /// terminal as it was.
  public static func die(by signal: Int32) -> Never { cs_die_by(signal) }
}
