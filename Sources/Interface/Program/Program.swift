/// An interactive program as pure state: the same events and messages give the same frames, in a
/// terminal, in a tape and in a test.
///
/// `update` and `receive` are the only places where state changes; what they want done outside
/// (start training, read a file) they return as values, and one effect handler carries them out.
public protocol Program {
  associatedtype Message: Sendable
  associatedtype Effect: Sendable

  /// What to do before the first frame; nothing unless the program says otherwise.
  mutating func start() -> [Effect]
  mutating func update(_ event: Event) -> [Effect]
  mutating func receive(_ message: Message) -> [Effect]
  func draw(on canvas: inout Canvas)
  /// Called by a driver when a person has been shown what ``draw(on:)`` drew; nothing unless the program says
  /// otherwise.
  mutating func drawn() -> [Effect]

  /// How long until the next ``Event/tick``; `nil` while nothing moves.
  ///
  /// The driver asks after every event and message. When the interval changes it counts from now.
  var tickInterval: Duration? { get }

  /// The background that the program was asked to be drawn for; `nil` is the terminal's own.
  var background: ColorScheme.Background? { get }

  /// True once the program has ended; the driver leaves after it.
  var isFinished: Bool { get }
}

extension Program {
  public var background: ColorScheme.Background? { nil }
  public mutating func start() -> [Effect] { [] }
  public mutating func drawn() -> [Effect] { [] }
}

/// Carries a program's effects out. The terminal's handler uses threads, files and the real clock;
/// the one of tapes and tests does everything at once and waits for nothing.
public protocol EffectHandler<Effect, Message>: AnyObject {
  associatedtype Effect: Sendable
  associatedtype Message: Sendable

  /// Begins to carry out an effect. `deliver` may be called from any thread, at once or later, and
  /// any number of times.
  func perform(_ effect: Effect, deliver: @escaping @Sendable (Message) -> Void)
}
