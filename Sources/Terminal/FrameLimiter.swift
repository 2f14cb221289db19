/// When a frame is drawn: at once after a key, else at most 30 a second.
struct FrameLimiter {
  /// Between two frames that no key has asked for.
  static let interval = Duration.microseconds(33_333)

  private var last: Duration?
  private var isWanted = false
  private var isUrgent = false

  /// Asks for a frame: urgently for what a person did, else when its turn comes.
  mutating func request(urgently: Bool) {
    isWanted = true
    isUrgent = isUrgent || urgently
  }

  /// When the frame that was asked for may be drawn; `nil` while none was.
  var due: Duration? {
    guard isWanted else { return nil }
    guard let last, !isUrgent else { return .zero }
    return last + Self.interval
  }

  mutating func drew(now: Duration) {
    last = now
    isWanted = false
    isUrgent = false
  }
}
