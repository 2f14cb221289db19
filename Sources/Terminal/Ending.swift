/// How a program in a terminal came to its end.
public enum Ending: Hashable, Sendable {
  /// It finished by itself.
  case finished
  /// A signal asked it to end, SIGHUP also where the terminal went away without one. The terminal is as it was: save what there is to save, then
  /// ``EndingSignals/die(by:)``.
  case signal(Int32)
}
