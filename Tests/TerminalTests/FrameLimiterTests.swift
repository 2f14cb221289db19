import Testing

@testable import Terminal

@Suite struct FrameLimiterTests {
  @Test func `what a person did is drawn at once`() {
    var limiter = FrameLimiter()
    #expect(limiter.due == nil)
    limiter.request(urgently: false)
    limiter.drew(now: .milliseconds(100))
    limiter.request(urgently: false)
    limiter.request(urgently: true)
    #expect(limiter.due == .zero)
  }

  @Test func `what time or messages cause is drawn 30 times a second at most`() {
    var limiter = FrameLimiter()
    var frames = 0
    for millisecond in 0..<1000 {
      limiter.request(urgently: false)
      let now = Duration.milliseconds(millisecond)
      if let due = limiter.due, due <= now {
        limiter.drew(now: now)
        frames += 1
      }
    }
    #expect((29...31).contains(frames))
  }
}
