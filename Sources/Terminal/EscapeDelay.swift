import Ground

/// How long an ESC waits for what may follow it before it is the key.
enum EscapeDelay {
  static let usual = Duration.milliseconds(25)
  /// Nobody waits longer for a key: a larger number is a mistake.
  private static let longest = 10_000

  /// Milliseconds as curses reads them from `ESCDELAY`; ``usual`` unless it is a number that makes sense.
  static func parse(_ text: String?) -> Duration {
    guard let text, !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }),
      let milliseconds = Int(text), milliseconds <= longest
    else { return usual }
    return .milliseconds(milliseconds)
  }
}
