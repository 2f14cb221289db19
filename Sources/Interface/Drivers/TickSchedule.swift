/// When the next tick is due, by whatever clock a driver has.
public struct TickSchedule: Hashable, Sendable {
  /// The moment of the next tick; `nil` while the program asks for none.
  public private(set) var due: Duration?
  private var interval: Duration?

  public init() {}

  /// Takes the interval that the program asks for now. A new one counts from now on; one that
  /// stays leaves the schedule alone.
  public mutating func ask(for interval: Duration?, now: Duration) {
    let interval = interval.map { max($0, Self.shortest) }
    guard interval != self.interval else { return }
    self.interval = interval
    due = interval.map { now + $0 }
  }

  /// Notes that the tick has happened; the next one is due an interval after it was due, but never
  /// in the past: ticks that were missed are not made up for.
  public mutating func ticked(now: Duration) {
    guard let interval, let due else { return }
    self.due = max(due + interval, now)
  }

  /// A program that asks for less would leave no time for anything else.
  public static let shortest = Duration.milliseconds(1)
}
