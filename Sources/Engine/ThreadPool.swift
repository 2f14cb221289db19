import Ground
import Synchronization

/// A few threads that share numbered pieces of work, again and again.
///
/// They are threads of the engine's own, never Swift's cooperative pool, which a long loop would
/// starve. Between two calls a thread spins for a moment, since the next one mostly follows within
/// microseconds, then sleeps. Which thread takes which piece depends on time: results must not.
public final class ThreadPool: Sendable {
  /// One piece of work: its number, and the number of the thread that does it.
  public typealias Work = (_ piece: Int, _ thread: Int) -> Void

  /// The threads that work, the caller's among them; fewer than were asked for where the system refuses one.
  public let threadCount: Int
  private let crew: Crew
  private let threads: [PoolThread]

  /// - Precondition: `threadCount` is positive.
  public init(threadCount: Int) {
    require(threadCount > 0, "a pool without a thread does nothing")
    let crew = Crew()
    var threads: [PoolThread] = []
    for number in 1..<max(threadCount, 1) {
      guard let thread = PoolThread(running: crew, number: number) else { break }
      threads.append(thread)
    }
    self.crew = crew
    self.threads = threads
    self.threadCount = threads.count + 1
  }

  deinit {
    crew.stop()
    for thread in threads { thread.join() }
  }

  /// Does the pieces `0..<pieces`, each once, and returns when all are done.
  ///
  /// Called from one thread at a time.
  public func run(pieces: Int, _ work: @escaping Work) {
    guard threadCount > 1, pieces > 1 else {
      for piece in 0..<max(pieces, 0) { work(piece, 0) }
      return
    }
    crew.run(pieces: pieces, helpers: threadCount - 1, work)
  }
}

/// What the threads of a pool share.
private final class Crew: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  /// Counts the calls of ``run``: a change tells the helpers that there is work.
  private let generation = Atomic<Int>(0)
  private let nextPiece = Atomic<Int>(0)
  /// Helpers that have not finished the present call.
  private let busy = Atomic<Int>(0)
  private let sleeping = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  // Written before the generation changes and read after it has: never at the same time.
  private var work: ThreadPool.Work?
  private var pieces = 0

  /// Looks at the shared counters before a thread goes to sleep; between looks it lets others run.
  private static let looks = 64
  private static let looksInARow = 200

  init() {
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
    changed.deallocate()
  }

  func run(pieces: Int, helpers: Int, _ work: @escaping ThreadPool.Work) {
    self.work = work
    self.pieces = pieces
    nextPiece.store(0, ordering: .relaxed)
    busy.store(helpers, ordering: .relaxed)
    generation.add(1, ordering: .sequentiallyConsistent)
    wakeSleepers()
    takePieces(thread: 0, work, pieces)
    wait { busy.load(ordering: .sequentiallyConsistent) == 0 }
    self.work = nil
  }

  func stop() {
    stopping.store(true, ordering: .sequentiallyConsistent)
    wakeSleepers()
  }

  /// The life of a helper.
  func help(number: Int) {
    var seen = 0
    while true {
      wait {
        generation.load(ordering: .sequentiallyConsistent) != seen
          || stopping.load(ordering: .sequentiallyConsistent)
      }
      if stopping.load(ordering: .sequentiallyConsistent) { return }
      seen = generation.load(ordering: .sequentiallyConsistent)
      if let work { takePieces(thread: number, work, pieces) }
      if busy.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 { wakeSleepers() }
    }
  }

  private func takePieces(thread: Int, _ work: ThreadPool.Work, _ pieces: Int) {
    while true {
      let piece = nextPiece.add(1, ordering: .relaxed).oldValue
      guard piece < pieces else { return }
      work(piece, thread)
    }
  }

  /// Spins for a moment, then sleeps until the condition holds.
  private func wait(until holds: () -> Bool) {
    for _ in 0..<Self.looks {
      for _ in 0..<Self.looksInARow where holds() { return }
      sched_yield()
    }
    pthread_mutex_lock(mutex)
    // Counted before the last look: whoever changes something after it sees a sleeper.
    sleeping.add(1, ordering: .sequentiallyConsistent)
    while !holds() { pthread_cond_wait(changed, mutex) }
    sleeping.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }

  private func wakeSleepers() {
    guard sleeping.load(ordering: .sequentiallyConsistent) > 0 else { return }
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }
}

/// One thread of the system.
private final class PoolThread: @unchecked Sendable {
  private final class Start {
    let crew: Crew
    let number: Int
    init(crew: Crew, number: Int) {
      self.crew = crew
      self.number = number
    }
  }

  private let handle: pthread_t

  /// `nil` where the system has no thread left.
  init?(running crew: Crew, number: Int) {
    let start = Unmanaged.passRetained(Start(crew: crew, number: number))
    #if canImport(Darwin)
      var handle: pthread_t?
    #else
      var handle = pthread_t()
    #endif
    let status = pthread_create(&handle, nil, threadBody, start.toOpaque())
    guard status == 0 else {
      start.release()
      return nil
    }
    #if canImport(Darwin)
      guard let handle else { return nil }
    #endif
    self.handle = handle
  }

  func join() { pthread_join(handle, nil) }

  fileprivate static func run(_ argument: UnsafeMutableRawPointer) {
    let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
    start.crew.help(number: start.number)
  }
}

#if canImport(Darwin)
  private let threadBody: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
    PoolThread.run($0)
    return nil
  }
#else
  private let threadBody: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    if let argument = $0 { PoolThread.run(argument) }
    return nil
  }
#endif
