import CSupport

/// The signals that end a process unless it asks otherwise: the first one is noted and lets the work come
/// to a good end; a second SIGINT, SIGTERM or SIGQUIT ends the process at once.
///
/// The terminal's driver notes them by itself; work without a terminal has an ``EndingWatch``. One that
/// was ignored when the process began (`nohup`) stays ignored.
public enum EndingSignals {
  /// Their numbers: the one list there is, real-time signals included. SIGPIPE and SIGXFSZ that a write of
  /// our own causes are errors of that write.
  public static let all: [Int32] = Array(
    sequence(state: Int32(0)) { index in
      defer { index += 1 }
      let signal = cs_ending_signal(index)
      return signal == 0 ? nil : signal
    })

  /// From now on a file that may not grow (`ulimit -f`) is an error of the write, not the end of the
  /// process.
  public static func leaveFileLimitsToWrites() { _ = cs_file_limit_install() }

  /// The number of the signal that has come; `nil` while none has.
  public static var received: Int32? {
    let signal = cs_ending_received()
    return signal == 0 ? nil : signal
  }

  /// Ends the process as the signal would have ended it (status 130 or 143 in a shell), with the
  /// terminal as it was.
  public static func die(by signal: Int32) -> Never { cs_die_by(signal) }
}
