import Interface

/// A script of keys and checks for a program: what to run, what to press, what to expect.
public struct Tape: Hashable, Sendable {
  /// A command and the line it stands on, counted from 1.
  public struct Line: Hashable, Sendable {
    public let number: Int
    public let command: TapeCommand
  }

  /// The screen's size before `Run`; 80x24 unless the tape says otherwise.
  public let size: Size
  /// The command line of `Run`, without the program's name.
  public let arguments: [String]
  /// Where `Run` stands.
  public let runLine: Int
  /// What follows `Run`.
  public let lines: [Line]

  public static let standardSize = Size(columns: 80, rows: 24)
}

/// One command of a tape after `Run`.
public enum TapeCommand: Hashable, Sendable {
  case key(Key, count: Int)
  case type(String)
  case click(Point)
  case wheel(Mouse.Action, Point)
  case resize(Size)
  case sleep(Duration)
  case train(steps: Int)
  case wait(String, limit: Duration)
  case expect(String)
  case expectNot(String)
  case golden(String)
}
