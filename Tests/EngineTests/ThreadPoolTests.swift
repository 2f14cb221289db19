import Engine
import Ground
import Synchronization
import Testing

@Suite struct ThreadPoolTests {
  @Test(arguments: [1, 2, 5])
  func `every piece is done once, call after call`(threads: Int) throws {
    let pool = ThreadPool(threadCount: threads)
    let counts = try Storage<Int>(count: 100)
    let strangers = Atomic<Int>(0)
    for round in 1...200 {
      // A piece belongs to one thread: no two of them write to the same place.
      pool.run(pieces: 100) { piece, thread in
        counts.pointer[piece] += 1
        if thread < 0 || thread >= pool.threadCount { strangers.add(1, ordering: .relaxed) }
      }
      #expect((0..<100).allSatisfy { counts.pointer[$0] == round })
    }
    #expect(strangers.load(ordering: .relaxed) == 0)
  }

  @Test func `no pieces are no work, and a pool can end without any`() {
    let pool = ThreadPool(threadCount: 3)
    pool.run(pieces: 0) { _, _ in Issue.record("there was nothing to do") }
    _ = ThreadPool(threadCount: 4)
  }
}
