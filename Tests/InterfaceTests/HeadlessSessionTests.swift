import Ground
import Interface
import TestSupport
import Testing

/// Counts keys, ticks and answers.
private struct Counter: Program {
  var log: [String] = []
  var tickInterval: Duration?
  var isFinished = false

  mutating func start() -> [String] { ["hello"] }

  mutating func update(_ event: Event) -> [String] {
    switch event {
    case .key(.character("q")): isFinished = true
    case .key(.character("t")): tickInterval = tickInterval == nil ? .milliseconds(250) : nil
    case .key(.character("e")): return ["twice"]
    case .tick: log.append("tick")
    default: log.append("\(event)")
    }
    return []
  }

  mutating func receive(_ message: String) -> [String] {
    log.append(message)
    return message == "twice!" ? ["once"] : []
  }

  func draw(on canvas: inout Canvas) {
    canvas.write(log.last ?? "", at: Point(column: 0, row: 0))
  }
}

private final class Echo: EffectHandler {
  func perform(_ effect: String, deliver: @escaping @Sendable (String) -> Void) {
    deliver(effect + "!")
  }
}

@Suite struct HeadlessSessionTests {
  @Test func `effects and their messages are settled after every event`() {
    let session = HeadlessSession(Counter(), handler: Echo())
    #expect(session.program.log.contains("hello!"))
    session.press(.character("e"))
    #expect(session.program.log.suffix(2) == ["twice!", "once!"])
    #expect(session.frame.shows("once!"))
  }

  @Test func `ticks come by virtual time alone`() {
    let session = HeadlessSession(Counter(), handler: Echo())
    session.advance(by: .seconds(10))
    #expect(!session.program.log.contains("tick"))
    session.press(.character("t"))
    session.advance(by: .milliseconds(249))
    #expect(!session.program.log.contains("tick"))
    session.advance(by: .milliseconds(751))
    #expect(session.program.log.count { $0 == "tick" } == 4)
    session.press(.character("t"))
    session.advance(by: .seconds(10))
    #expect(session.program.log.count { $0 == "tick" } == 4)
    #expect(session.now == .seconds(21))
  }

  @Test func `waiting ends when the condition holds or the time is over`() {
    let session = HeadlessSession(Counter(), handler: Echo())
    session.press(.character("t"))
    #expect(session.advance(until: { $0.shows("tick") }, within: .seconds(1)))
    #expect(session.now == .milliseconds(250))
    #expect(!session.advance(until: { $0.shows("never") }, within: .seconds(1)))
    #expect(session.now == .milliseconds(1250))
  }

  @Test func `nothing reaches a program that has finished`() {
    let session = HeadlessSession(Counter(), handler: Echo())
    session.press(.character("q"), .character("e"))
    #expect(session.isFinished)
    #expect(!session.program.log.contains("twice!"))
  }
}
