import Synchronization

/// Messages on their way to the program, from any thread, in the order they came.
public final class MessageQueue<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called after each message, on the thread that sent it.
  public init(wake: @escaping @Sendable () -> Void = {}) { self.wake = wake }

  public func send(_ message: Message) {
    messages.withLock { $0.append(message) }
    wake()
  }

  /// All that has come, which is then gone from the queue.
  public func takeAll() -> [Message] {
    messages.withLock {
      let taken = $0
      $0 = []
      return taken
    }
  }
}
