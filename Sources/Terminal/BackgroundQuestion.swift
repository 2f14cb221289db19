import Interface

/// The question how light the terminal's background is: asked once, at the start.
///
/// Nobody waits for the answer: the first frame is held back for no longer than a frame takes, and a
/// later answer changes the colours. What is still to come when the program ends is taken in, or the
/// shell would take it for typed.
struct BackgroundQuestion {
  /// How long the first frame is held back.
  static let patience = Duration.milliseconds(30)
  /// After so long without an answer none will come.
  static let limit = Duration.milliseconds(500)

  private enum State: Hashable {
    case notAsked, asked(at: Duration), over
  }

  /// As far as it is known.
  private(set) var background: ColorScheme.Background?
  private var state = State.notAsked
  private var isHolding = false

  /// - Parameter hint: what the environment says.
  init(hint: ColorScheme.Background?) { background = hint }

  mutating func asked(now: Duration) {
    state = .asked(at: now)
    isHolding = true
  }

  /// Takes answers in, and says whether the background is another now.
  mutating func take(_ answers: [TerminalAnswer]) -> Bool {
    let before = background
    for answer in answers {
      if case .background(let background) = answer { self.background = background }
      isHolding = false
      if answer == .attributes { state = .over }
    }
    return background != before
  }

  /// Until when the frame waits; `nil` when it need not.
  var holdEnd: Duration? {
    guard isHolding, case .asked(let start) = state else { return nil }
    return start + Self.patience
  }

  /// Until when an answer may still come; `nil` when none can.
  var answerEnd: Duration? {
    guard case .asked(let start) = state else { return nil }
    return start + Self.limit
  }

  /// Frames need not wait any more.
  mutating func release() { isHolding = false }
}
