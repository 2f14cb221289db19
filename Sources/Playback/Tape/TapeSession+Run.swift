import Interface

extension TapeSession {
  /// Plays the tape to its end in virtual time, without waiting for anything.
  ///
  /// - Parameter recorder: gets every frame.
  /// - Throws: as ``step()``.
  public func run(recorder: AsciicastRecorder? = nil) throws {
    recorder?.record(audienceFrame, at: session.now)
    if let recorder {
      session.onFrame = { [unowned self] in recorder.record(audienceFrame, at: session.now) }
    }
    defer { session.onFrame = nil }
    while nextLine != nil {
      switch try step() {
      case .done:
        // A caption changes what is seen without a word to the program.
        recorder?.record(audienceFrame, at: session.now)
        recorder?.hold()
      case .sleep(let duration): session.advance(by: duration)
      case .wait(let text, let limit):
        _ = session.advance(until: { Self.frame($0, shows: text) }, within: limit)
        endWait(text: text, limit: limit)
      }
    }
    recorder?.end(at: session.now)
  }
}
