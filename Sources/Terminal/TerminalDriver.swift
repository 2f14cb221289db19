import CSupport
import Ground
import Interface

/// Runs a program in the terminal: keys in, changed cells out, and the terminal as it was on every
/// way out.
///
/// Keys, messages and signals are waited for together, so that the frame of a key comes at once;
/// frames that time or messages cause come at most 30 times a second. Ctrl-Z suspends without the
/// program's knowing; Ctrl-C is a key like any other.
public final class TerminalDriver<P: Program> {
  public private(set) var program: P
  private let handler: any EffectHandler<P.Effect, P.Message>
  private let screen: CursesScreen
  private let pipe: WakePipe
  private let queue: MessageQueue<P.Message>
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var schedule = TickSchedule()
  private var limiter = FrameLimiter()
  private var decoder: InputDecoder
  private var lastInput = Duration.zero
  private var question: BackgroundQuestion

  /// Takes the terminal. The program must know the capabilities of the same description.
  ///
  /// - Throws: ``TerminalError/cannotStart(_:)`` where curses or the system refuses.
  public init(
    _ program: P, handler: any EffectHandler<P.Effect, P.Message>,
    on description: TerminalDescription
  ) throws(TerminalError) {
    guard let pipe = WakePipe() else { throw .cannotStart(description.name) }
    self.program = program
    self.handler = handler
    self.pipe = pipe
    start = clock.now
    question = BackgroundQuestion(hint: description.background)
    queue = MessageQueue { pipe.wake() }
    // Before curses, which leaves alone a handler for the window's size that is there already.
    guard cs_crash_install() == 0, cs_ending_install(pipe.writeEnd) == 0,
      cs_window_install(pipe.writeEnd) == 0
    else { throw .cannotStart(description.name) }
    // Output that nobody reads any more is an error of the write.
    signal(SIGPIPE, SIG_IGN)
    do {
      screen = try CursesScreen(description)
      decoder = InputDecoder(keys: screen.keys, escapeDelay: description.escapeDelay)
    } catch {
      cs_window_remove()
      _ = cs_ending_install(-1)
      throw error
    }
  }

  /// Runs until the program finishes, a signal asks it to end, or the terminal is gone; the terminal
  /// is then as it was.
  public func run() -> Ending {
    defer {
      awaitAnswers()
      screen.leave()
      cs_window_remove()
      _ = cs_ending_install(-1)
    }
    askForBackground()
    perform(program.start())
    perform(program.update(.resize(screen.size)))
    limiter.request(urgently: true)
    while true {
      receiveMessages()
      tick()
      if let ending = ending() { return ending }
      drawIfDue()
      guard wait() else { return ending() ?? .signal(SIGHUP) }
      answerSignals()
      if let ending = ending() { return ending }
    }
  }

  private var now: Duration { clock.now - start }

  private func ending() -> Ending? {
    if let signal = EndingSignals.received { return .signal(signal) }
    return program.isFinished ? .finished : nil
  }

  private func receiveMessages() {
    let messages = queue.takeAll()
    for message in messages where !program.isFinished {
      perform(program.receive(message))
    }
    if !messages.isEmpty { limiter.request(urgently: false) }
    schedule.ask(for: program.tickInterval, now: now)
  }

  private func tick() {
    guard let due = schedule.due, due <= now, !program.isFinished else { return }
    schedule.ticked(now: now)
    perform(program.update(.tick))
    schedule.ask(for: program.tickInterval, now: now)
    limiter.request(urgently: false)
  }

  private func drawIfDue() {
    guard let due = frameDue, due <= now else { return }
    question.release()
    let scheme = ColorScheme(asked: program.background, terminal: question.background)
    var canvas = Canvas(size: screen.size, capabilities: screen.capabilities, scheme: scheme)
    program.draw(on: &canvas)
    screen.present(canvas.degraded())
    limiter.drew(now: now)
    perform(program.drawn())
  }

  private func perform(_ effects: [P.Effect]) {
    let queue = queue
    for effect in effects {
      handler.perform(effect) { queue.send($0) }
    }
  }

  /// Waits for a key, a wake-up, or the moment when something is due, and takes the keys.
  ///
  /// - Returns: `false` when the terminal is gone.
  private func wait() -> Bool {
    var requests = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0),
      pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
    ]
    // After a failure, such as an interrupting signal, nothing is ready.
    _ = poll(&requests, nfds_t(requests.count), timeout())
    if requests[1].revents != 0 { pipe.drain() }
    let gone = Int16(POLLHUP | POLLERR | POLLNVAL)
    if requests[0].revents & Int16(POLLIN) != 0 {
      guard readKeys() else { return false }
    } else if requests[0].revents & gone != 0 {
      return false
    } else if let patienceEnd, patienceEnd <= now {
      handle(decoder.expire())
    }
    return requests[2].revents & gone == 0
  }

  /// When what has begun to come counts as all there is.
  private var patienceEnd: Duration? { decoder.patience.map { lastInput + $0 } }

  /// - Returns: `false` at the end of the input.
  private func readKeys() -> Bool {
    var bytes = [UInt8](repeating: 0, count: Self.longestRead)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    guard count > 0 else { return count < 0 && (errno == EINTR || errno == EAGAIN) }
    lastInput = now
    handle(decoder.decode(bytes[..<count]))
    if question.take(decoder.takeAnswers()) { limiter.request(urgently: true) }
    return true
  }

  private func handle(_ events: [Event]) {
    for event in events where !program.isFinished {
      if event == .key(.control("z")) {
        suspend()
      } else {
        perform(program.update(event))
      }
    }
    guard !events.isEmpty else { return }
    question.release()
    schedule.ask(for: program.tickInterval, now: now)
    limiter.request(urgently: true)
  }

  /// When the next frame is drawn; the first one waits a moment for the colours to choose.
  private var frameDue: Duration? {
    limiter.due.map { due in question.holdEnd.map { max(due, $0) } ?? due }
  }

  private func askForBackground() {
    guard program.background == nil, screen.answersQuestions else { return }
    screen.ask()
    question.asked(now: now)
  }

  /// Takes in answers that are still on their way, and whatever comes with them: after the end the
  /// shell would take them for typed.
  private func awaitAnswers() {
    while let end = question.answerEnd, end > now {
      var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, milliseconds(until: end)) >= 0 || errno == EINTR else { return }
      guard request.revents != 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: Self.longestRead)
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      guard count > 0 else { return }
      _ = decoder.decode(bytes[..<count])
      _ = question.take(decoder.takeAnswers())
    }
  }

  private func answerSignals() {
    if cs_take_stop_request() != 0 { suspend() }
    let isContinued = cs_take_continued() != 0
    if isContinued { screen.resume() }
    if cs_take_resized() != 0 {
      screen.fitWindow()
      resized()
    } else if isContinued {
      resized()
    }
  }

  private func suspend() {
    awaitAnswers()
    screen.leave()
    cs_stop_job()
    screen.resume()
    resized()
  }

  private func resized() {
    perform(program.update(.resize(screen.size)))
    limiter.request(urgently: true)
  }

  /// More is read in parts, so that a signal is never kept waiting.
  private static var longestRead: Int { 65_536 }

  /// Milliseconds until something is due, rounded up; -1 for never.
  private func timeout() -> Int32 {
    guard let due = [schedule.due, frameDue, patienceEnd].compactMap({ $0 }).min() else {
      return -1
    }
    return milliseconds(until: due)
  }

  private func milliseconds(until due: Duration) -> Int32 {
    let (seconds, attoseconds) = max(.zero, due - now).components
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    return Int32(seconds) * 1000
      + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
