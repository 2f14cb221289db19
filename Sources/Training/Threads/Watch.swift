import Synchronization

/// A computation under way: how far it has come, and whether anybody still waits for it.
///
/// Shared by the threads that compute and the one that may lose interest. What computes asks it now and then,
/// leaves out the rest once it is abandoned, and never waits for it.
public final class Watch: Sendable {
  public struct Progress: Hashable, Sendable {
    /// Pictures or layers that are done.
    public let done: Int
    public let total: Int

    public init(done: Int, total: Int) {
      self.done = done
      self.total = total
    }
  }

  /// Nobody waits for the result any more: no trouble, and nothing to tell.
  public struct Abandoned: Error {}

  private let abandoned = Atomic(false)
  private let done = Atomic(0)
  private let total = Atomic(0)
  private let report: @Sendable (Progress) -> Void

  /// - Parameter report: called on whichever thread has come further, often: several calls may overlap.
  public init(report: @escaping @Sendable (Progress) -> Void = { _ in }) { self.report = report }

  public var isAbandoned: Bool { abandoned.load(ordering: .relaxed) }

  public func abandon() { abandoned.store(true, ordering: .relaxed) }

  /// - Throws: ``Abandoned`` once nobody waits any more.
  public func check() throws(Abandoned) {
    if isAbandoned { throw Abandoned() }
  }

  /// So much is to be done from here on.
  func begin(total count: Int) {
    done.store(0, ordering: .relaxed)
    total.store(count, ordering: .relaxed)
  }

  func advance(by count: Int = 1) {
    let done = done.add(count, ordering: .relaxed).newValue
    report(Progress(done: done, total: total.load(ordering: .relaxed)))
  }
}
