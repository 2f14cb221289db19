/// Runs a program without a terminal, on a clock that moves only when told: for tapes and tests.
///
/// The same events and the same virtual times give the same frames. After each call the program is
/// settled: every message that its effects sent at once has been received.
public final class HeadlessSession<P: Program> {
  public private(set) var program: P
  public private(set) var size: Size
  public let capabilities: Capabilities
  /// Virtual time since the start.
  public private(set) var now: Duration = .zero
  /// Called whenever the frame may have changed.
  public var onFrame: (() -> Void)?
  private let terminalBackground: ColorScheme.Background
  private let handler: any EffectHandler<P.Effect, P.Message>
  private let queue = MessageQueue<P.Message>()
  private var schedule = TickSchedule()

  public init(
    _ program: P, size: Size = Size(columns: 80, rows: 24),
    capabilities: Capabilities = Capabilities(),
    terminalBackground: ColorScheme.Background = .dark,
    handler: any EffectHandler<P.Effect, P.Message>
  ) {
    self.program = program
    self.size = size
    self.capabilities = capabilities
    self.terminalBackground = terminalBackground
    self.handler = handler
    perform(self.program.start())
    // A program knows its size from events alone.
    perform(self.program.update(.resize(size)))
    settle()
  }

  public var isFinished: Bool { program.isFinished }

  /// The virtual moment of the next tick; `nil` while the program asks for none.
  public var nextTick: Duration? { isFinished ? nil : schedule.due }

  /// The scheme of the frames.
  public var scheme: ColorScheme {
    ColorScheme(asked: program.background, terminal: terminalBackground)
  }

  /// The program's picture of itself now, as its terminal would show it.
  public var frame: Canvas {
    var canvas = Canvas(size: size, capabilities: capabilities, scheme: scheme)
    program.draw(on: &canvas)
    return canvas.degraded()
  }

  /// Hands an event to the program, and what follows from it.
  public func send(_ event: Event) {
    // A terminal suspends the program at this key, which never sees it.
    guard !program.isFinished, event != .key(.control("z")) else { return }
    if case .resize(let size) = event { self.size = size }
    perform(program.update(event))
    settle()
  }

  public func send(_ events: [Event]) {
    for event in events { send(event) }
  }

  /// Sends keys one after the other.
  public func press(_ keys: Key...) {
    for key in keys { send(.key(key)) }
  }

  /// Hands a message to the program from outside its effects.
  public func deliver(_ message: P.Message) {
    queue.send(message)
    settle()
  }

  /// Lets virtual time pass, with every tick that falls into it.
  public func advance(by duration: Duration) {
    let end = now + duration
    while !program.isFinished, let due = schedule.due, due <= end {
      now = max(now, due)
      schedule.ticked(now: now)
      perform(program.update(.tick))
      settle()
    }
    now = max(now, end)
  }

  /// Lets time pass until a condition holds, tick by tick, but no longer than so long.
  ///
  /// - Returns: whether it holds.
  public func advance(until condition: (Canvas) -> Bool, within limit: Duration) -> Bool {
    let end = now + limit
    while !condition(frame) {
      guard !program.isFinished, let due = schedule.due, due <= end else {
        now = max(now, end)
        return false
      }
      advance(by: max(.zero, due - now))
    }
    return true
  }

  /// Receives every message that waits, and those that follow from them.
  public func settle() {
    while !program.isFinished {
      let messages = queue.takeAll()
      if messages.isEmpty { break }
      for message in messages where !program.isFinished {
        perform(program.receive(message))
      }
    }
    schedule.ask(for: program.tickInterval, now: now)
    onFrame?()
  }

  private func perform(_ effects: [P.Effect]) {
    let queue = queue
    for effect in effects {
      handler.perform(effect) { queue.send($0) }
    }
  }
}

/// Carries nothing out: for programs, and tests, without effects.
public final class InertEffectHandler<Effect: Sendable, Message: Sendable>: EffectHandler {
  /// The effects that were asked for, in order.
  public private(set) var performed: [Effect] = []

  public init() {}

  public func perform(_ effect: Effect, deliver: @escaping @Sendable (Message) -> Void) {
    performed.append(effect)
  }
}
