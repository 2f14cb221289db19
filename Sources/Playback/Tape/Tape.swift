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
  /// What follows `Run`, with every `Repeat` written out.
  public let lines: [Line]
  /// How many commands stand before those: `Run`, and perhaps `Size`.
  let headCount: Int

  public static let standardSize = Size(columns: 80, rows: 24)
  /// More would be written out of a `Repeat` than anybody could follow.
  static let largestCommandCount = 100_000

  /// The largest window of the tape, so that what plays it has room for all of it.
  ///
  /// - Parameter size: the first window.
  func largestSize(from size: Size) -> Size {
    lines.reduce(size) { largest, line in
      guard case .resize(let next) = line.command else { return largest }
      return Size(
        columns: max(largest.columns, next.columns), rows: max(largest.rows, next.rows))
    }
  }

  /// Whether there is a line for the audience anywhere.
  var hasCaptions: Bool {
    lines.contains { if case .caption = $0.command { true } else { false } }
  }

  /// Refuses places outside the window as it is when the mouse gets there.
  ///
  /// - Parameter size: the first window.
  func checkPlaces(in size: Size) throws(TapeError) {
    var size = size
    for line in lines {
      let place: (command: TapeCommandName, point: Point)
      switch line.command {
      case .resize(let next):
        size = next
        continue
      case .click(let point): place = (.click, point)
      case .wheel(_, let point): place = (.wheel, point)
      default: continue
      }
      guard place.point.column < size.columns, place.point.row < size.rows else {
        throw TapeError(
          line: line.number,
          reason: .outside(command: place.command.rawValue, place.point, size))
      }
    }
  }
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
  /// A line for the audience; an empty one takes the last away.
  case caption(String)
  case shot(Shot)
}
