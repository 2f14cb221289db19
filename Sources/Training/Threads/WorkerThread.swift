import Ground

/// A thread of our own for work that lasts: Swift's cooperative pool must never block.
public enum WorkerThread {
  private final class Work {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs `body` on a new detached thread.
  ///
  /// Signals from outside stay with the thread that handles them: the new thread blocks all but those
  /// of a crash, which must reach the handler that restores the terminal.
  ///
  /// - Throws: ``ThreadError`` where the system has no more threads.
  public static func start(_ body: @escaping @Sendable () -> Void) throws(ThreadError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let work = Unmanaged.passRetained(Work(body)).toOpaque()

    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    for crash in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT] { sigdelset(&all, crash) }
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(
        &thread, &attributes,
        {
          Unmanaged<Work>.fromOpaque($0).takeRetainedValue().body()
          return nil
        }, work)
    #else
      var thread = pthread_t()
      let code = pthread_create(
        &thread, &attributes,
        { work in
          guard let work else { return nil }
          Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
          return nil
        }, work)
    #endif
    guard code == 0 else {
      Unmanaged<Work>.fromOpaque(work).release()
      throw ThreadError(code: code)
    }
  }
}

/// The system refused a thread.
public struct ThreadError: ExplainedError, Hashable {
  /// The system's error number.
  public let code: Int32

  public var explanation: Bilingual {
    Bilingual(
      "a thread for training: the system refused it (error \(code)), expected room for one more",
      "luồng cho việc huấn luyện: hệ thống từ chối tạo (lỗi \(code)), cần chỗ cho thêm một luồng")
  }
}
