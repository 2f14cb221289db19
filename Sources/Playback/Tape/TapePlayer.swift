import Interface

/// A tape that plays in a terminal: a program that shows another one's frames as time passes.
///
/// Space pauses, q, Esc and Ctrl-C end it. The program inside runs on virtual time, so it shows the
/// same frames as without a terminal.
public struct TapePlayer<Host: TapeHost>: Program {
  private enum Activity {
    /// The frame of a command stands for a moment, in which virtual time stands too.
    case holding
    case sleeping(until: Duration)
    case waiting(text: String, limit: Duration, until: Duration)
  }

  public let tape: TapeSession<Host>
  /// Why it stopped before its end.
  public private(set) var error: (any Error)?
  public private(set) var isFinished = false
  /// Whether a person has ended it.
  public private(set) var isCancelled = false
  private let speed: Double
  private var isPaused = false
  private var activity = Activity.holding

  /// - Parameter speed: 2 is twice as fast; from 0.01 to 1000.
  public init(_ tape: TapeSession<Host>, speed: Double = 1) {
    self.tape = tape
    self.speed = min(1000, max(0.01, speed))
  }

  public var tickInterval: Duration? {
    if isPaused || isFinished { return nil }
    return switch activity {
    case .holding: AsciicastRecorder.pause / speed
    case .sleeping, .waiting: slice / speed
    }
  }

  public mutating func update(_ event: Event) -> [Never] {
    switch event {
    case .tick: advance()
    case .key(.character("q")), .key(.escape), .key(.control("c")):
      isCancelled = tape.nextLine != nil
      isFinished = true
    case .key(.space): isPaused.toggle()
    default: break
    }
    return []
  }

  public mutating func receive(_ message: Never) -> [Never] {}

  public func draw(on canvas: inout Canvas) {
    let session = tape.session
    // Colours chosen for one background cannot be read on the other.
    let suits = session.scheme.background == canvas.scheme.background
    let frame = suits ? session.frame : session.frame.painted()
    for row in 0..<min(frame.size.rows, canvas.size.rows) {
      for column in 0..<min(frame.size.columns, canvas.size.columns) {
        canvas[column, row] = frame[column, row]
      }
    }
  }

  /// The part of a sleep that passes at once: up to the next tick of the program inside, so that
  /// waits end at the same moments as without a terminal.
  private var slice: Duration {
    let now = tape.session.now
    let end: Duration
    switch activity {
    case .holding: return .zero
    case .sleeping(let until), .waiting(_, _, let until): end = until
    }
    return max(.zero, min(end, tape.session.nextTick ?? end) - now)
  }

  private mutating func advance() {
    switch activity {
    case .holding: begin()
    case .sleeping(let until):
      tape.session.advance(by: slice)
      if tape.session.now >= until { begin() }
    case .waiting(let text, let limit, let until):
      tape.session.advance(by: slice)
      if tape.shows(text) || tape.session.now >= until || tape.session.isFinished {
        tape.endWait(text: text, limit: limit)
        begin()
      }
    }
  }

  /// Carries out the next command.
  private mutating func begin() {
    guard tape.nextLine != nil else {
      isFinished = true
      return
    }
    do {
      let now = tape.session.now
      switch try tape.step() {
      case .done: activity = .holding
      case .sleep(let duration): activity = .sleeping(until: now + duration)
      case .wait(let text, let limit):
        activity = .waiting(text: text, limit: limit, until: now + limit)
      }
    } catch {
      self.error = error
      isFinished = true
    }
  }
}
