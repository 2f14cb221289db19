import Ground
import Interface

/// A tape that plays in a terminal: a program that shows another one's frames as time passes.
///
/// Space pauses, q, Esc and Ctrl-C end it. The program inside runs on virtual time, so it shows the
/// same frames as without a terminal.
public struct TapePlayer<Host: TapeHost>: Program {
  public typealias Effect = Host.Played.Effect
  public typealias Message = Host.Played.Message

  /// What follows the last command.
  public enum Ending: Hashable, Sendable {
    case leave
    /// The last frame stays until a person ends it.
    case hold
    /// The program goes on in the person's hands.
    case handOver
  }

  private enum Activity {
    /// The window's size is not known yet.
    case opening
    /// Says that the window is too small, before anything else is seen.
    case warning
    /// The frame of a command stands for a moment, in which virtual time stands too.
    case holding
    case sleeping(until: Duration)
    case waiting(text: String, limit: Duration, until: Duration)
    /// The last frame stays.
    case held
  }

  public let tape: TapeSession<Host>
  /// Why it stopped before its end.
  public private(set) var error: (any Error)?
  /// Whether a person has ended it before its end.
  public private(set) var isCancelled = false
  private let speed: Double
  private let ending: Ending
  private let language: Language
  private var isOver = false
  private var isPaused = false
  private var activity = Activity.opening
  private var window = Size(columns: 0, rows: 0)
  /// The program of the tape, once it is the person's.
  private var live: Host.Played?

  /// - Parameters:
  ///   - speed: 2 is twice as fast; from 0.01 to 1000.
  ///   - language: of what the player says itself.
  public init(
    _ tape: TapeSession<Host>, speed: Double = 1, ending: Ending = .leave,
    language: Language = .english
  ) {
    self.tape = tape
    self.speed = min(1000, max(0.01, speed))
    self.ending = ending
    self.language = language
  }

  public var isFinished: Bool { isOver || live?.isFinished == true }

  public var background: ColorScheme.Background? { live?.background }

  public var tickInterval: Duration? {
    if let live { return live.tickInterval }
    if isPaused || isFinished { return nil }
    return switch activity {
    case .opening, .held: nil
    case .warning: Self.warningTime
    case .holding: AsciicastRecorder.pause / speed
    case .sleeping, .waiting: slice / speed
    }
  }

  public mutating func update(_ event: Event) -> [Effect] {
    if live != nil { return live?.update(event) ?? [] }
    switch event {
    case .tick: return advance()
    case .resize(let size): resize(to: size)
    case .key(.character("q")), .key(.escape), .key(.control("c")):
      isCancelled = tape.nextLine != nil
      isOver = true
    case .key(.space), .key(.enter):
      if case .warning = activity {
        activity = .holding
      } else if event == .key(.space) {
        isPaused.toggle()
      }
    default: break
    }
    return []
  }

  public mutating func receive(_ message: Message) -> [Effect] { live?.receive(message) ?? [] }

  public mutating func drawn() -> [Effect] { live?.drawn() ?? [] }

  public func draw(on canvas: inout Canvas) {
    if let live { return live.draw(on: &canvas) }
    if case .warning = activity { return drawWarning(on: &canvas) }
    // Colours chosen for one background cannot be read on the other.
    let suits = tape.session.scheme.background == canvas.scheme.background
    canvas.copy(suits ? tape.audienceFrame : tape.audienceFrame.painted())
    if tape.audienceSize.rows > canvas.size.rows {
      tape.drawCaption(on: &canvas, inRow: canvas.size.rows - 1)
    }
  }

  // MARK: A window that is too small

  /// How long it is said before the tape begins all the same.
  private static var warningTime: Duration { .seconds(4) }

  private mutating func resize(to size: Size) {
    window = size
    let wanted = tape.largestAudienceSize
    let fits = size.columns >= wanted.columns && size.rows >= wanted.rows
    switch activity {
    case .opening: activity = fits ? .holding : .warning
    case .warning where fits: activity = .holding
    default: break
    }
  }

  private func drawWarning(on canvas: inout Canvas) {
    let wanted = tape.largestAudienceSize
    let sentence = Bilingual(
      "This tape needs \(wanted.columns)x\(wanted.rows), the terminal has "
        + "\(window.columns)x\(window.rows): its frames will be cut off. Make the window larger, "
        + "or press Enter to play all the same; q ends.",
      "Băng này cần \(wanted.columns)x\(wanted.rows), cửa sổ terminal chỉ có "
        + "\(window.columns)x\(window.rows): khung hình sẽ bị cắt bớt. Hãy mở rộng cửa sổ, "
        + "hoặc nhấn Enter để vẫn chạy; q để thoát.")
    let lines = Text.wrapped(sentence[language], to: max(1, canvas.size.columns - 2))
    for (row, line) in lines.enumerated() {
      canvas.write(line, at: Point(column: 1, row: row + 1))
    }
  }

  // MARK: Time

  /// The part of a sleep that passes at once: up to the next tick of the program inside, so that
  /// waits end at the same moments as without a terminal.
  private var slice: Duration {
    let now = tape.session.now
    let end: Duration
    switch activity {
    case .opening, .warning, .holding, .held: return .zero
    case .sleeping(let until), .waiting(_, _, let until): end = until
    }
    return max(.zero, min(end, tape.session.nextTick ?? end) - now)
  }

  private mutating func advance() -> [Effect] {
    switch activity {
    case .opening, .held: break
    case .warning: activity = .holding
    case .holding: return begin()
    case .sleeping(let until):
      tape.session.advance(by: slice)
      if tape.session.now >= until { return begin() }
    case .waiting(let text, let limit, let until):
      tape.session.advance(by: slice)
      if tape.shows(text) || tape.session.now >= until || tape.session.isFinished {
        tape.endWait(text: text, limit: limit)
        return begin()
      }
    }
    return []
  }

  /// Carries out the next command.
  private mutating func begin() -> [Effect] {
    guard tape.nextLine != nil else { return end() }
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
      isOver = true
    }
    return []
  }

  private mutating func end() -> [Effect] {
    switch ending {
    case .leave: isOver = true
    case .hold: activity = .held
    case .handOver:
      guard !tape.session.isFinished else {
        isOver = true
        break
      }
      var program = tape.session.program
      let effects = tape.handOver() + program.update(.resize(window))
      live = program
      return effects
    }
    return []
  }
}
